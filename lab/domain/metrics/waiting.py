"""Waiting time of several people at one stage, against the declared norm."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from lab.domain.metrics.interval import CONFIDENCE, Interval
from lab.domain.metrics.shares import Share, share
from lab.domain.metrics.times import median_interval

LEAST_FOR_INTERVAL = 6
"""Fewer values cannot bound a median with 95 %: even from the least to the greatest it is 1 − 2·½ⁿ."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long people waited, in s. It is skewed, and many wait not at all: hence the median.

    Attributes:
        n: people who were at the stage, those who did not wait among them.
        total_s: of all of them.
        interval: of the median, by order statistics (Sauro & Lewis, ch. 3); None below six people.
        norm_s, within: the declared norm, and how many waited no longer; None where none is declared.
    """

    n: int
    total_s: float
    median_s: float
    interval: Interval | None
    norm_s: float | None
    within: Share | None


def waiting(waits_s: Sequence[float], norm_s: float | None = None, confidence: float = CONFIDENCE) -> Waiting:
    """The figures of each person's whole waiting time. Raises ValueError without people, or for a time below 0."""
    if not waits_s or min(waits_s) < 0:
        raise ValueError("waiting times of at least one person are needed")
    interval = median_interval(waits_s, confidence) if len(waits_s) >= LEAST_FOR_INTERVAL else None
    within = share(sum(one <= norm_s for one in waits_s), len(waits_s), confidence) if norm_s is not None else None
    return Waiting(len(waits_s), sum(waits_s), median(waits_s), interval, norm_s, within)
