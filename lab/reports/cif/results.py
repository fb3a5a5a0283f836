"""Metrics, results and appendices of the usability report."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean, stdev

from lab.domain.task_figures import LastAttempt, last_attempts
from lab.i18n import gettext as _
from lab.reports import figures
from lab.reports.cif.asked import Asked, lines, table, text
from lab.reports.cif.model import CifAnswer, CifTable
from lab.reports.facts import Audience, RoundFacts
from lab.reports.sections.method import FEW
from lab.reports.sections.tasks import score_parts, task_parts, together


def _effectiveness(_asked: Asked) -> CifAnswer:
    return lines(
        _("Completion without help, and completion with help apart from it: shares of those who tried the task."),
        _("Failures, given up and timed out attempts; how often the moderator helped."),
        _("Errors: annotations of what went wrong in the counted attempts."),
    )


def _efficiency(_asked: Asked) -> CifAnswer:
    return lines(
        _("Time on task without pauses, of those who succeeded without help; completion rate by mean time."),
    )


def _instrument(asked: Asked) -> CifAnswer:
    asked_after = asked.facts.protocol.questionnaires
    known = [asked.facts.questionnaires.get(one) for one in (*asked_after.after_session, *asked_after.after_task)]
    return lines(*(f"{text(one.title)}. {text(one.credit)}" for one in known if one is not None))


def _statistics(asked: Asked) -> CifAnswer:
    return lines(*asked.document.method.limits)


def _performance(asked: Asked) -> CifAnswer:
    tables = [_performance_table(asked.facts)]
    groups = list(_by_group(asked))
    said = [_("All participants together first, then every segment by itself.")] if groups else []
    for name, part in groups:
        found = _performance_table(part)
        tables.append(CifTable(header=(f"{found.header[0]} · {name}", *found.header[1:]), rows=found.rows))
    return CifAnswer(lines=tuple(said), tables=tuple(tables)) if asked.facts.counted else lines()


def _by_group(asked: Asked) -> Iterator[tuple[str, RoundFacts]]:
    """Every segment with its own sessions; to the public none that few were heard of."""
    for segment in asked.facts.study.segments:
        sessions = tuple(one for one in asked.facts.sessions if one.held.segment_id == segment.id)
        part = replace(asked.facts, sessions=sessions)
        heard = len({one.held.code for one in part.counted})
        if heard and not (asked.audience is Audience.PUBLIC and heard < FEW):
            yield segment.name, part


def _performance_table(facts: RoundFacts) -> CifTable:
    header = (
        _("Task"),
        _("Without help"),
        _("With help"),
        _("Helped"),
        _("Errors, mean"),
        _("Time to success"),
        _("Mean time (standard deviation)"),
        _("Shortest to longest"),
        _("Completion by mean time"),
    )
    rows = []
    for one in task_parts(facts):
        last = last_attempts(one.id, [session.held for session in together(one.id, facts)])
        helped = sum(count.n for count in one.outcomes if count.outcome.code == "assisted")
        rate = next((part.figure.text for part in one.measures if part.code == "completion_per_minute"), figures.NONE)
        rows.append(
            (
                one.title,
                one.success.text,
                figures.of(helped, len(last)) if last else figures.NONE,
                str(one.assists),
                _errors(one.id, facts, last),
                one.time_text,
                *_spread(last),
                rate,
            )
        )
    return CifTable(header=header, rows=tuple(rows))


def _errors(task: str, facts: RoundFacts, last: Sequence[LastAttempt]) -> str:
    """Negative annotations in the counted sessions for each attempt at the task."""
    seen = [
        one
        for session in together(task, facts)
        for one in session.held.record.annotations
        if one.task == task and one.is_against
    ]
    return figures.number(len(seen) / len(last)) if last else figures.NONE


def _spread(last: Sequence[LastAttempt]) -> tuple[str, str]:
    times = [one.seconds for one in last if one.attempt.unassisted_success and one.seconds > 0]
    if not times:
        return figures.NONE, figures.NONE
    mean = figures.minutes(fmean(times))
    if len(times) > 1:
        mean = f"{mean} ({figures.minutes(stdev(times))})"
    return mean, f"{figures.minutes(min(times))}–{figures.minutes(max(times))}"


def _satisfaction(asked: Asked) -> CifAnswer:
    header = (_("Questionnaire"), _("Task"), _("Group"), _("Result"), _("Scale"))
    rows = [
        (one.title, one.task_title or "–", _("all"), one.score.text, one.scale_text) for one in asked.document.scores
    ]
    for name, part in _by_group(asked):
        rows += [
            (one.title, one.task_title or "–", name, one.score.text, one.scale_text)
            for one in score_parts(part, asked.names)
        ]
    return table(header, rows)


def _appendix(asked: Asked) -> CifAnswer:
    used = dict.fromkeys(one.id for one in asked.document.scores)
    known = [asked.facts.questionnaires[one] for one in used if one in asked.facts.questionnaires]
    rows = [(text(one.title) or one.id, text(item.text) or item.id) for one in known for item in one.items]
    notes = asked.facts.release.notes if asked.audience is Audience.INTERNAL else ""
    released = _("Release notes: {notes}").format(notes=notes) if notes else None
    return table((_("Questionnaire"), _("Item")), rows, released)


RESULTS: Mapping[str, Callable[[Asked], CifAnswer]] = {
    "M1": _effectiveness,
    "M2": _efficiency,
    "M3": _instrument,
    "R1": _statistics,
    "R2": _performance,
    "R3": _satisfaction,
    "A1": _appendix,
}
