"""Tasks with their figures, and the scores of questionnaires."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean

from lab.domain.attempt import Attempt
from lab.domain.metrics.benchmarks import time_against
from lab.domain.metrics.means import Mean
from lab.domain.metrics.shares import share
from lab.domain.metrics.times import survival, typical_time
from lab.domain.pooling import pooled_with
from lab.domain.questionnaire_figures import summary
from lab.domain.task_figures import Scores, last_attempts, scores
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.reports import figures
from lab.reports.document import CountPart, ScorePart, TaskPart
from lab.reports.facts import RoundFacts, SessionFacts
from lab.reports.names import Names
from lab.reports.parts import Labelled
from lab.reports.sections.measures import measure_parts
from lab.wording.changes import p_words
from lab.wording.judging import outcome_label
from protocols.protocol import Task
from protocols.questionnaire import Questionnaire
from protocols.scoring import sus_grade, sus_predicted

_SURE = 0.05

OUTCOMES = ("success", "assisted", "failed", "gave_up", "timed_out")


def task_parts(facts: RoundFacts) -> tuple[TaskPart, ...]:
    """The tasks of the protocol now in force, in its order."""
    return tuple(_task(task, facts) for task in facts.protocol.tasks)


def _task(task: Task, facts: RoundFacts) -> TaskPart:
    sessions = together(task.id, facts)
    apart = len(facts.counted) - len(sessions)
    last = last_attempts(task.id, [one.held for one in sessions])
    reached = [one.seconds for one in last if one.attempt.unassisted_success]
    missed = [one.seconds for one in last if not one.attempt.unassisted_success]
    counts = Counter(_outcome(one.attempt) for one in last)
    found = share(len(reached), len(last))
    time = figures.time_figure(typical_time([seconds for seconds in reached if seconds > 0]))
    return TaskPart(
        id=task.id,
        title=task.title.in_language(language()),
        scenario=task.scenario.in_language(language()),
        critical=task.critical,
        target_success=task.target_success,
        target_time_s=task.target_time_s,
        success=figures.share_figure(found),
        success_target_text=_success_target(task, found.interval.high if found.interval else None),
        outcomes=tuple(
            CountPart(outcome=Labelled(code=code, label=outcome_label(code)), n=counts[code])
            for code in OUTCOMES
            if counts[code]
        ),
        assists=sum(one.attempt.assists for one in last),
        time=time,
        time_text=time.text,
        time_target_text=_time_target(task, [seconds for seconds in reached if seconds > 0]),
        never_arrived_text=_never_arrived(reached, missed),
        pooled_text=_apart(apart),
        measures=measure_parts(task, facts, sessions, last),
    )


def together(task_id: str, facts: RoundFacts) -> list[SessionFacts]:
    """The sessions whose figures of a task count together: those that ran with the task as it is now, or with one that
    a named person pooled with it.
    """
    pooled = pooled_with(task_id, facts.study.protocol_sha256, facts.amendments, facts.poolings)
    return [one for one in facts.counted if one.held.protocol_sha256 in pooled]


def _outcome(attempt: Attempt) -> str:
    """A success with help is `assisted`, whatever was pressed."""
    return "assisted" if attempt.outcome == "success" and attempt.assists else str(attempt.outcome)


def _success_target(task: Task, high: float | None) -> str:
    said = _("target {percent}").format(percent=figures.percent(task.target_success))
    if high is None or high >= task.target_success:
        return said
    return _("{target}: surely missed").format(target=said)


def _time_target(task: Task, times: Sequence[float]) -> str:
    """The target, and whether the times of those who arrived keep it beyond chance; two alike times cannot tell."""
    said = _("target {time}").format(time=figures.minutes(task.target_time_s))
    try:
        found = time_against(times, task.target_time_s)
    except ValueError:
        return said
    if found.p < _SURE:
        return _("{target}: those who succeeded kept it, beyond chance ({p}, one-sided)").format(
            target=said, p=p_words(found.p)
        )
    if found.p > 1 - _SURE:
        return _("{target}: those who succeeded missed it, beyond chance ({p}, one-sided)").format(
            target=said, p=p_words(1 - found.p)
        )
    return said


def _never_arrived(reached: Sequence[float], missed: Sequence[float]) -> str:
    """Attempts without unaided success are censored: they took longer than we waited."""
    if not missed:
        return ""
    said = ngettext(
        "{n} attempt that did not succeed without help is not in this time.",
        "{n} attempts that did not succeed without help are not in this time.",
        len(missed),
    ).format(n=len(missed))
    median = survival(reached, missed).median_s
    if median is None:
        return said + " " + _("Fewer than half arrive, so there is no median over all.")
    return (
        said
        + " "
        + _("Median over all, those who did not arrive included (Kaplan–Meier): {time}.").format(
            time=figures.minutes(median)
        )
    )


def _apart(apart: int) -> str:
    if not apart:
        return ""
    return ngettext(
        "{n} session ran with another wording of this task and is counted apart.",
        "{n} sessions ran with another wording of this task and are counted apart.",
        apart,
    ).format(n=apart)


def score_parts(facts: RoundFacts, names: Names) -> tuple[ScorePart, ...]:
    """Mean scores of every questionnaire: after the session first, then task by task."""
    asked = facts.protocol.questionnaires
    places: list[tuple[str, str | None]] = [(one, None) for one in asked.after_session]
    places += [(one, task.id) for one in asked.after_task for task in facts.protocol.tasks]
    made = (
        _score(facts.questionnaires[questionnaire], task, facts, names)
        for questionnaire, task in places
        if questionnaire in facts.questionnaires
    )
    return tuple(part for part in made if part is not None)


def _score(questionnaire: Questionnaire, task: str | None, facts: RoundFacts, names: Names) -> ScorePart | None:
    sessions = facts.counted if task is None else together(task, facts)
    given = scores(questionnaire, task, [one.held for one in sessions])
    if not given.values and not given.refused:
        return None
    found = summary(questionnaire, given.values)
    graded = isinstance(found, Mean) and questionnaire.scoring == "sus" and found.tells
    grade = sus_grade(found.value) if isinstance(found, Mean) and graded else None
    return ScorePart(
        id=questionnaire.id,
        title=questionnaire.title.in_language(language()),
        task=task,
        task_title=names.task(task),
        scale_text=_scale(questionnaire),
        score=figures.summary_figure(found),
        grade=grade,
        values=tuple(sorted(given.values)),
        notes=tuple(_score_notes(questionnaire, sessions, given)),
        credit=questionnaire.credit.in_language(language()),
    )


def _scale(questionnaire: Questionnaire) -> str:
    if questionnaire.scoring in {"sus", "umux_lite"}:
        return _("0 to 100, higher is better")
    if questionnaire.scoring == "nasa_tlx":
        return _("0 to 100, lower is better")
    if questionnaire.scoring == "csat":
        return _("share of those who answered 4 or 5 of 5")
    if questionnaire.scoring == "nps":
        return _("−100 to 100: who would recommend it minus who would not")
    items = questionnaire.items
    return _("{low} to {high}").format(low=items[0].minimum, high=items[0].maximum)


def _score_notes(questionnaire: Questionnaire, sessions: Iterable[SessionFacts], given: Scores) -> Iterator[str]:
    if given.imputed:
        yield ngettext(
            "{n} participant left items out; they count as the middle of the scale.",
            "{n} participants left items out; they count as the middle of the scale.",
            given.imputed,
        ).format(n=given.imputed)
    if given.refused:
        yield ngettext(
            "{n} participant left too much out to be scored.",
            "{n} participants left too much out to be scored.",
            given.refused,
        ).format(n=given.refused)
    if questionnaire.scoring == "umux_lite" and given.values:
        predicted = figures.number(sus_predicted(fmean(given.values)))
        yield _("By the formula of its authors this predicts a SUS score of {score}.").format(score=predicted)
    used = {session.language for session in sessions}
    if not all(questionnaire.validated.in_language(one) for one in used):
        yield _("The wording that was used has not been validated by a published study.")
