"""Two rounds side by side in words: for each figure then, now, the change with its interval, p and test, a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lab.domain.group_comparison import Change, GroupsCompared, ScoreChange, TaskChange, Unlike
from lab.domain.metrics.recommendation import Recommendation
from lab.domain.metrics.shares import Share
from lab.domain.metrics.times import TypicalTime
from lab.domain.questionnaire_figures import Summary
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.wording import changes, figures
from lab.wording.changes import Kind
from protocols.questionnaire import Questionnaire

LOWER_IS_BETTER = frozenset({"nasa_tlx"})
"""Scorings of questionnaires where little is good."""

TaskName = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One figure of both rounds.

    Attributes:
        what: the task or the questionnaire. measure: what is measured of it.
        n: people in the earlier, in the later figure.
        better: beyond chance better (True) or worse (False); None where neither is shown.
    """

    kind: Kind
    what: str
    measure: str
    n: tuple[int, int]
    earlier: str
    later: str
    change: Change | None
    change_text: str
    p_text: str
    test: str
    sentence: str
    better: bool | None


def compared_rows(
    compared: GroupsCompared, task_name: TaskName, questionnaire_of: Callable[[str], Questionnaire]
) -> tuple[ComparedRow, ...]:
    """Every figure: success of all tasks, then their times, then scores."""
    return (
        *(_success(one, task_name) for one in compared.tasks),
        *(_time(one, task_name) for one in compared.tasks if any(one.time)),
        *(_score(one, task_name, questionnaire_of(one.questionnaire)) for one in compared.scores),
    )


def _success(task: TaskChange, task_name: TaskName) -> ComparedRow:
    earlier, later = task.success
    change = task.success_change
    values = (figures.percent(earlier.hits / earlier.n), figures.percent(later.hits / later.n))
    return _row(
        "success", task_name(task.task), _("Success without help"), (earlier.n, later.n),
        (figures.share_words(earlier), figures.share_words(later)), values, change, changes.points_words(change),
    )  # fmt: skip


def _time(task: TaskChange, task_name: TaskName) -> ComparedRow:
    earlier, later = task.time
    change = task.time_change
    return _row(
        "time", task_name(task.task), _("Time to success"), (_n(earlier), _n(later)),
        (figures.time_words(earlier), figures.time_words(later)), (_minutes(earlier), _minutes(later)), change,
        changes.ratio_words(change),
    )  # fmt: skip


def _score(score: ScoreChange, task_name: TaskName, asked: Questionnaire) -> ComparedRow:
    earlier, later = score.scores
    is_share = isinstance(later, Share)
    words = changes.points_words(score.change) if is_share else changes.score_words(score.change)
    where = task_name(score.task) if score.task is not None else _("After the session")
    return _row(
        "score", asked.title.in_language(language()), where, (earlier.n, later.n),
        (figures.summary_words(earlier), figures.summary_words(later)), (_value(earlier), _value(later)), score.change,
        words, lower_is_better=asked.scoring in LOWER_IS_BETTER,
    )  # fmt: skip


def _row(
    kind: Kind, what: str, measure: str, n: tuple[int, int], figures_: tuple[str, str], values: tuple[str, str],
    change: Change | None, change_text: str, *, lower_is_better: bool = False,
) -> ComparedRow:  # fmt: skip
    better = None
    if change is not None and change.is_beyond_chance:
        better = (change.by > change.none) is not (lower_is_better or kind == "time")
    return ComparedRow(
        kind, what, measure, n, *figures_, change, change_text,
        changes.p_words(change.p) if change is not None else "",
        changes.name_of_test(change.test) if change is not None else "",
        _sentence(values, change, better), better,
    )  # fmt: skip


def _sentence(values: tuple[str, str], change: Change | None, better: bool | None) -> str:
    if change is None:
        verdict = _("too few people, or too alike, to test")
    elif better is None:
        verdict = _("no difference shown")
    else:
        verdict = _("better, beyond chance") if better else _("worse, beyond chance")
    return _("From {earlier} to {later}: {verdict}.").format(earlier=values[0], later=values[1], verdict=verdict)


def _n(time: TypicalTime | None) -> int:
    return time.n if time is not None else 0


def _minutes(time: TypicalTime | None) -> str:
    return figures.minutes(time.value_s) if time is not None else figures.NONE


def _value(found: Summary) -> str:
    if isinstance(found, Share):
        return figures.percent(found.hits / found.n)
    return figures.signed(found.score) if isinstance(found, Recommendation) else figures.number(found.value)


def summary_lines(rows: tuple[ComparedRow, ...]) -> Iterator[str]:
    """What all of it comes to, and how it is to be read."""
    tested = [one for one in rows if one.change is not None]
    better, worse = (sum(one.better is way for one in tested) for way in (True, False))
    yield ngettext(
        "{n} change tested: {better} better and {worse} worse beyond chance, {rest} without a difference shown.",
        "{n} changes tested: {better} better and {worse} worse beyond chance, {rest} without a difference shown.",
        len(tested),
    ).format(n=len(tested), better=better, worse=worse, rest=len(tested) - better - worse)


def unlike_sentence(unlike: Unlike, compared: GroupsCompared, task_name: TaskName) -> str:
    """What a reader must know before they believe the comparison."""
    sentences = {
        Unlike.NOBODY_EARLIER: _("Nobody was heard in the earlier round yet: there is nothing to compare with."),
        Unlike.NOBODY_LATER: _("Nobody was heard in the later round yet: there is nothing to compare."),
        Unlike.NO_RETEST: _("The later round was not planned as a retest of the earlier one."),
        Unlike.PROTOCOL: _("The protocols differ. Only tasks with the same words, targets and success are compared."),
        Unlike.TASKS: _("Not compared, for they are not in both rounds with the same words and targets: {tasks}."),
        Unlike.STANDARDS: _("The rounds are judged by different standards or versions: verdicts differ in meaning."),
        Unlike.SEGMENTS: _("The segments differ: other people may make other figures."),
    }
    return sentences[unlike].format(tasks=", ".join(map(task_name, compared.not_compared)))
