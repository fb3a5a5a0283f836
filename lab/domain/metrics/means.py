"""Means of scores, each with its interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from lab.domain.metrics.interval import CONFIDENCE, Interval, around, t_quantile, within

TELLS_WITHIN = 0.5
"""Share of its scale that an interval must leave out, else the mean could lie nearly anywhere (our rule)."""


@dataclass(frozen=True, slots=True)
class Mean:
    """An arithmetic mean of n values.

    Attributes:
        interval: its t interval, cut to the scale; None below two values.
        scale: from the least to the greatest value that there can be; None where it has no ends.
    """

    value: float
    n: int
    interval: Interval | None
    scale: Interval | None = None

    @property
    def is_alike(self) -> bool:
        """Whether several gave the very same value: their spread, and so the interval, is not known to be nothing."""
        return self.interval is not None and self.interval.low == self.interval.high

    @property
    def tells(self) -> bool:
        """Whether the values say where the mean lies: there is a spread, and its interval leaves out half of the scale
        at least.
        """
        if self.interval is None or self.is_alike:
            return False
        if self.scale is None:
            return True
        return self.interval.high - self.interval.low <= TELLS_WITHIN * (self.scale.high - self.scale.low)


def mean(values: Sequence[float], confidence: float = CONFIDENCE, scale: Interval | None = None) -> Mean:
    """Mean with its t interval: mean ± t·s/√n, cut to the scale. Raises ValueError for no values."""
    if not values:
        raise ValueError("no values")
    value = fmean(values)
    if len(values) < 2:
        return Mean(value, len(values), None, scale)
    margin = t_quantile(len(values) - 1, confidence) * stdev(values) / math.sqrt(len(values))
    interval = around(value, margin)
    return Mean(value, len(values), within(interval, scale) if scale is not None else interval, scale)
