"""Means of scores, each with its interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from lab.domain.metrics.interval import CONFIDENCE, Interval, around, t_quantile


@dataclass(frozen=True, slots=True)
class Mean:
    """An arithmetic mean of n values with its t interval; None below two values."""

    value: float
    n: int
    interval: Interval | None


def mean(values: Sequence[float], confidence: float = CONFIDENCE) -> Mean:
    """Mean with its t interval: mean ± t·s/√n. Raises ValueError for no values."""
    if not values:
        raise ValueError("no values")
    value = fmean(values)
    if len(values) < 2:
        return Mean(value, len(values), None)
    margin = t_quantile(len(values) - 1, confidence) * stdev(values) / math.sqrt(len(values))
    return Mean(value, len(values), around(value, margin))
