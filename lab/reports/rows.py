"""The rows of every table: see `lab.reports.tables` for what their columns mean. Nobody is named to the public."""

from collections.abc import Iterator, Mapping

from lab.domain.annotation import Annotation
from lab.domain.attempt import Attempt
from lab.reports.facts import Audience, RoundFacts, SessionFacts

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


def sessions(facts: RoundFacts, audience: Audience) -> Iterator[Row]:
    """Sessions, by start."""
    public = audience is Audience.PUBLIC
    for one in facts.sessions:
        held, record = one.held, one.held.record
        yield (
            held.session_id,
            held.code,
            None if public else held.segment_id,
            facts.study.number,
            held.starts.isoformat(),
            record.state.value,
            held.counts,
            held.pilot,
            one.booking.setup.value,
            one.language,
            None if public else one.booking.moderator,
            record.started_us,
            record.finished_us,
            sum(pause.duration_us for pause in record.pauses),
            held.protocol_sha256,
            len(one.corrections),
        )


def attempts(facts: RoundFacts, _audience: Audience) -> Iterator[Row]:
    """Attempts, session by session."""
    for one in facts.sessions:
        for attempt in one.held.record.attempts:
            yield (
                attempt.id,
                one.held.session_id,
                one.held.code,
                attempt.task,
                attempt.order,
                attempt.start_us,
                attempt.end_us,
                attempt.time_on_task_us(one.held.record.pauses) if attempt.end_us is not None else None,
                attempt.outcome,
                attempt.unassisted_success if attempt.outcome is not None else None,
                attempt.assists,
                attempt.restarts,
                len(attempt.stretches),
                attempt.voided,
                one.held.counts and attempt.counts,
                None if one.clicks is None else sum(_fell_in(attempt, click.at_us) for click in one.clicks),
            )


def clicks(facts: RoundFacts, audience: Audience) -> Iterator[Row]:
    """Clicks on the recorded screens, by time; the public is told none."""
    for one in () if audience is Audience.PUBLIC else facts.sessions:
        attempts = [attempt for attempt in one.held.record.attempts if not attempt.voided]
        for number, click in enumerate(one.clicks or (), 1):
            fell_in = next((attempt.id for attempt in attempts if _fell_in(attempt, click.at_us)), None)
            yield (
                one.held.session_id,
                one.held.code,
                number,
                click.at_us,
                click.source,
                click.button,
                click.x,
                click.y,
                fell_in,
            )


def _fell_in(attempt: Attempt, at_us: int) -> bool:
    """Whether something happened while an attempt was worked on."""
    return any(span.start_us <= at_us <= span.end_us for span in attempt.worked(at_us))


def annotations(facts: RoundFacts, audience: Audience) -> Iterator[Row]:
    """Annotations in their present state."""
    public = audience is Audience.PUBLIC
    for one in facts.sessions:
        for seen in one.held.record.annotations_by_id.values():
            yield (
                seen.id,
                one.held.session_id,
                one.held.code,
                None if public else seen.author,
                seen.pressed_us,
                seen.shown_us,
                seen.anchor_us,
                seen.uncertainty_us,
                seen.lead_us,
                seen.lag_us,
                seen.span_us,
                seen.task,
                seen.attempt,
                seen.button,
                seen.words.get("en") or None,
                seen.criterion,
                seen.severity,
                seen.polarity,
                None if public else seen.note or None,
                None if public else seen.quote or None,
                seen.version,
                seen.retracted,
                len(seen.saw),
            )


def annotation_edits(facts: RoundFacts, audience: Audience) -> Iterator[Row]:
    """Changes of annotations, field by field; a retraction is the last."""
    public = audience is Audience.PUBLIC
    for one in facts.sessions:
        for seen in one.held.record.annotations_by_id.values():
            for number, edit in enumerate(seen.history, 1):
                for name, value in edit.changes:
                    free = public and name in {"note", "quote"}
                    yield (
                        seen.id,
                        one.held.session_id,
                        number,
                        edit.at_us,
                        None if public else edit.author,
                        name,
                        None if value is None or free else str(value),
                    )
            yield from _retraction(seen, one, public=public)


