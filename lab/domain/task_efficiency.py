"""What a task costs and yields: its efficiency, the time of those who never arrive, and the single usability metric.

Reached means without help. All attempts count in efficiency: the time of a failure was spent as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from statistics import fmean

from lab.domain.metrics.interval import Interval
from lab.domain.metrics.means import Mean, mean
from lab.domain.metrics.single_score import USUAL_RATING, Counted, SingleScore, single_score
from lab.domain.metrics.times import median_with_failures, time_based_efficiency
from lab.domain.task_figures import LastAttempt

MINUTE_S = 60
_RATING_SCALE = Interval(1, 5)
"""The scale of the ratings in the source of SUM."""


@dataclass(frozen=True, slots=True)
class TaskEfficiency:
    """One task.

    Attributes:
        goals_per_minute: mean over participants of reached ÷ time, with its t interval (ISO/IEC 25022).
        of_time: share of all the time spent that led to a goal (relative efficiency).
        completion_per_minute: share reached ÷ mean time of those who reached it (Common Industry Format); None where
            nobody did.
        quick_median_s: of all, those who never arrived included: geometric mean of the successes ÷ their share
            (Rummel); None where it does not hold, or all arrived.
        single: SUM of three parts; None where fewer than two arrived or rated.
    """

    goals_per_minute: Mean
    of_time: float
    completion_per_minute: float | None
    quick_median_s: float | None
    single: SingleScore | None


def task_efficiency(
    attempts: Sequence[LastAttempt], target_s: float, ratings: Sequence[float], rating_scale: Interval
) -> TaskEfficiency | None:
    """The figures of a task; None where nobody tried it, or no attempt took time.

    Args:
        attempts: of each participant the one that holds.
        ratings: of the task, one of each participant who gave one, on `rating_scale`.
    """
    tried = [one for one in attempts if one.seconds > 0]
    results = [(one.attempt.unassisted_success, one.seconds) for one in tried]
    found = time_based_efficiency(results)
    if found is None:
        return None
    reached = [seconds for success, seconds in results if success]
    missed = [seconds for success, seconds in results if not success]
    per_minute = [MINUTE_S / seconds if success else 0.0 for success, seconds in results]
    return TaskEfficiency(
        goals_per_minute=mean(per_minute, scale=Interval(0, inf)),
        of_time=found[1],
        completion_per_minute=len(reached) / len(results) / fmean(reached) * MINUTE_S if reached else None,
        quick_median_s=median_with_failures(reached, len(missed)) if missed and reached else None,
        single=_single(reached, len(results), target_s, ratings, rating_scale),
    )


def _single(
    reached: Sequence[float], tried: int, target_s: float, ratings: Sequence[float], scale: Interval
) -> SingleScore | None:
    if min(len(reached), len(ratings)) < 2:
        return None
    return single_score(reached, target_s, ratings, least_rating(scale), Counted(len(reached), tried))


def least_rating(scale: Interval) -> float:
    """The rating that SUM asks for, on another scale than that of the source: as far up, so 5.5 of 1–7."""
    up = (USUAL_RATING - _RATING_SCALE.low) / (_RATING_SCALE.high - _RATING_SCALE.low)
    return scale.low + up * (scale.high - scale.low)
