"""Satisfaction against its target: on which scale, whether the target can be reached at all, and how far it is."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lab.domain.metrics.interval import Interval
from lab.domain.metrics.recommendation import Recommendation
from lab.domain.metrics.shares import Share
from lab.domain.questionnaire_figures import Summary
from lab.domain.service import SATISFACTION_BY, SatisfactionGoal
from protocols import library
from protocols.questionnaire import Questionnaire
from protocols.scoring import ends


class Reached(StrEnum):
    """Whether the target is reached, by the interval and not by the figure alone."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """A figure on the scale of the goal, with its interval (None: too few) and how many answered."""

    value: float
    interval: Interval | None
    n: int


def figure_scale(questionnaire: Questionnaire) -> Interval:
    """Between which ends the figure of a questionnaire lies: CSAT is a share in percent, NPS runs from −100."""
    if questionnaire.scoring == "csat":
        return Interval(0.0, 100.0)
    if questionnaire.scoring == "nps":
        return Interval(-100.0, 100.0)
    return Interval(*ends(questionnaire))


def figure_of(found: Summary) -> Satisfaction:
    """What a questionnaire comes to, as a goal counts it. Where all answered alike there is no interval."""
    if isinstance(found, Share):
        interval = found.interval
        shown = None if interval is None else Interval(100 * interval.low, 100 * interval.high)
        return Satisfaction(100 * found.hits / found.n, shown, found.n)
    if isinstance(found, Recommendation):
        return Satisfaction(found.score, found.interval(), found.n)
    return Satisfaction(found.value, None if found.is_alike else found.interval, found.n)


def reached(goal: SatisfactionGoal, found: Satisfaction) -> Reached:
    """Yes: the whole interval lies at the target or above; no: below it; else nobody can tell."""
    if found.interval is None:
        return Reached.CANNOT_TELL
    if found.interval.low >= goal.target:
        return Reached.YES
    return Reached.NO if found.interval.high < goal.target else Reached.CANNOT_TELL


def goal_faults(goal: SatisfactionGoal) -> Iterator[tuple[str, str]]:
    """What makes no sense of a goal: field and fault."""
    if goal.questionnaire not in SATISFACTION_BY:
        yield "satisfaction_by", "unknown"
        return
    scale = figure_scale(library.questionnaire(goal.questionnaire))
    if not (math.isfinite(goal.baseline) and scale.low <= goal.baseline <= scale.high):
        yield "satisfaction_baseline", "beyond_scale"
    elif not (math.isfinite(goal.amount) and goal.target > goal.baseline):
        yield "satisfaction_amount", "no_rise"
    elif goal.target > scale.high:
        yield "satisfaction_amount", "target_beyond_scale"
