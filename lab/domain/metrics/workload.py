"""NASA-TLX: how much a task asked of somebody (Hart & Staveland 1988)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

SCALES = 6
COMPARISONS = 15
"""Each of the six scales is compared with each other once; its weight is how often it was chosen."""

MOST_CHOSEN = 5
HIGHEST = 100


@dataclass(frozen=True, slots=True)
class Workload:
    """One person's workload, 0–100. `weighted` is None where the fifteen comparisons were left out."""

    raw: float
    weighted: float | None


def nasa_tlx(ratings: Sequence[float], weights: Sequence[int] | None = None) -> Workload:
    """The mean of the six ratings (0–100), and the mean weighted by fifteen comparisons.

    Raises ValueError for other numbers of ratings or weights, ratings beyond their scale, and weights that fifteen
    comparisons cannot give.
    """
    if len(ratings) != SCALES or not all(0 <= rating <= HIGHEST for rating in ratings):
        raise ValueError("six ratings from 0 to 100 are needed")
    raw = fmean(ratings)
    if weights is None:
        return Workload(raw, None)
    if len(weights) != SCALES or sum(weights) != COMPARISONS or not all(0 <= one <= MOST_CHOSEN for one in weights):
        raise ValueError("six weights from 0 to 5 that sum to 15 are needed")
    return Workload(raw, fmean(ratings, weights))
