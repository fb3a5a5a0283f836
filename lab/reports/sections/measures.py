"""Efficiency of a task and its single usability metric: further figures beside success and time."""

from collections.abc import Iterator, Sequence

from lab.domain.metrics.interval import Interval
from lab.domain.questionnaire_figures import scale_of
from lab.domain.task_efficiency import TaskEfficiency, task_efficiency
from lab.domain.task_figures import LastAttempt, scored
from lab.i18n import gettext as _
from lab.reports import figures
from lab.reports.facts import RoundFacts, SessionFacts
from lab.reports.figure_parts import MeasurePart
from lab.reports.parts import Figure
from protocols.protocol import Task

_NO_RATING = Interval(1, 7)


def measure_parts(
    task: Task, facts: RoundFacts, sessions: Sequence[SessionFacts], last: Sequence[LastAttempt]
) -> tuple[MeasurePart, ...]:
    """Every further figure that there is; none where nobody tried the task."""
    ratings, scale = _ratings(task, facts, sessions)
    found = task_efficiency(last, task.target_time_s, ratings, scale)
    return tuple(_parts(found, len(ratings))) if found is not None else ()


def _ratings(task: Task, facts: RoundFacts, sessions: Sequence[SessionFacts]) -> tuple[list[float], Interval]:
    """Of the first question on ease that the protocol asks after a task."""
    for name in facts.protocol.questionnaires.after_task:
        asked = facts.questionnaires.get(name)
        if asked is not None and asked.scoring == "seq":
            held = [one.held for one in sessions]
            return list(scored(asked, task.id, held).values()), scale_of(asked)
    return [], _NO_RATING


def _parts(found: TaskEfficiency, rated: int) -> Iterator[MeasurePart]:
    per_minute = found.goals_per_minute
    n = per_minute.n
    interval = per_minute.interval
    low, high = (interval.low, interval.high) if interval is not None else (None, None)
    goals = Figure(value=per_minute.value, low=low, high=high, n=n, text=_goals(found))
    yield MeasurePart(code="goals_per_minute", label=_("Goals reached a minute"), figure=goals)
    time = _("{percent} ({people})").format(percent=figures.percent(found.of_time), people=figures.participants(n))
    yield _measure("time_that_led_to_goals", _("Share of the time that led to a goal"), found.of_time, n, time)
    if found.completion_per_minute is not None:
        said = _("{value} ({people})").format(
            value=_percent_a_minute(found.completion_per_minute), people=figures.participants(n)
        )
        label = _("Completion by mean time (Common Industry Format)")
        yield _measure("completion_per_minute", label, found.completion_per_minute, n, said)
    if found.quick_median_s is not None:
        said = _("{value} ({people})").format(
            value=figures.minutes(found.quick_median_s), people=figures.participants(n)
        )
        label = _("Quick estimate of the median, failures included (Rummel)")
        yield _measure("quick_median", label, found.quick_median_s, n, said)
    yield from _single(found, n, rated)


def _single(found: TaskEfficiency, n: int, rated: int) -> Iterator[MeasurePart]:
    single = found.single
    if single is None:
        return
    parts = (
        ("sum_time", _("its part of time"), single.time),
        ("sum_satisfaction", _("its part of satisfaction"), single.satisfaction),
        ("sum_completion", _("its part of completion"), single.completion),
    )
    said = _("{percent} (time {time}, satisfaction {satisfaction}, completion {completion}; {people})").format(
        percent=figures.percent(single.of_three),
        time=figures.percent(single.time),
        satisfaction=figures.percent(single.satisfaction),
        completion=figures.percent(single.completion),
        people=figures.participants(min(n, rated)),
    )
    yield _measure("sum", _("Single usability metric (SUM); ranks tasks, decides nothing"), single.of_three, n, said)
    for code, label, value in parts:
        yield _measure(code, label, value, n, figures.percent(value))


def _goals(found: TaskEfficiency) -> str:
    per_minute = found.goals_per_minute
    value, people = _two(per_minute.value), figures.participants(per_minute.n)
    if per_minute.interval is None or per_minute.is_alike:
        return _("{value} ({people}; too few for an interval)").format(value=value, people=people)
    return _("{value} (95% interval {low}–{high}; {people})").format(
        value=value, low=_two(per_minute.interval.low), high=_two(per_minute.interval.high), people=people
    )


def _percent_a_minute(value: float) -> str:
    return _("{percent} a minute").format(percent=figures.percent(value))


def _two(value: float) -> str:
    return figures.number(value, places=2)


def _measure(code: str, label: str, value: float, n: int, text: str) -> MeasurePart:
    return MeasurePart(code=code, label=label, figure=Figure(value=value, low=None, high=None, n=n, text=text))
