"""From sessions to verdicts: whose word counts for which criterion, and what the gate is asked about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lab.domain.finding import Finding, Status
from lab.domain.gate import JudgedCriterion, JudgedFinding, JudgedSegment, JudgedTask, Promise
from lab.domain.held import Held
from lab.domain.judgement import Judgement
from lab.domain.metrics.shares import adjusted_wald
from lab.domain.study import Action, Round
from lab.domain.task_figures import last_attempts
from lab.domain.timeline import SECOND_US
from lab.domain.unit import INSPECTED, Unit, UnitOutcome, Word, session_unit, settle
from lab.domain.verdict import Verdict
from protocols.protocol import Protocol
from protocols.standard import Criterion


@dataclass(frozen=True, slots=True)
class Inspection:
    """A judgement outside sessions: of a page or an artefact, or of the whole round (`unit` "round").

    Attributes:
        outcome: as EARL names it; `untested`: it is there to be looked at.
        adjudicates: it settles judges who differ, for the reason in `note`.
    """

    criterion: str
    unit: str
    outcome: UnitOutcome
    judge: str
    at: datetime
    severity: int | None = None
    note: str = ""
    adjudicates: bool = False


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A word that its judge took back and put no other in the place of: it counts nowhere, and is told.

    Attributes:
        unit: as of the unit that it was about: a participant's code, a page, a document, "round".
        outcome: what the word was.
        at: when it was taken back.
    """

    criterion: str
    unit: str
    judge: str
    outcome: UnitOutcome
    at: datetime
    adjudicates: bool = False


