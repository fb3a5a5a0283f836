"""Two rounds, or two designs, with the same people in both: everybody is compared with themselves.

Sauro & Lewis, Quantifying the User Experience, ch. 5. `None` of a person who was not in both leaves the pair out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from lab.domain.metrics.interval import CONFIDENCE, Interval, around, t_quantile, z_quantile


@dataclass(frozen=True, slots=True)
class PairedShares:
    """The first share minus the second.

    Attributes:
        both, first_only, second_only, neither: how many people succeeded where.
        p: two-sided, exact: of those who succeeded once only, how often so uneven a split comes about by chance.
        p_mid: its mid-P, less strict.
        difference: adjusted Wald interval, z²/8 more people in each of the four groups.
    """

    both: int
    first_only: int
    second_only: int
    neither: int
    p: float
    p_mid: float
    difference: Interval

    @property
    def n(self) -> int:
        """People who were in both."""
        return self.both + self.first_only + self.second_only + self.neither


@dataclass(frozen=True, slots=True)
class PairedMeans:
    """The first minus the second of n people, by the paired t test; `p` is two-sided."""

    t: float
    degrees: int
    p: float
    mean: float
    n: int
    interval: Interval


def mcnemar(
    first: Sequence[bool | None], second: Sequence[bool | None], confidence: float = CONFIDENCE
) -> PairedShares:
    """McNemar's exact test of the same people's successes. Raises ValueError for lists of different lengths, and when
    nobody was in both.
    """
    pairs = [(bool(one), bool(other)) for one, other in zip(first, second, strict=True) if None not in (one, other)]
    if not pairs:
        raise ValueError("nobody was in both")
    both, first_only = pairs.count((True, True)), pairs.count((True, False))
    second_only, neither = pairs.count((False, True)), pairs.count((False, False))
    p, p_mid = _uneven(first_only, second_only)
    difference = _difference(first_only, second_only, len(pairs), confidence)
    return PairedShares(both, first_only, second_only, neither, p, p_mid, difference)


def _uneven(one: int, other: int) -> tuple[float, float]:
    """Two-sided chance of a split as uneven as this, and its mid-P, if both were as likely."""
    from scipy.stats import binom

    total, least = one + other, min(one, other)
    if not total:
        return 1.0, 1.0
    tail, point = float(binom.cdf(least, total, 0.5)), float(binom.pmf(least, total, 0.5))
    return min(1.0, 2 * tail), min(1.0, 2 * tail - point)


def _difference(first_only: int, second_only: int, n: int, confidence: float) -> Interval:
    z = z_quantile(confidence)
    more = z**2 / 8
    total = n + 4 * more
    share12, share21 = (first_only + more) / total, (second_only + more) / total
    middle = share12 - share21
    margin = z * math.sqrt((share12 + share21 - middle**2) / total)
    return Interval(max(-1.0, middle - margin), min(1.0, middle + margin))


def paired_t(
    first: Sequence[float | None], second: Sequence[float | None], confidence: float = CONFIDENCE
) -> PairedMeans:
    """The paired t test. Raises ValueError for lists of different lengths, for fewer than two pairs, and when all
    differences are the same.
    """
    differences = [
        one - other for one, other in zip(first, second, strict=True) if one is not None and other is not None
    ]
    n = len(differences)
    if n < 2 or not (deviation := stdev(differences)):
        raise ValueError("two differences that vary are needed")
    from scipy.stats import t as student

    middle, error = fmean(differences), deviation / math.sqrt(n)
    found = middle / error
    p = 2 * float(student.sf(abs(found), n - 1))
    return PairedMeans(found, n - 1, p, middle, n, around(middle, t_quantile(n - 1, confidence) * error))
