"""What a clap test measured: how far a source is from the screen. Told and kept; nothing is ever shifted by it."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

NOTICED_MS = 40.0
"""Sound and picture that are farther apart than this are noticed, and are warned about."""

Device = Annotated[str, Field(max_length=300)]


class ClapMeasure(BaseModel):
    """How far one device is from another.

    Attributes:
        source, after: ids of the sources; `after` is the screen that flashed.
        shows: what the source shows.
        device, after_device: what the two devices are called; the measure belongs to this pair.
        claps: how many were seen or heard by both.
        offset_ms: the median; positive if the source is late.
        spread_ms: how far from the median the farthest of them lies.
        measured: when.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    source: Annotated[str, Field(max_length=64)]
    after: Annotated[str, Field(max_length=64)]
    shows: Annotated[str, Field(max_length=32)]
    device: Device
    after_device: Device
    claps: Annotated[int, Field(ge=1, le=100)]
    offset_ms: float
    spread_ms: Annotated[float, Field(ge=0)]
    measured: AwareDatetime

    @property
    def pair(self) -> tuple[str, str]:
        """The devices to which it belongs."""
        return self.device, self.after_device

    @property
    def is_noticed(self) -> bool:
        """Whether people notice that the two are apart."""
        return abs(self.offset_ms) > NOTICED_MS


def of_day(measures: Iterable[ClapMeasure], day: date) -> tuple[ClapMeasure, ...]:
    """Those measured on a day, by the clock of this machine."""
    return tuple(one for one in measures if one.measured.astimezone().date() == day)


def with_newer(measures: Iterable[ClapMeasure], newer: Iterable[ClapMeasure]) -> tuple[ClapMeasure, ...]:
    """The measures, of each pair of devices the newer one; the oldest first."""
    by_pair = {one.pair: one for one in (*measures, *newer)}
    return tuple(sorted(by_pair.values(), key=lambda one: one.measured))
