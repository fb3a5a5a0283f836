"""A device is opened, looked at for some seconds and given back: what it delivers, and whether that can be recorded.

For machines that nobody of us has: nothing is written anywhere, numbers and codes are all that is left.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from recordings import clock
from recordings.capture import Capture
from recordings.devices import Kind, Listed
from recordings.errors import RecordingError, code_of
from recordings.judging import Light, Tenth, black_picture, clipped_sound, dead_sound, span_of
from recordings.listening import Tenths
from recordings.looking import light
from recordings.plan import Shows, SourcePlan
from recordings.sources.base import Device, Picture, SoundBlock
from recordings.sources.opening import picture_source, sound_source

__all__ = ["DeviceTrial", "Stamp", "TrialFault", "faults_of", "smallest_tick_us", "try_device"]

ANSWER_S = 8.0
"""A device answers within this, well or badly, or does not answer at all."""

CAMERA_FPS = 30
LIT_EVERY = 5
"""How light a picture is, is measured of one in so many."""

FEW_PART = 0.8
GAP_MS = 250.0
YOUNGEST_MS, OLDEST_MS = -20.0, 500.0
RATE_OFF_PART = 0.01
"""In three seconds the jitter of a block or two makes 0.3 %."""

SHOWN: dict[Kind, Shows] = {
    "screen": "screen",
    "camera": "face",
    "microphone": "voice",
    "system_sound": "system_sound",
}


@dataclass(frozen=True, slots=True)
class TrialFault:
    """What is wrong with a device, as code and facts."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One picture or block of sound, machine clock, µs: its own time, when it came, and how long it lasts (0 for a
    picture).
    """

    taken_us: float
    came_us: int
    lasts_us: float = 0.0


@dataclass(frozen=True, slots=True)
class DeviceTrial:
    """What one device did.

    Attributes:
        kind, id: the device that was asked for; `name`: what it calls itself.
        answered_s: from asking for it to its answer.
        width, height: px; 0 for sound.
        rate: samples a second as the device says; 0 for pictures.
        measured_rate: samples a second by its own time stamps; 0 for pictures.
        per_s: pictures, or blocks of sound, a second. A screen delivers only what changes.
        gap_ms: longest time from one to the next.
        jitter_ms: how far 95 % of the distances lie from the usual one at most.
        backwards: how often a time stamp did not rise.
        age_ms: how old a picture is when it comes, by its own time stamp; of sound its last sample; the median.
        level_db: loudest tenth of a second, dBFS; None for pictures.
        brightness: 0 (black) to 255, the median; None for sound.
        faults: what is wrong with it; none if it can be relied on.
    """

    kind: Kind
    id: str
    name: str
    answered_s: float
    width: int
    height: int
    rate: int
    measured_rate: float
    per_s: float
    gap_ms: float
    jitter_ms: float
    backwards: int
    age_ms: float
    level_db: float | None
    brightness: float | None
    faults: tuple[TrialFault, ...]


def try_device(listed: Listed, seconds: float) -> DeviceTrial:
    """Open a device, measure so many seconds of it, give it back. A fault is part of the answer, never an exception."""
    notes = _Notes(listed.kind)
    plan = SourcePlan(
        id="trial", kind=listed.kind, device=listed.device.id, shows=SHOWN[listed.kind], fps=CAMERA_FPS
    )  # fmt: skip
    asked_us = clock.now_us()
    capture: Capture[Picture] | Capture[SoundBlock] = (
        Capture("trial", sound_source(plan), notes) if plan.is_sound else Capture("trial", picture_source(plan), notes)
    )
    capture.start()
    notes.answered.wait(ANSWER_S)
    answered_s = (clock.now_us() - asked_us) / 1e6
    if notes.fault is None:
        notes.ended.wait(seconds)
    capture.stop()
    capture.join()
    return _trial(listed, notes, answered_s)


def faults_of(
    kind: Kind, stamps: Sequence[Stamp], rate: int, tenths: Sequence[Tenth], lights: Sequence[Light]
) -> list[TrialFault]:
    """What is wrong with what a device delivered; at least two stamps are needed to say anything of its time."""
    if not stamps:
        return [TrialFault("trial_nothing")]
    found: list[TrialFault] = []
    per_s, gap_ms, age_ms = _per_s(stamps), _gap_ms(stamps), _age_ms(stamps)
    if kind == "camera" and per_s < FEW_PART * CAMERA_FPS:
        found.append(TrialFault("trial_few_pictures", {"per_s": round(per_s, 1), "asked": CAMERA_FPS}))
    if kind != "screen" and gap_ms > GAP_MS:
        found.append(TrialFault("trial_gap", {"ms": round(gap_ms)}))
    if backwards := _backwards(stamps):
        found.append(TrialFault("trial_backwards", {"times": backwards}))
    if not YOUNGEST_MS <= age_ms <= OLDEST_MS:
        found.append(TrialFault("trial_clock_off", {"ms": round(age_ms)}))
    measured = _measured_rate(stamps, rate)
    if rate and abs(measured / rate - 1) > RATE_OFF_PART:
        found.append(TrialFault("trial_rate_off", {"measured": round(measured), "rate": rate}))
    if tenths and kind == "microphone":  # a computer that plays nothing is silent by right
        span = span_of(tenths)
        found += [TrialFault("trial_dead_sound")] if dead_sound(span) else []
        found += [TrialFault("trial_clipped")] if clipped_sound(span) else []
    if lights and all(black_picture(one, filmed=kind == "camera") for one in lights):
        found.append(TrialFault("trial_black"))
    return found


def smallest_tick_us() -> int:
    """The smallest step of the machine clock that a program sees; 15,600 µs on a Windows that is told nothing."""
    readings = [clock.now_us()]
    while len(readings) < 100:  # more would only take longer
        now_us = clock.now_us()
        if now_us != readings[-1]:
            readings.append(now_us)
    return min(later - sooner for sooner, later in pairwise(readings))


class _Notes:
    """Listens to a device and keeps its numbers; the pictures and the sound themselves are let go."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._tenths = Tenths()
        self.answered = threading.Event()
        self.ended = threading.Event()
        """The device went, so that there is nothing more to wait for."""
        self.device: Device | None = None
        self.fault: TrialFault | None = None
        self.stamps: list[Stamp] = []
        self.tenths: list[Tenth] = []
        self.lights: list[Light] = []

    def came(self, device: Device) -> None:
        self.device = device
        self.answered.set()

    def take(self, item: Picture | SoundBlock) -> None:
        now_us = clock.now_us()
        if isinstance(item, Picture):
            self.stamps.append(Stamp(item.clock_us, now_us))
            if len(self.stamps) % LIT_EVERY == 1:
                self.lights.append(light(item.frame))
            return
        self.stamps.append(Stamp(item.clock_us, now_us, item.samples * 1e6 / item.rate))
        if tenth := self._tenths.push(item.pcm, item.rate):
            self.tenths.append(tenth)

    def went(self, error: RecordingError) -> None:
        self._fail(TrialFault(error.code, error.facts))

    def broke(self, error: Exception) -> None:
        self._fail(TrialFault(code_of(error), {"source": self._kind, "why": repr(error)}))

    def _fail(self, fault: TrialFault) -> None:
        self.fault = self.fault or fault
        self.answered.set()
        self.ended.set()


