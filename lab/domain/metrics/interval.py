"""Confidence intervals, and the quantiles that they are made with."""

from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, both ends included."""

    low: float
    high: float


def within(found: Interval, scale: Interval) -> Interval:
    """The part of an interval that lies on a scale: a mean cannot lie beyond it, whatever few values would allow."""
    return Interval(min(max(found.low, scale.low), scale.high), max(min(found.high, scale.high), scale.low))


def around(middle: float, margin: float) -> Interval:
    """The interval that reaches so far to both sides."""
    return Interval(middle - margin, middle + margin)


def z_quantile(confidence: float = CONFIDENCE) -> float:
    """Two-sided quantile of the normal distribution, exact: 1.959964 for 95 %."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def t_quantile(degrees: float, confidence: float = CONFIDENCE) -> float:
    """Two-sided quantile of Student's t; degrees of freedom need not be whole."""
    from scipy.special import stdtrit  # scipy.stats takes four times as long to load

    return float(stdtrit(degrees, 0.5 + confidence / 2))


def t_tail(found: float, degrees: float) -> float:
    """P(T > found) of Student's t."""
    from scipy.special import stdtr

    return float(stdtr(degrees, -found))
