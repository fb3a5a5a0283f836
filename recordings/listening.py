"""Measuring sound, a tenth of a second at a time, for `recordings.judging`."""

import math
from array import array
from collections.abc import Sequence
from operator import mul

from recordings.judging import FLOOR_DB, Tenth

FULL_SCALE = 32_768.0
TENTH_US = 100_000

_CUT_OFF = 32_700
_CUT_OFF_SAMPLES = 3
"""So many samples of a block at the end of the scale are no accident."""

_LOUD = (FULL_SCALE / 10) ** 2
"""Mean square below which no block is looked at for clipping: it would take a single click."""


class Tenths:
    """Gathers blocks of sound into tenths of a second. Costs some 40 µs for 10 ms of sound at 48 kHz."""

    def __init__(self) -> None:
        self._sum = 0
        self._squares = 0
        self._samples = 0
        self._neighbours = 0
        self._compared = 1
        self._clipped = False

    def push(self, pcm: bytes, rate: int) -> Tenth | None:
        """Listen to some signed 16-bit sound of one channel; return the tenth of a second that it completes."""
        # Not numpy: importing it costs 0.12 s of CPU, this microseconds a block.
        values = array("h", pcm)
        if not values:
            return None
        squares = sum(map(mul, values, values))
        if self._samples == 0:
            self._neighbours, self._compared = _neighbours(values)
        self._sum += sum(values)
        self._squares += squares
        self._samples += len(values)
        self._clipped = self._clipped or (squares > _LOUD * len(values) and is_clipped(values))
        return self._finished() if self._samples * 1_000_000 >= TENTH_US * rate else None

    def _finished(self) -> Tenth:
        mean = self._sum / self._samples
        variance = max(0.0, self._squares / self._samples - mean * mean)
        level_db = 10 * math.log10(variance / FULL_SCALE**2) if variance > 0 else FLOOR_DB
        likeness = (self._neighbours / self._compared - mean * mean) / variance if variance > 0 else 0.0
        tenth = Tenth(max(FLOOR_DB, level_db), max(-1.0, min(1.0, likeness)), self._clipped)
        self._begin_anew()
        return tenth

    def _begin_anew(self) -> None:
        self._sum = self._squares = self._samples = self._neighbours = 0
        self._compared = 1
        self._clipped = False


def is_clipped(values: Sequence[int]) -> bool:
    """Whether the peaks of some 16-bit samples are cut off at the end of the scale."""
    if max(values) < _CUT_OFF and min(values) > -_CUT_OFF:
        return False
    return sum(abs(value) >= _CUT_OFF for value in values) >= _CUT_OFF_SAMPLES


def tenths_of(pcm: bytes, rate: int) -> list[Tenth]:
    """Measure signed 16-bit sound of one channel; a rest of less than a tenth of a second is left out."""
    tenths, block = Tenths(), 2 * (rate // 100)
    found = (tenths.push(pcm[start : start + block], rate) for start in range(0, len(pcm), block))
    return [tenth for tenth in found if tenth is not None]


def _neighbours(values: "array[int]") -> tuple[int, int]:
    """Return the sum of the products of neighbours and how many they are; of one block in ten, which is enough."""
    return sum(map(mul, values, values[1:])), max(1, len(values) - 1)
