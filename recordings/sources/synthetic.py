"""Deterministic sources for tests, demonstrations and machines without devices.

The picture shows the machine clock of its own moment as 48 black and white blocks (`pattern_clock_us` reads
it back); the microphone beeps once a second.
"""

import math
import re
import time
from array import array

import numpy as np
from av import VideoFrame

from recordings import clock
from recordings.errors import RecordingError
from recordings.plan import SourcePlan
from recordings.sources.base import Device, Picture, SoundBlock, Source

PATTERN_BITS = 48
PATTERN_BLOCK = 12
"""Width and height of one block of the pattern, px."""

WIDTH, HEIGHT = 640, 360
RATE = 48_000
BEEP_HZ = 1000
BEEP_EVERY_US = 1_000_000
BEEP_LASTS_US = 100_000

_BLOCK_US = 10_000
_SIZE = re.compile(r"([1-9]\d{1,3})x([1-9]\d{1,3})")


class SyntheticPictures(Source[Picture]):
    """A moving bar over a grey field, and the time of each picture as a pattern. `device`: `default` or
    `WxH`.
    """

    def __init__(self, plan: SourcePlan) -> None:
        self._fps = plan.fps
        self._device = plan.device
        self._width, self._height = WIDTH, HEIGHT
        self._next_us = 0

    def open(self) -> Device:
        if self._device != "default":
            self._width, self._height = _size(self._device)
        self._next_us = clock.now_us()
        return Device("synthetic", self._width, self._height)

    def read(self) -> Picture:
        _sleep_until(self._next_us)
        self._next_us = max(self._next_us + 1_000_000 // self._fps, clock.now_us())
        now_us = clock.now_us()
        return Picture(now_us, VideoFrame.from_ndarray(self._drawn(now_us), format="bgr24"))

    def close(self) -> None:
        """Do nothing: there is no device."""

    def _drawn(self, now_us: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
        array_ = np.full((self._height, self._width, 3), 128, np.uint8)
        x = now_us // 10_000 % max(1, self._width - 40)
        array_[self._height // 2 :, x : x + 40] = (40, 160, 240)
        draw_pattern(array_, now_us)
        return array_


class SyntheticSound(Source[SoundBlock]):
    """Silence with a 1 kHz beep at each whole second of the machine clock."""

    def __init__(self) -> None:
        self._next_us = 0
        self._fresh = True

    def open(self) -> Device:
        self._next_us = clock.now_us()
        self._fresh = True
        return Device("synthetic", rate=RATE)

    def read(self) -> SoundBlock:
        start_us = self._next_us
        self._next_us += _BLOCK_US
        _sleep_until(self._next_us)  # a block is there when its last sample is
        fresh, self._fresh = self._fresh, False
        return SoundBlock(start_us, beeping(start_us, _BLOCK_US * RATE // 1_000_000), RATE, fresh)

    def close(self) -> None:
        """Do nothing: there is no device."""


def draw_pattern(picture: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", clock_us: int) -> None:
    """Draw the machine clock into the upper left corner, most significant bit first, in two rows of 24
    blocks.
    """
    for bit in range(PATTERN_BITS):
        row, column = divmod(bit, PATTERN_BITS // 2)
        x, y = column * PATTERN_BLOCK, row * PATTERN_BLOCK
        white = clock_us >> (PATTERN_BITS - 1 - bit) & 1
        picture[y : y + PATTERN_BLOCK, x : x + PATTERN_BLOCK] = 255 if white else 0


def pattern_clock_us(picture: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> int:
    """Return the machine clock that the pattern in a picture (rows, columns, colours) shows."""
    value = 0
    for bit in range(PATTERN_BITS):
        row, column = divmod(bit, PATTERN_BITS // 2)
        x = column * PATTERN_BLOCK + PATTERN_BLOCK // 2
        y = row * PATTERN_BLOCK + PATTERN_BLOCK // 2
        value = value << 1 | int(picture[y, x].mean() > 127)
    return value


def beeping(start_us: int, samples: int) -> bytes:
    """Return the sound from `start_us` (machine clock) on: signed 16-bit mono at 48 kHz."""
    into_us = start_us % BEEP_EVERY_US
    out = array("h", bytes(2 * samples))
    for n in range(samples):
        at_us = (into_us + n * 1_000_000 / RATE) % BEEP_EVERY_US
        if at_us < BEEP_LASTS_US:
            out[n] = int(16_000 * math.sin(2 * math.pi * BEEP_HZ * at_us / 1e6))
    return out.tobytes()


def _size(device: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(device)
    if match is None:
        raise RecordingError("size_unknown", device=device)
    return int(match[1]) & ~1, int(match[2]) & ~1


def _sleep_until(moment_us: int) -> None:
    ahead_us = moment_us - clock.now_us()
    if ahead_us > 0:
        time.sleep(ahead_us / 1e6)