def _trial(listed: Listed, notes: _Notes, answered_s: float) -> DeviceTrial:
    device = notes.device or Device("")
    stamps, lights = list(notes.stamps), list(notes.lights)
    if notes.fault is not None:
        faults = [notes.fault]
    else:
        faults = faults_of(listed.kind, stamps, device.rate, notes.tenths, lights)
    return DeviceTrial(
        kind=listed.kind,
        id=listed.device.id,
        name=device.name or listed.device.name,
        answered_s=round(answered_s, 3),
        width=device.width,
        height=device.height,
        rate=device.rate,
        measured_rate=round(_measured_rate(stamps, device.rate), 1),
        per_s=round(_per_s(stamps), 2),
        gap_ms=round(_gap_ms(stamps), 1),
        jitter_ms=round(_jitter_ms(stamps), 2),
        backwards=_backwards(stamps),
        age_ms=round(_age_ms(stamps), 1),
        level_db=round(max(tenth.level_db for tenth in notes.tenths), 1) if notes.tenths else None,
        brightness=round(median(one.mean for one in lights), 1) if lights else None,
        faults=tuple(faults),
    )


def _distances_us(stamps: Sequence[Stamp]) -> list[float]:
    return [later.taken_us - sooner.taken_us for sooner, later in pairwise(stamps)]


def _per_s(stamps: Sequence[Stamp]) -> float:
    passed_us = stamps[-1].taken_us - stamps[0].taken_us if stamps else 0.0
    return (len(stamps) - 1) * 1e6 / passed_us if passed_us > 0 else 0.0


def _gap_ms(stamps: Sequence[Stamp]) -> float:
    return max(_distances_us(stamps), default=0.0) / 1000


def _jitter_ms(stamps: Sequence[Stamp]) -> float:
    distances = _distances_us(stamps)
    if not distances:
        return 0.0
    usual = median(distances)
    off = sorted(abs(distance - usual) for distance in distances)
    return off[len(off) * 95 // 100] / 1000


def _backwards(stamps: Sequence[Stamp]) -> int:
    return sum(distance <= 0 for distance in _distances_us(stamps))


def _age_ms(stamps: Sequence[Stamp]) -> float:
    return median(one.came_us - one.taken_us - one.lasts_us for one in stamps) / 1000 if stamps else 0.0


def _measured_rate(stamps: Sequence[Stamp], rate: int) -> float:
    """Samples a second: those before the last block, over the time to it."""
    passed_us = stamps[-1].taken_us - stamps[0].taken_us if stamps else 0.0
    lasted_us = sum(one.lasts_us for one in stamps[:-1])
    return rate * lasted_us / passed_us if passed_us > 0 else 0.0
