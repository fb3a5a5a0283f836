"""A working day of a laboratory as its recorder measures it, second by second, much faster than it passes.

What devices deliver is made once and measured by the recorder's own code; a day is put together of that.
"""

import random
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import numpy as np

from lab.live.alarms import Alarms
from lab.live.messages import Alarm
from recordings import listening
from recordings.judging import Tenth
from recordings.level import LevelMeter
from recordings.messages import Health, SourceHealth
from recordings.plan import SourcePlan
from recordings.sight import Sight
from recordings.sources.base import Picture
from tests.recordings.materials import RATE, Rgb, Samples, film, frame, gated, hiss, pcm, room, speech, terminal

FOLDER = Path("/sessions/s")
SOURCES = {
    "voice": SourcePlan(id="voice", kind="microphone", shows="voice"),
    "computer": SourcePlan(id="computer", kind="system_sound", shows="system_sound"),
    "camera": SourcePlan(id="camera", kind="camera", shows="face"),
    "screen": SourcePlan(id="screen", kind="screen", shows="screen"),
}
SECOND_US = 1_000_000
MATERIAL_S = 30


@cache
def sound(name: str) -> list[Tenth]:
    """Half a minute of a sound."""
    return listening.tenths_of(pcm(_sound(name)), RATE)


def _sound(name: str) -> Samples:
    match name:
        case "talks":
            return speech(MATERIAL_S, -28)
        case "talks softly":
            return speech(MATERIAL_S, -42)
        case "talks behind a gate":
            return gated(speech(MATERIAL_S, -28))
        case "reads":
            return room(MATERIAL_S, -66)
        case "reads in a silent room":
            return room(MATERIAL_S, -78)
        case "laughs":
            laugh = speech(MATERIAL_S, -25).copy()
            laugh[:: 10 * RATE] = 1.0
            laugh[5 * RATE : 5 * RATE + RATE // 2] *= 60
            return laugh
        case "unplugged":
            return hiss(MATERIAL_S, -75)
        case "switched off":
            return np.zeros(MATERIAL_S * RATE)
        case "too loud":
            return speech(MATERIAL_S, 3)
    raise KeyError(name)


@cache
def pictures(name: str) -> list[Picture]:
    """Some pictures, none like the other unless a device is broken."""
    return [Picture(0, frame(picture)) for picture in _pictures(name)]


def _pictures(name: str) -> list[Rgb]:
    match name:
        case "room":
            return [film(seed) for seed in range(8)]
        case "dim room":
            return [film(seed, light=22, contrast=22, noise=5) for seed in range(8)]
        case "covered":
            return [film(seed, light=14, contrast=0, noise=6) for seed in range(8)]
        case "frozen":
            return [film(99).copy() for _ in range(8)]
        case "form":
            return [np.full((360, 640, 3), 230, np.uint8)]
        case "terminal":
            return [terminal()]
        case "asleep":
            return [np.zeros((360, 640, 3), np.uint8)]
    raise KeyError(name)


class Day:
    """One session. What is set on it stays until something else is set.

    Attributes:
        second: how many have passed. heard: alarms told, with the second in which they were.
    """

    def __init__(self, booked_s: int = 8 * 3600) -> None:
        self.second = 0
        self.heard: list[tuple[int, Alarm]] = []
        self.voice, self.film, self.screen = "reads", "room", "form"
        self.dropped_part = 0.0
        self.sync_ms = 1.5
        self.bytes_per_s = 300_000
        self.free_bytes = 50_000_000_000
        self._booked_us = booked_s * SECOND_US
        self._meters = {"voice": LevelMeter(), "computer": LevelMeter()}
        self._sights = {name: Sight(SOURCES[name]) for name in ("camera", "screen")}
        self._frames = count()
        self.alarms = Alarms(lambda alarm: self.heard.append((self.second, alarm)))

    def codes(self) -> list[str]:
        """The alarms told, without their ends."""
        return [alarm.code for _, alarm in self.heard if not alarm.over]

    def pass_second(self) -> None:
        """Let a second pass."""
        self.second += 1
        self.free_bytes -= self.bytes_per_s
        self._listen()
        self._look()
        health = Health(
            at_us=self.second * SECOND_US,
            sources=dict(self._sources()),
            disk_free_bytes=self.free_bytes,
            bytes_per_s=self.bytes_per_s,
            saved_us=0,
        )
        self.alarms.look_at_health("s", FOLDER, health, SOURCES, self._booked_us)

    def _listen(self) -> None:
        from_ = self.second % MATERIAL_S * 10
        for tenth in sound(self.voice)[from_ : from_ + 10]:
            self._meters["voice"].take(tenth)
        for tenth in sound("switched off")[:10]:
            self._meters["computer"].take(tenth)

    def _look(self) -> None:
        now_us = self.second * SECOND_US
        for name, shown in (("camera", self.film), ("screen", self.screen)):
            them = pictures(shown)
            picture = them[next(self._frames) % len(them)]
            self._sights[name].look(Picture(now_us, picture.frame), now_us, now_us)

    def _sources(self) -> Iterator[tuple[str, SourceHealth]]:
        for name in SOURCES:
            meter, sight = self._meters.get(name), self._sights.get(name)
            yield (
                name,
                SourceHealth(
                    fps=30,
                    captured=1,
                    written=1,
                    dropped=0,
                    duplicates=0,
                    late=0,
                    sound=meter.span() if meter else None,
                    still_s=sight.still_s if sight else None,
                    black_s=sight.black_s if sight else None,
                    sync_ms=self.sync_ms if name == "voice" else None,
                    dropped_part=self.dropped_part if name == "screen" else 0.0,
                ),
            )


class People:
    """Who comes and goes on a day: what they do lasts for seconds or minutes."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._until = 0

    def live(self, day: Day) -> None:
        """Go on with what is done, or begin something else."""
        if day.second >= self._until:
            chance = self._chance
            self._until = day.second + chance.choice([5, 20, 60, 300])
            day.voice = chance.choice(["talks", "talks softly", "reads", "reads in a silent room", "laughs"])
            day.film = chance.choice(["room", "dim room"])
            day.screen = chance.choice(["form", "terminal"])
            day.sync_ms = chance.uniform(-20, 20)
            day.dropped_part = chance.choice([0.0, 0.0, 0.004])
            day.bytes_per_s = chance.randrange(50_000, 900_000)
