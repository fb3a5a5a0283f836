"""Shares of people: success, criteria passed, problems met, each with its interval."""

import math
from dataclasses import dataclass

from lab.domain.metrics.interval import CONFIDENCE, Interval, z_quantile


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, with the adjusted Wald interval of the share and its point estimate; None when n is 0."""

    hits: int
    n: int
    estimate: float | None
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


def checked(hits: int, n: int) -> int:
    """The hits. Raises ValueError when n is 0 or hits are more than n."""
    if not 0 <= hits <= n or n == 0:
        raise ValueError((hits, n))
    return hits


def _adjusted(hits: int, n: int, confidence: float) -> tuple[float, float]:
    checked(hits, n)
    z2 = z_quantile(confidence) ** 2
    middle = (hits + z2 / 2) / (n + z2)
    return middle, z_quantile(confidence) * math.sqrt(middle * (1 - middle) / (n + z2))


def point_estimate(hits: int, n: int) -> float:
    """The best single guess of a share (Lewis & Sauro 2006): x/n between .5 and .9; LaPlace (x+1)/(n+2) from .9;
    Wilson (the adjusted share) below .5. Raises ValueError when n is 0.
    """
    observed = hits / n if n else math.nan
    if observed >= 0.9:
        return (hits + 1) / (n + 2)
    return observed if observed >= 0.5 else adjusted_share(hits, n)


def exact_interval(hits: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """The exact binomial interval (Clopper & Pearson 1934): never too narrow, for few people much too wide; to compare
    with others' reports. Raises ValueError as `adjusted_wald`.
    """
    from scipy.stats import binomtest

    found = binomtest(checked(hits, n), n).proportion_ci(confidence, method="exact")
    return Interval(float(found.low), float(found.high))


def chance_below(hits: int, n: int, benchmark: float) -> float:
    """P(X ≤ hits − 1) if the true share were `benchmark`: near 1, the benchmark is beaten (Sauro & Lewis, ch. 4)."""
    return _at_most(checked(hits, n) - 1, n, benchmark)


def chance_below_mid(hits: int, n: int, benchmark: float) -> float:
    """`chance_below` with half the chance of exactly these hits more: mid-P, less strict (Sauro & Lewis, ch. 4)."""
    return (chance_below(hits, n, benchmark) + _at_most(hits, n, benchmark)) / 2


def _at_most(hits: int, n: int, share: float) -> float:
    """P(X ≤ hits) of a binomial distribution."""
    from scipy.special import bdtr  # scipy.stats takes four times as long to load

    return float(bdtr(hits, n, share)) if hits >= 0 else 0.0
