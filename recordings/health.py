"""How the recorder does, once a second, and what befalls the machine meanwhile: sleep, a set clock, a full disk."""

import shutil
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from recordings import clock
from recordings.messages import DISK_LOW_BYTES, SourceHealth
from recordings.pipeline import PicturePipeline
from recordings.presence import Say
from recordings.sight import Sight
from recordings.sound_pipeline import SoundPipeline

MINUTE_US = 60_000_000
STEP_US = 50_000
SLEPT_US = 500_000


class Rates:
    """What was delivered a second, from the totals."""

    def __init__(self) -> None:
        self._before: dict[str, tuple[int, int]] = {}

    def per_second(self, what: str, total: int, clock_us: int) -> float:
        """Return the rate of `what` since it was last asked; 0 the first time."""
        then_us, then = self._before.get(what, (clock_us, total))
        self._before[what] = (clock_us, total)
        passed_us = clock_us - then_us
        return max(0, total - then) * 1e6 / passed_us if passed_us > 0 else 0.0


class Growth:
    """How fast a total grows, on the average of the last minute: a still screen is written by fits and starts."""

    def __init__(self) -> None:
        self._readings: deque[tuple[int, int]] = deque()

    def per_second(self, total: int, clock_us: int) -> float:
        """Return the growth a second; 0 the first time, and when the total begins anew."""
        readings = self._readings
        if readings and total < readings[-1][1]:
            readings.clear()
        readings.append((clock_us, total))
        while clock_us - readings[0][0] > MINUTE_US and len(readings) > 2:
            readings.popleft()
        then_us, then = readings[0]
        return (total - then) * 1e6 / (clock_us - then_us) if clock_us > then_us else 0.0


class Recent:
    """How much a total has grown within the last minute, by its name."""

    def __init__(self) -> None:
        self._readings: dict[str, deque[tuple[int, int]]] = {}

    def grown(self, what: str, total: int, clock_us: int) -> int:
        """Return the growth of `what`; 0 the first time, and when the total begins anew."""
        readings = self._readings.setdefault(what, deque())
        if readings and total < readings[-1][1]:
            readings.clear()
        readings.append((clock_us, total))
        while clock_us - readings[0][0] > MINUTE_US:
            readings.popleft()
        return total - readings[0][1]


class PictureWatch:
    """Makes the health of sources of pictures out of what they delivered."""

    def __init__(self) -> None:
        self._sights: dict[str, Sight] = {}
        self._drops = Recent()

    def of(self, pipeline: PicturePipeline, rates: Rates, clock_us: int) -> SourceHealth:
        """Return the health of a source."""
        plan = pipeline.plan
        sight = self._sights.setdefault(plan.id, Sight(plan))
        if pipeline.presence.is_open:
            sight.look(pipeline.latest, pipeline.changed_us, clock_us)
        else:
            sight.forget()
        dropped = self._drops.grown(plan.id, pipeline.counts.dropped, clock_us)
        return of_picture(pipeline, rates, sight, dropped / (60 * plan.fps), clock_us)


def of_picture(
    pipeline: PicturePipeline, rates: Rates, sight: Sight, dropped_part: float, clock_us: int
) -> SourceHealth:
    """Return the health of a source of pictures."""
    counts = pipeline.counts
    still_s = (clock_us - pipeline.changed_us) / 1e6 if pipeline.plan.shows_screen else sight.still_s
    return SourceHealth(
        fps=round(rates.per_second(pipeline.plan.id, counts.captured, clock_us), 1),
        captured=counts.captured,
        written=counts.written,
        dropped=counts.dropped,
        duplicates=counts.duplicates,
        late=counts.late,
        still_s=round(max(0.0, still_s), 1),
        black_s=round(sight.black_s, 1),
        dropped_part=round(dropped_part, 4),
    )


def of_sound(pipeline: SoundPipeline, rates: Rates, clock_us: int) -> SourceHealth:
    """Return the health of a source of sound; it counts blocks of 10 ms, and none is ever dropped."""
    captured = pipeline.captured
    return SourceHealth(
        fps=round(rates.per_second(pipeline.plan.id, captured, clock_us), 1),
        captured=captured,
        written=captured,
        dropped=0,
        duplicates=0,
        late=0,
        level_db=round(pipeline.meter.level_db, 1),
        sound=pipeline.meter.span() if pipeline.presence.is_open else None,
        sync_ms=round(pipeline.sync_ms, 1),
    )


def free_bytes(folder: Path) -> int:
    """Return the room left on the disk of a folder."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class _Reading:
    clock_us: int
    wall_minus_clock_us: int
    asleep_us: int


class Watch:
    """Compares the clocks once a second and writes down what does not fit."""

    def __init__(self, origin_us: int) -> None:
        self._origin_us = origin_us
        self._before = _read()
        self._said_low = False

    def look(self, say: Say) -> bool:
        """Write down a sleep or a step of the wall clock since the last look; return whether the machine slept."""
        before, self._before = self._before, _read()
        now = self._before
        slept_us = now.asleep_us - before.asleep_us
        if slept_us > SLEPT_US:
            from_us = before.clock_us - self._origin_us
            say("suspended", from_us=from_us, to_us=now.clock_us - self._origin_us, slept_us=slept_us)
        stepped_us = now.wall_minus_clock_us - before.wall_minus_clock_us - max(0, slept_us)
        if abs(stepped_us) > STEP_US:
            say("clock_step", by_us=stepped_us)
        return slept_us > SLEPT_US

    def look_at_disk(self, free: int, say: Say) -> None:
        """Write down, once, that the disk is nearly full."""
        if free < DISK_LOW_BYTES and not self._said_low:
            self._said_low = True
            say("disk_low", free_bytes=free)


def _read() -> _Reading:
    return _Reading(clock.now_us(), clock.wall_minus_clock_us(), clock.asleep_us())
