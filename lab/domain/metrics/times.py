"""Time on task: the centre, its interval, and attempts that never arrived.

Times of successes are skewed: up to 24 of them the geometric mean is the best centre, from 25 the median (Sauro &
Lewis, CHI 2010). A failed attempt is not "slow" or "fast": its time says only that success would have taken longer;
such times are right-censored, never dropped silently and never capped.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median, stdev

from lab.domain.metrics.interval import CONFIDENCE, Interval, t_quantile, z_quantile

MEDIAN_FROM = 25
_Z_OF_RANKS = 1.96
"""As the source has it for 95 %."""

RUMMEL_ABOVE = 0.60
"""Share of successes above which `median_with_failures` holds."""


TELLS_WITHIN_FACTOR = 2.0
"""So many times longer, or shorter, than the centre may the truth be, else the times say nothing of it (our rule)."""


class Centre(StrEnum):
    """How the centre of the times was found."""

    GEOMETRIC_MEAN = "geometric_mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class TypicalTime:
    """The centre of n times in s; `interval` None below two times."""

    value_s: float
    n: int
    centre: Centre
    interval: Interval | None

    @property
    def tells(self) -> bool:
        """Whether the times say where the centre lies: there is a spread, and the interval reaches no further than from
        half of it to twice of it (as a ratio of its ends).
        """
        if self.interval is None or self.interval.low == self.interval.high:
            return False
        return self.interval.high <= self.interval.low * TELLS_WITHIN_FACTOR**2


@dataclass(frozen=True, slots=True)
class Centres:
    """The centres of some times side by side, in s: how much further the mean lies shows how skewed they are."""

    mean_s: float
    geometric_mean_s: float
    median_s: float


@dataclass(frozen=True, slots=True)
class Survival:
    """Kaplan–Meier (1958) over successes and censored attempts.

    Attributes:
        steps: (time in s, share still on the way just after it) for every time that occurs, ascending.
        median_s: the first time at which at most half are still on the way; None when fewer than half arrive.
    """

    steps: tuple[tuple[float, float], ...]
    median_s: float | None


def centre_for(n: int) -> Centre:
    """Which centre suits n times."""
    return Centre.GEOMETRIC_MEAN if n < MEDIAN_FROM else Centre.MEDIAN


def centres(times_s: Sequence[float]) -> Centres:
    """All centres of some times. Raises ValueError without times, or for a time that is not above 0."""
    if not times_s:
        raise ValueError("no times")
    return Centres(fmean(times_s), math.exp(fmean(map(math.log, times_s))), median(times_s))


def typical_time(times_s: Sequence[float], confidence: float = CONFIDENCE) -> TypicalTime | None:
    """The centre with its interval; None without times. Times must be above 0, else ValueError."""
    if not times_s:
        return None
    if centre_for(len(times_s)) is Centre.MEDIAN:
        return TypicalTime(median(times_s), len(times_s), Centre.MEDIAN, median_interval(times_s, confidence))
    return geometric_mean(times_s, confidence)


def geometric_mean(times_s: Sequence[float], confidence: float = CONFIDENCE) -> TypicalTime:
    """exp(mean ln t) with the interval exp(mean ± t·s/√n) (Sauro & Lewis, CHI 2010), whatever n is. Raises ValueError
    without times, or for a time that is not above 0.
    """
    if not times_s:
        raise ValueError("no times")
    logs = [math.log(time) for time in times_s]
    middle = fmean(logs)
    if len(logs) < 2:
        return TypicalTime(math.exp(middle), 1, Centre.GEOMETRIC_MEAN, None)
    margin = t_quantile(len(logs) - 1, confidence) * stdev(logs) / math.sqrt(len(logs))
    interval = Interval(math.exp(middle - margin), math.exp(middle + margin))
    return TypicalTime(math.exp(middle), len(logs), Centre.GEOMETRIC_MEAN, interval)


def median_interval(times_s: Sequence[float], confidence: float = CONFIDENCE) -> Interval:
    """Of the median, by order statistics: ranks ⌈n/2 ∓ 1.96·√(n/4)⌉ (Sauro & Lewis, ch. 3). Raises ValueError without
    times.
    """
    if not times_s:
        raise ValueError("no times")
    ordered, n = sorted(times_s), len(times_s)
    half = (_Z_OF_RANKS if confidence == CONFIDENCE else z_quantile(confidence)) * math.sqrt(n / 4)
    low, high = math.ceil(n / 2 - half), math.ceil(n / 2 + half)
    return Interval(ordered[max(low, 1) - 1], ordered[min(high, n) - 1])


def survival(arrived_s: Sequence[float], censored_s: Sequence[float]) -> Survival:
    """The share still on the way, step by step. A success and a censored attempt of one time: the success first."""
    still, at_risk = 1.0, len(arrived_s) + len(censored_s)
    steps: list[tuple[float, float]] = []
    for time in sorted({*arrived_s, *censored_s}):
        arrived, censored = arrived_s.count(time), censored_s.count(time)
        still *= 1 - arrived / at_risk
        at_risk -= arrived + censored
        steps.append((time, still))
    half = next((time for time, share in steps if share <= 0.5 + 1e-12), None)
    return Survival(tuple(steps), half)


def median_with_failures(arrived_s: Sequence[float], failed: int) -> float | None:
    """A quick estimate of the median time in s when some never arrive: geometric mean of the successes ÷ their share
    (Rummel, Journal of Usability Studies 12, 2017). It holds for shares above .60; None at or below.
    """
    tried = len(arrived_s) + failed
    reached = len(arrived_s) / tried if tried else 0.0
    return geometric_mean(arrived_s).value_s / reached if reached > RUMMEL_ABOVE else None


def time_based_efficiency(results: Sequence[tuple[bool, float]]) -> tuple[float, float] | None:
    """Goals per second, Σ(n/t)/N, and the share of time that led to a goal, Σnt/Σt, of (reached, seconds) pairs; as in
    ISO/IEC 25022. None without attempts.
    """
    if not results:
        return None
    goals = fmean((1 / time if reached else 0.0) for reached, time in results)
    return goals, sum(time for reached, time in results if reached) / sum(time for _reached, time in results)
