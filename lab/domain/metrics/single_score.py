"""SUM, the single usability metric of a task (Sauro & Kindlund 2005).

It ranks tasks; no gate rests on it: completion weighs too little in it, and a mean of unlike things hides which of
them is bad.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

from lab.domain.metrics.shares import checked

USUAL_RATING = 4
"""The satisfaction, of 5, that the source asks for."""


@dataclass(frozen=True, slots=True)
class SingleScore:
    """The parts of SUM, each 0–1; `errors` is None where nobody counted how errors could have been made."""

    time: float
    satisfaction: float
    completion: float
    errors: float | None

    @property
    def of_three(self) -> float:
        """Mean of time, satisfaction and completion."""
        return fmean((self.time, self.satisfaction, self.completion))

    @property
    def of_four(self) -> float | None:
        """Mean of all four parts; None without errors."""
        return None if self.errors is None else fmean((self.time, self.satisfaction, self.completion, self.errors))


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of so many: completions of those who tried, errors of the opportunities to make one."""

    hits: int
    n: int

    @property
    def share(self) -> float:
        """0–1. Raises ValueError when n is 0 or hits are more than n."""
        return checked(self.hits, self.n) / self.n


def single_score(
    times_s: Sequence[float],
    most_s: float,
    ratings: Sequence[float],
    least_rating: float,
    completed: Counted,
    errors: Counted | None = None,
) -> SingleScore:
    """The parts of SUM.

    Args:
        times_s: of participants who completed the task.
        most_s: the time it may take.
        ratings: satisfaction with the task, 1–5.
        least_rating: the satisfaction it must reach; 4 in the source.
        completed: how many completed it, of those who tried.
        errors: over all participants.

    Raises ValueError below two times or ratings, for nobody who tried, and for more hits than tries.
    """
    return SingleScore(
        _normal(most_s - fmean(times_s), stdev(times_s)),
        _normal(fmean(ratings) - least_rating, stdev(ratings)),
        completed.share,
        None if errors is None else 1 - errors.share,
    )


def _normal(margin: float, deviation: float) -> float:
    """Share of the normal distribution on the good side of the specification."""
    if deviation:
        return NormalDist().cdf(margin / deviation)
    return 0.5 if margin == 0 else float(margin > 0)
