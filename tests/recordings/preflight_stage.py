"""Sources whose pictures and sounds a test decides, for the check before the start."""

import math
import random
from array import array
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from av import VideoFrame

from recordings import clock, lineup
from recordings.cue import CELLS, cells
from recordings.plan import SourcePlan
from recordings.sources import opening
from recordings.sources.base import Device, Picture, SoundBlock, Source
from recordings.sources.synthetic import RATE
from tests.recordings.recording_here import paced

Pixels = npt.NDArray[np.uint8]
Draw = Callable[[int], Pixels]
Sing = Callable[[int], float]

WIDTH, HEIGHT = 640, 360
CELL = 12
BLOCK_US = 10_000


def with_number(number: int, *, moving: bool = True) -> Draw:
    """A grey screen on which a number stands, and something moves."""

    def draw(now_us: int) -> Pixels:
        picture = plain(128)
        for row, line in enumerate(cells(number)):
            for column, white in enumerate(line):
                y, x = 60 + row * CELL, 60 + column * CELL
                picture[y : y + CELL, x : x + CELL] = 255 if white else 0
        if moving:
            x = 300 + now_us // 20_000 % 200
            picture[200:240, x : x + 20] = 255
        return picture

    assert len(cells(number)) == CELLS
    return draw


def still(_now_us: int) -> Pixels:
    """A screen on which nothing ever changes."""
    return plain(128)


def noisy(light: int) -> Draw:
    """What a living camera delivers at so much light (0..255): noise on it, so that no picture equals another."""
    noise = np.random.default_rng(1)

    def draw(_now_us: int) -> Pixels:
        picture = plain(light).astype(np.int16)
        picture[100:260, 200:440] = min(255, light * 2)
        return np.array(np.clip(picture + noise.integers(-3, 4, picture.shape), 0, 255), np.uint8)

    return draw


def plain(grey: int) -> Pixels:
    """A picture of one grey."""
    return np.full((HEIGHT, WIDTH, 3), grey, np.uint8)


def speaking(loud: float) -> Sing:
    """Somebody who speaks for half of every second, so loud (0..1), in a room with a little noise."""

    def sing(at_us: int) -> float:
        voice = math.sin(at_us * 1.4e-3) if at_us % 1_000_000 < 500_000 else 0.0
        return loud * voice + 1e-3 * math.sin(at_us * 6e-4) * random.random()

    return sing


def hushed(_at_us: int) -> float:
    """A microphone that is dead."""
    return 0.0


def humming(at_us: int) -> float:
    """A hum that is always there."""
    return 0.05 * math.sin(at_us * 3e-4)


class Drawn(Source[Picture]):
    """A screen or camera that shows what is drawn for it."""

    def __init__(self, plan: SourcePlan, draw: Draw) -> None:
        self._plan, self._draw, self._next_us = plan, draw, 0

    def open(self) -> Device:
        self._next_us = clock.now_us()
        return Device("drawn", WIDTH, HEIGHT)

    def read(self) -> Picture:
        self._next_us = paced(self._next_us, 1_000_000 // self._plan.fps)
        now_us = clock.now_us()
        return Picture(now_us, VideoFrame.from_ndarray(self._draw(now_us), format="bgr24"))

    def close(self) -> None:
        """Do nothing: there is no device."""


class Sung(Source[SoundBlock]):
    """A microphone that hears what is made for it."""

    def __init__(self, sing: Sing) -> None:
        self._sing, self._next_us, self._fresh = sing, 0, True

    def open(self) -> Device:
        self._next_us, self._fresh = clock.now_us(), True
        return Device("sung", rate=RATE)

    def read(self) -> SoundBlock:
        start_us = self._next_us
        self._next_us = paced(start_us, BLOCK_US)
        fresh, self._fresh = self._fresh, False
        moments = (start_us + n * 1e6 / RATE for n in range(BLOCK_US * RATE // 1_000_000))
        loud = (max(-1.0, min(1.0, self._sing(int(at)))) for at in moments)
        pcm = array("h", (int(32_767 * value) for value in loud)).tobytes()
        return SoundBlock(start_us, pcm, RATE, fresh)

    def close(self) -> None:
        """Do nothing: there is no device."""


def play(monkeypatch: pytest.MonkeyPatch, **made: Draw | Sing) -> None:
    """Let the sources of these ids deliver this; the devices of all others are the real ones."""
    real_picture, real_sound = opening.picture_source, opening.sound_source

    def picture(plan: SourcePlan) -> Source[Picture]:
        return Drawn(plan, made[plan.id]) if plan.id in made else real_picture(plan)  # type: ignore[arg-type]

    def sound(plan: SourcePlan) -> Source[SoundBlock]:
        return Sung(made[plan.id]) if plan.id in made else real_sound(plan)  # type: ignore[arg-type]

    monkeypatch.setattr(lineup, "picture_source", picture)
    monkeypatch.setattr(lineup, "sound_source", sound)
