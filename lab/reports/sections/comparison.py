"""This round beside the one it retests: every change with its test and its interval."""

from collections.abc import Iterator

from lab.domain.group_comparison import Change, GroupsCompared, ScoreChange, TaskChange
from lab.domain.metrics.shares import Share
from lab.domain.metrics.times import TypicalTime
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.reports import figures
from lab.reports.document import ChangePart, ComparedPart, ComparisonPart
from lab.reports.facts import RoundFacts
from lab.reports.names import Names
from lab.reports.parts import Labelled
from lab.wording import changes


def comparison_part(facts: RoundFacts, names: Names) -> ComparisonPart | None:
    """None for a round that retests none, and where nobody was heard in one of the two."""
    before, compared = facts.before, facts.compared
    if before is None or compared is None or not all(compared.participants):
        return None
    return ComparisonPart(
        earlier_number=before.number,
        earlier_name=before.name,
        participants=compared.participants,
        figures=tuple(compared_parts(compared, facts, names)),
        notes=tuple(_notes(compared, names)),
    )


def compared_parts(compared: GroupsCompared, facts: RoundFacts, names: Names) -> Iterator[ComparedPart]:
    """Every figure that two groups have, side by side."""
    for task in compared.tasks:
        yield _success(task, names)
        if any(task.time):
            yield _time(task, names)
    for score in compared.scores:
        yield _score(score, facts, names)


def _success(task: TaskChange, names: Names) -> ComparedPart:
    earlier, later = task.success
    return ComparedPart(
        kind="success",
        questionnaire=None,
        task=task.task,
        name=names.task(task.task) or task.task,
        measure=_("Success without help"),
        earlier=figures.share_figure(earlier),
        later=figures.share_figure(later),
        change=_change(task.success_change),
        change_text=changes.points_words(task.success_change),
        conclusion=changes.conclusion("success", task.success_change),
        notes=(),
    )


def _time(task: TaskChange, names: Names) -> ComparedPart:
    earlier, later = task.time
    return ComparedPart(
        kind="time",
        questionnaire=None,
        task=task.task,
        name=names.task(task.task) or task.task,
        measure=_("Time to success"),
        earlier=figures.time_figure(earlier),
        later=figures.time_figure(later),
        change=_change(task.time_change),
        change_text=changes.ratio_words(task.time_change),
        conclusion=changes.conclusion("time", task.time_change),
        notes=tuple(_without(task, earlier, later)),
    )


def _without(task: TaskChange, earlier: TypicalTime | None, later: TypicalTime | None) -> Iterator[str]:
    """Of those who did not arrive it is only known that they would have taken longer."""
    before, after = task.not_arrived
    if before or after:
        yield _("Attempts without success ({before} and {after}) are not in the times.").format(
            before=before, after=after
        )
    if earlier is None or later is None:
        yield _("Nobody succeeded without help in one of the two.")


def _score(score: ScoreChange, facts: RoundFacts, names: Names) -> ComparedPart:
    earlier, later = score.scores
    asked = facts.questionnaires.get(score.questionnaire)
    is_share = isinstance(later, Share)
    return ComparedPart(
        kind="score",
        questionnaire=score.questionnaire,
        task=score.task,
        name=asked.title.in_language(language()) if asked is not None else score.questionnaire,
        measure=names.task(score.task) or _("After the session"),
        earlier=figures.summary_figure(earlier),
        later=figures.summary_figure(later),
        change=_change(score.change),
        change_text=changes.points_words(score.change) if is_share else changes.score_words(score.change),
        conclusion=changes.conclusion("score", score.change),
        notes=(),
    )


def _change(change: Change | None) -> ChangePart | None:
    if change is None:
        return None
    return ChangePart(
        test=Labelled(code=change.test.value, label=changes.name_of_test(change.test)),
        by=change.by,
        low=change.interval.low,
        high=change.interval.high,
        p=change.p,
        beyond_chance=change.is_beyond_chance,
    )


def _notes(compared: GroupsCompared, names: Names) -> Iterator[str]:
    yield _(
        "The rounds are compared as groups of different people: a participant is known by a code within one round only."
    )
    if compared.tests > 1:
        yield ngettext(
            "{n} change was tested. At 95% about one test in twenty finds a change where there is none.",
            "{n} changes were tested. At 95% about one test in twenty finds a change where there is none.",
            compared.tests,
        ).format(n=compared.tests)
    yield _("“No difference shown” does not say that nothing changed: few people show only large changes.")
    if compared.not_compared:
        tasks = ", ".join(names.task(task) or task for task in compared.not_compared)
        yield _("Not compared, for the task or its target is not the same in both rounds: {tasks}.").format(tasks=tasks)