def _retraction(seen: Annotation, session: SessionFacts, *, public: bool) -> Iterator[Row]:
    if seen.retracted:
        reason = None if public else seen.retract_reason or None
        yield seen.id, session.held.session_id, len(seen.history) + 1, None, None, "retracted", reason


def answers(facts: RoundFacts, _audience: Audience) -> Iterator[Row]:
    """Answers, item by item."""
    for one in facts.sessions:
        for answers in one.held.record.answers:
            for item, value in answers.values.items():
                yield (
                    one.held.session_id,
                    one.held.code,
                    answers.questionnaire,
                    answers.task or "",
                    item,
                    value,
                    answers.language,
                    answers.at_us,
                )


def judgements(facts: RoundFacts, audience: Audience) -> Iterator[Row]:
    """The latest word of every judge."""
    judges = _pseudonyms(facts) if audience is Audience.PUBLIC else {}
    for one in facts.sessions:
        for word in one.held.record.judgements:
            yield (
                one.held.session_id,
                one.held.code,
                word.criterion,
                judges.get(word.judge, word.judge),
                word.outcome,
                word.severity,
                word.adjudicates,
                " ".join(word.annotations) or None,
                word.at_us,
                one.held.counts,
                None if audience is Audience.PUBLIC else word.note or None,
            )


def inspections(facts: RoundFacts, audience: Audience) -> Iterator[Row]:
    """Judgements outside sessions, oldest first, then what was taken back."""
    judges = _pseudonyms(facts) if audience is Audience.PUBLIC else {}
    public = audience is Audience.PUBLIC
    for number, one in enumerate(facts.inspections, 1):
        yield (
            number,
            one.criterion,
            one.unit,
            judges.get(one.judge, one.judge),
            one.outcome.value,
            one.severity,
            one.adjudicates,
            None if public else one.note or None,
            one.at.isoformat(),
            False,
        )
    for number, gone in enumerate(() if public else facts.taken_back, len(facts.inspections) + 1):
        yield (
            number,
            gone.criterion,
            gone.unit,
            gone.judge,
            gone.outcome.value,
            None,
            gone.adjudicates,
            None,
            gone.at.isoformat(),
            True,
        )


def artefacts(facts: RoundFacts, audience: Audience) -> Iterator[Row]:
    """What is attached, oldest first."""
    for one in facts.artefacts:
        kept = one.artefact
        yield (
            kept.id,
            kept.criterion,
            kept.unit,
            kept.name,
            kept.sha256 or None,
            kept.size if kept.is_file else None,
            None if audience is Audience.PUBLIC else kept.by,
            kept.at.isoformat(),
            one.condition.value,
            one.file or None,
        )


def verdicts(facts: RoundFacts, _audience: Audience) -> Iterator[Row]:
    """Verdicts, in the order of the standards."""
    for verdict in facts.verdicts.values():
        yield (
            verdict.criterion,
            verdict.kind,
            verdict.value.value,
            verdict.computed.value,
            verdict.override is not None,
            verdict.passed,
            verdict.failed,
            verdict.doubtful,
            verdict.worst_severity,
            verdict.rule_version,
        )


def findings(facts: RoundFacts, audience: Audience) -> Iterator[Row]:
    """Findings, by number."""
    for one in facts.findings:
        yield (
            one.number,
            one.title,
            one.positive,
            one.severity,
            len(one.ratings),
            one.status.value,
            one.task,
            " ".join(one.criteria) or None,
            len(one.affected),
            len(one.exposed),
            " ".join(sorted(one.affected)) or None,
            None if audience is Audience.PUBLIC else one.owner or None,
            one.due.isoformat() if one.due else None,
            len(one.evidence),
            one.set_aside or None,
        )


def _pseudonyms(facts: RoundFacts) -> Mapping[str, str]:
    """Judges of a public table: told apart, not named."""
    names = sorted(
        {word.judge for one in facts.sessions for word in one.held.record.judgements}
        | {one.judge for one in facts.inspections}
    )
    return {name: f"judge {number}" for number, name in enumerate(names, 1)}