def taken_back_in(sessions: Iterable[Held]) -> tuple[TakenBack, ...]:
    """What judges of the sessions that count took back."""
    return tuple(
        TakenBack(
            one.criterion,
            held.code,
            one.judge,
            UnitOutcome(one.outcome),
            held.starts + timedelta(seconds=one.at_us // SECOND_US),
            one.adjudicates,
        )
        for held in sessions
        if held.counts
        for one in held.record.judgements_taken_back.values()
        if UnitOutcome(one.outcome) is not UnitOutcome.UNTESTED
    )


def units_of(
    criterion: Criterion, sessions: Iterable[Held], inspections: Iterable[Inspection], findings: Sequence[Finding]
) -> tuple[Unit, ...]:
    """The units of a criterion that people judged, in a fixed order. Not for kind `computed`."""
    inspected = tuple(_inspected(criterion.id, inspections))
    if criterion.kind == "round":
        return inspected
    agreed = _agreed(criterion.id, findings)
    units = (
        session_unit(criterion.id, criterion.kind, code, judgements, agreed.get(code))
        for code, judgements in _judgements_by_participant(sessions).items()
    )
    if criterion.kind in INSPECTED:
        # The units of these are pages and artefacts: a session adds one only where it fails the criterion.
        return (*(unit for unit in units if unit.outcome is UnitOutcome.FAILED), *inspected)
    return tuple(units)


def _judgements_by_participant(sessions: Iterable[Held]) -> dict[str, tuple[Judgement, ...]]:
    """What judges say of each participant, in the order in which they said it. Of several sessions with one
    participant a judge's later word replaces the earlier one; having not watched (`untested`) replaces nothing.
    """
    latest: dict[str, dict[tuple[str, str, bool], Judgement]] = {}
    for held in sorted(sessions, key=lambda one: (one.code, one.starts)):
        if held.counts:
            said = latest.setdefault(held.code, {})
            for one in held.record.judgements:
                key = one.criterion, one.judge, one.adjudicates
                if key in said and UnitOutcome(one.outcome) is UnitOutcome.UNTESTED:
                    continue
                said.pop(key, None)
                said[key] = one
    return {code: tuple(said.values()) for code, said in latest.items()}


def _inspected(criterion: str, inspections: Iterable[Inspection]) -> Iterator[Unit]:
    words: dict[str, dict[tuple[str, bool], Word]] = {}
    for one in sorted(inspections, key=lambda each: each.at):
        if one.criterion == criterion:
            said = words.setdefault(one.unit, {})
            said.pop((one.judge, one.adjudicates), None)  # of several who settle a difference the last one holds
            note = one.note if one.adjudicates else ""
            said[one.judge, one.adjudicates] = Word(one.judge, one.outcome, one.severity, one.adjudicates, note=note)
    for unit, by_judge in sorted(words.items()):
        yield settle(unit, by_judge.values())


def _agreed(criterion: str, findings: Iterable[Finding]) -> Mapping[str, int]:
    """Participant → the agreed severity of the worst finding that their failure belongs to."""
    worst: dict[str, int] = {}
    for one in findings:
        severity = one.severity if criterion in one.criteria and one.is_problem else None
        if severity is not None:
            for code in one.affected:
                worst[code] = max(severity, worst.get(code, 0))
    return worst


def promises(actions: Iterable[Action]) -> Mapping[str, Promise]:
    """Subject → the promise that holds for it: the latest one."""
    return {action.subject: Promise(action.owner, action.due) for action in actions}


def is_supported(finding: Finding, inspections: Iterable[Inspection]) -> bool:
    """Whether anything shows it: an annotation, another proof, or an inspection of one of its criteria that says the
    same.
    """
    wanted = UnitOutcome.PASSED if finding.positive else UnitOutcome.FAILED
    return bool(finding.evidence or finding.proofs) or any(
        one.criterion in finding.criteria and one.outcome is wanted for one in inspections
    )


def judged_criteria(
    criteria: Iterable[Criterion],
    verdicts: Mapping[str, Verdict],
    promised: Mapping[str, Promise],
    findings: Sequence[Finding] = (),
) -> tuple[JudgedCriterion, ...]:
    """The criteria as the gate looks at them. Where nothing was promised about a criterion itself, what was accepted
    about its findings counts.
    """
    return tuple(
        JudgedCriterion(
            one.id,
            one.gate,
            verdict.value,
            verdict.failed,
            verdict.worst_severity,
            promised.get(one.id) or _promise_of_its_findings(one.id, findings, promised),
        )
        for one in criteria
        for verdict in (verdicts[one.id],)
    )


def _promise_of_its_findings(
    criterion: str, findings: Iterable[Finding], promised: Mapping[str, Promise]
) -> Promise | None:
    """What is promised about every open finding of a criterion: the soonest of what is not yet done."""
    waiting = [one for one in findings if one.is_problem and one.is_open and criterion in one.criteria]
    made = [_promise_about(one, promised) for one in waiting]
    kept = [one for one in made if one is not None]
    if not kept or len(kept) < len(made):
        return None
    return min(kept, key=lambda one: (one.done, one.due))


def judged_findings(
    findings: Iterable[Finding], promised: Mapping[str, Promise], on: date | None = None
) -> tuple[JudgedFinding, ...]:
    """The problems as the gate looks at them on a day. A finding's own owner and due day are a promise as well, once
    a named person accepted them.
    """
    as_of = [one if on is None else one.as_of(on) for one in findings]
    return tuple(
        JudgedFinding(one.id, one.severity, one.status, _promise_about(one, promised), one.expired)
        for one in as_of
        if one.is_problem
    )


def _promise_about(finding: Finding, promised: Mapping[str, Promise]) -> Promise | None:
    about = promised.get(finding.id)
    if about is None:
        return _own_promise(finding)
    return replace(about, done=finding.status is Status.FIXED)


def _own_promise(finding: Finding) -> Promise | None:
    one = finding.promised
    if one is None or one.due is None:
        return None
    return Promise(one.owner, one.due, done=finding.status is Status.FIXED)


def judged_segments(study: Round, sessions: Iterable[Held]) -> tuple[JudgedSegment, ...]:
    """Declared segments with the participants heard in each."""
    heard = {(held.segment_id, held.code) for held in sessions if held.counts}
    return tuple(
        JudgedSegment(segment.name, sum(segment_id == segment.id for segment_id, _code in heard))
        for segment in study.segments
    )


def judged_tasks(
    protocol: Protocol, sessions: Iterable[Held], pooled: Mapping[str, frozenset[str]]
) -> tuple[JudgedTask, ...]:
    """Critical tasks that somebody tried, with the interval of unassisted success. `pooled`: task → protocol hashes
    whose sessions count for it.
    """
    found = []
    for task in protocol.tasks:
        if task.critical:
            hits, n = unassisted(task.id, (held for held in sessions if held.protocol_sha256 in pooled[task.id]))
            if n:
                found.append(JudgedTask(task.id, adjusted_wald(hits, n).high, task.target_success))
    return tuple(found)


def unassisted(task: str, sessions: Iterable[Held]) -> tuple[int, int]:
    """Participants who reached the task's goal without help, and participants who finished a counted attempt. Of
    several attempts of one participant the last counted one holds.
    """
    last = last_attempts(task, (held for held in sessions if held.counts))
    return sum(one.attempt.unassisted_success for one in last), len(last)
