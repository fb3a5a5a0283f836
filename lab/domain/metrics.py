"""Figures of usability tests, each with its interval: success, scores, discovery, agreement. Times: `lab.domain.times`.

Every share is printed with its n and interval; small numbers stay visible. scipy is loaded only when a figure needs it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist, fmean, stdev

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, both ends included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, with the adjusted Wald interval of the share and its point estimate; None when n is 0."""

    hits: int
    n: int
    estimate: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Mean:
    """An arithmetic mean of n values with its t interval; None below two values."""

    value: float
    n: int
    interval: Interval | None


def share(hits: int, n: int, confidence: float = CONFIDENCE) -> Share:
    """A share with everything that must be printed beside it."""
    if n == 0:
        return Share(0, 0, None, None)
    return Share(hits, n, point_estimate(hits, n), adjusted_wald(hits, n, confidence))


def adjusted_wald(hits: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Interval of a share, clamped to [0, 1] (Agresti & Coull 1998; Sauro & Lewis 2005): p̃ = (x + z²/2)/(n + z²).

    Raises ValueError when n is 0 or hits are more than n.
    """
    middle, margin = _adjusted(hits, n, confidence)
    return Interval(max(0.0, middle - margin), min(1.0, middle + margin))


def adjusted_share(hits: int, n: int, confidence: float = CONFIDENCE) -> float:
    """The middle of the adjusted Wald interval before it is clamped. Raises ValueError as `adjusted_wald`."""
    return _adjusted(hits, n, confidence)[0]


def _adjusted(hits: int, n: int, confidence: float) -> tuple[float, float]:
    if not 0 <= hits <= n or n == 0:
        raise ValueError((hits, n))
    z2 = _z(confidence) ** 2
    middle = (hits + z2 / 2) / (n + z2)
    return middle, _z(confidence) * math.sqrt(middle * (1 - middle) / (n + z2))


def point_estimate(hits: int, n: int) -> float:
    """The best single guess of a share (Lewis & Sauro 2006): x/n between .5 and .9; LaPlace (x+1)/(n+2) from .9;
    Wilson (the adjusted share) below .5. Raises ValueError when n is 0.
    """
    observed = hits / n if n else math.nan
    if observed >= 0.9:
        return (hits + 1) / (n + 2)
    return observed if observed >= 0.5 else adjusted_share(hits, n)


def chance_below(hits: int, n: int, benchmark: float) -> float:
    """P(X ≤ hits − 1) if the true share were `benchmark`: near 1, the benchmark is beaten (Sauro & Lewis, ch. 4)."""
    from scipy.stats import binom

    return float(binom.cdf(hits - 1, n, benchmark))


def mean(values: Sequence[float], confidence: float = CONFIDENCE) -> Mean:
    """Mean with its t interval: mean ± t·s/√n. Raises ValueError for no values."""
    if not values:
        raise ValueError("no values")
    value = fmean(values)
    if len(values) < 2:
        return Mean(value, len(values), None)
    margin = t_quantile(len(values) - 1, confidence) * stdev(values) / math.sqrt(len(values))
    return Mean(value, len(values), Interval(value - margin, value + margin))


def t_quantile(degrees: int, confidence: float = CONFIDENCE) -> float:
    """Two-sided quantile of Student's t."""
    from scipy.stats import t

    return float(t.ppf(0.5 + confidence / 2, degrees))


def discovery(p: float, n: int) -> float:
    """Chance that n participants show at least once what strikes a share p of people: 1 − (1 − p)ⁿ (Virzi; Nielsen &
    Landauer 1993).
    """
    return 1 - (1 - p) ** n


def participants_needed(p: float, goal: float) -> int:
    """The smallest n with `discovery(p, n)` ≥ goal; both strictly between 0 and 1."""
    return math.ceil(math.log(1 - goal) / math.log(1 - p))


def any_two_agreement(sets: Sequence[Iterable[object]]) -> float | None:
    """Mean over all pairs of observers of |A∩B| ÷ |A∪B| (Hertzum & Jacobsen 2001); None below two observers.

    Two observers who both saw nothing agree wholly.
    """
    seen = [frozenset(one) for one in sets]
    pairs = [len(a & b) / len(a | b) if a | b else 1.0 for a, b in combinations(seen, 2)]
    return fmean(pairs) if pairs else None


def _z(confidence: float) -> float:
    """The exact normal quantile: 1.959964 for 95 %."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)
