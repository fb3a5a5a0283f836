"""How far persons' clocks are from the machine's, as their pages measured it.

The classic exchange of four times: offset = ((t2 − t1) + (t3 − t4)) / 2; with what the way there and the way back took
apart it is wrong by at most half the round trip. Of many exchanges the one with the shortest round trip counts: on a
busy network it is off by a few milliseconds where a single one may be off by a hundred.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lab.domain.events import ClockExchange
from lab.live.messages import ClockSample

STEP_US = 1_000
"""Of the coarsest clock in use: a page's clock may tell time in whole milliseconds."""

AGAIN_AFTER_US = 60_000_000


@dataclass(frozen=True, slots=True)
class Measure:
    """Machine clock = page clock + `offset_us`, to ± `uncertainty_us`, at `at_us` on the machine clock."""

    offset_us: int
    uncertainty_us: int
    at_us: int
    samples: tuple[ClockExchange, ...]


def measured(samples: Sequence[ClockSample]) -> Measure:
    """What the exchanges say, of which there is at least one."""
    best = min(samples, key=_round_trip_us)
    offset = (best.t2_us - best.t1_ms * 1000 + best.t3_us - best.t4_ms * 1000) / 2
    kept = tuple((one.t1_ms, one.t2_us, one.t3_us, one.t4_ms) for one in samples)
    return Measure(round(offset), round(_round_trip_us(best) / 2) + STEP_US, best.t3_us, kept)


def _round_trip_us(sample: ClockSample) -> float:
    return max(0.0, (sample.t4_ms - sample.t1_ms) * 1000 - (sample.t3_us - sample.t2_us))


class Clocks:
    """The last measure of everybody, and what of it stands in which session's record."""

    def __init__(self) -> None:
        self._last: dict[str, Measure] = {}
        self._kept: dict[tuple[str, str], Measure] = {}

    def take(self, person: str, measure: Measure) -> None:
        """A person's clock was measured again."""
        self._last[person] = measure

    def due(self, person: str, session: str) -> Measure | None:
        """What is to be kept of a person's clock in this session now: nothing if it stands there, is not a minute old
        and says the same to within its doubt.
        """
        measure, kept = self._last.get(person), self._kept.get((person, session))
        if measure is None or (kept is not None and not _is_news(kept, measure)):
            return None
        self._kept[person, session] = measure
        return measure


def _is_news(kept: Measure, measure: Measure) -> bool:
    doubt = kept.uncertainty_us + measure.uncertainty_us
    return abs(kept.offset_us - measure.offset_us) > doubt or measure.at_us - kept.at_us >= AGAIN_AFTER_US
