"""A time or a score against the number it has to reach (Sauro & Lewis, Quantifying the User Experience, ch. 4).

Shares: see `lab.domain.metrics.shares.chance_below`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from lab.domain.metrics.interval import t_tail
from lab.domain.metrics.two_groups import Sample


@dataclass(frozen=True, slots=True)
class Against:
    """How far on the good side of a benchmark: `t` above 0 is better than it.

    Attributes:
        error: the standard error; of times, on their logarithms.
        p: one-sided: how often so good a result would come about if the truth were the benchmark.
    """

    t: float
    degrees: int
    error: float
    p: float


def score_against(sample: Sample, benchmark: float) -> Against:
    """Whether the mean of scores lies above the benchmark, by the one-sample t test. Raises ValueError below two
    scores, and when they do not vary.
    """
    if sample.n < 2 or not sample.deviation:
        raise ValueError("two scores that vary are needed")
    return _against(sample.mean - benchmark, sample.deviation / math.sqrt(sample.n), sample.n)


def time_against(times_s: Sequence[float], benchmark_s: float) -> Against:
    """Whether times lie below the benchmark, by the one-sample t test of their logarithms. Times are of successes,
    above 0. Raises ValueError as `score_against`, and for a time not above 0.
    """
    logs = [math.log(time) for time in times_s]
    if len(logs) < 2 or not stdev(logs):
        raise ValueError("two times that vary are needed")
    return _against(math.log(benchmark_s) - fmean(logs), stdev(logs) / math.sqrt(len(logs)), len(logs))


def _against(better_by: float, error: float, n: int) -> Against:
    found = better_by / error
    return Against(found, n - 1, error, t_tail(found, n - 1))
