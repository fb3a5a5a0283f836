"""Two rounds, or two segments, with different people in them: did success or a score really change?

Sauro & Lewis, Quantifying the User Experience, ch. 5; the N − 1 test: Campbell 2007.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from lab.domain.metrics.interval import CONFIDENCE, Interval, around, t_quantile, t_tail, z_quantile
from lab.domain.metrics.shares import checked


@dataclass(frozen=True, slots=True)
class SharesCompared:
    """The first share minus the second, with the N − 1 test. `p` is two-sided; `difference` lies in [−1, 1]."""

    z: float
    p: float
    difference: Interval


@dataclass(frozen=True, slots=True)
class TableCompared:
    """Fisher's exact test of a table of two by two. `odds_ratio` is infinite or not a number where a cell is 0."""

    odds_ratio: float
    p: float


@dataclass(frozen=True, slots=True)
class Sample:
    """What a group's scores come to: mean, standard deviation (of a sample), and how many there are."""

    mean: float
    deviation: float
    n: int


@dataclass(frozen=True, slots=True)
class MeansCompared:
    """The first mean minus the second, by Welch's t-test: spreads may differ. `p` is two-sided."""

    t: float
    degrees: float
    p: float
    difference: Interval


@dataclass(frozen=True, slots=True)
class TimesCompared:
    """The first times by the second: geometric means and their ratio, tested on logarithms. `t` above 0 and a ratio
    above 1 say that the first took longer; the ratio is far more than chance where its interval leaves out 1.
    """

    t: float
    degrees: float
    p: float
    first_s: float
    second_s: float
    ratio: float
    interval: Interval


def sample_of(scores: Sequence[float]) -> Sample:
    """The summary of some scores. Raises ValueError below two: one score has no spread."""
    if len(scores) < 2:
        raise ValueError("a group of one")
    return Sample(fmean(scores), stdev(scores), len(scores))


def compare_shares(hits1: int, n1: int, hits2: int, n2: int, confidence: float = CONFIDENCE) -> SharesCompared:
    """The N − 1 two-proportion test, and the adjusted Wald interval of the difference: z²/4 hits and z²/2 people more
    in each group. Where an expected count is below 1, `compare_table` is the test to take.

    Raises ValueError when a group is empty or has more hits than people.
    """
    share1, share2 = checked(hits1, n1) / n1, checked(hits2, n2) / n2
    total, pooled = n1 + n2, (hits1 + hits2) / (n1 + n2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    z = (share1 - share2) * math.sqrt((total - 1) / total) / error if error else 0.0
    return SharesCompared(z, math.erfc(abs(z) / math.sqrt(2)), _difference(hits1, n1, hits2, n2, confidence))


def _difference(hits1: int, n1: int, hits2: int, n2: int, confidence: float) -> Interval:
    z2 = z_quantile(confidence) ** 2
    more1, more2 = n1 + z2 / 2, n2 + z2 / 2
    share1, share2 = (hits1 + z2 / 4) / more1, (hits2 + z2 / 4) / more2
    margin = math.sqrt(z2 * (share1 * (1 - share1) / more1 + share2 * (1 - share2) / more2))
    return Interval(max(-1.0, share1 - share2 - margin), min(1.0, share1 - share2 + margin))


def compare_table(table: Sequence[Sequence[int]]) -> TableCompared:
    """Fisher's exact test, two-sided. Rows: groups; columns: hits, misses. Raises ValueError for another table."""
    from scipy.stats import fisher_exact

    found = fisher_exact(table)
    return TableCompared(float(found.statistic), float(found.pvalue))


def compare_means(first: Sample, second: Sample, confidence: float = CONFIDENCE) -> MeansCompared:
    """Welch's t-test of two groups of scores, with the interval of the difference.

    Raises ValueError when a group has fewer than two scores, or no score differs from another in its group.
    """
    if min(first.n, second.n) < 2:
        raise ValueError("a group of one")
    part1, part2 = first.deviation**2 / first.n, second.deviation**2 / second.n
    if not part1 + part2:
        raise ValueError("nothing varies")
    error = math.sqrt(part1 + part2)
    found = (first.mean - second.mean) / error
    degrees = (part1 + part2) ** 2 / (part1**2 / (first.n - 1) + part2**2 / (second.n - 1))
    margin = t_quantile(degrees, confidence) * error
    return MeansCompared(found, degrees, 2 * t_tail(abs(found), degrees), around(first.mean - second.mean, margin))


def compare_times(first_s: Sequence[float], second_s: Sequence[float], confidence: float = CONFIDENCE) -> TimesCompared:
    """Welch's t-test on the logarithms of two groups of times of success. Raises ValueError as `compare_means`, and for
    a time not above 0.
    """
    one, other = (sample_of([math.log(time) for time in group]) for group in (first_s, second_s))
    found = compare_means(one, other, confidence)
    return TimesCompared(
        found.t,
        found.degrees,
        found.p,
        math.exp(one.mean),
        math.exp(other.mean),
        math.exp(one.mean - other.mean),
        Interval(math.exp(found.difference.low), math.exp(found.difference.high)),
    )
