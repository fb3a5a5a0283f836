"""Whether what a device delivers is worth recording: pure judgements of measured numbers.

`recordings.listening` and `recordings.looking` measure; the health watch judges by the second, the check before a
session judges what it has recorded. Thresholds were set on synthetic material (docs/performance.md), untested on real
devices.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from statistics import median

FLOOR_DB = -96.0
"""Of 16-bit sound, dBFS; no level lies below."""

SILENCE_DB = -84.0
"""Two steps of a 16-bit converter: what stays below this is no sound of any room."""

STEADY_DB = 0.3
"""The level of white noise varies by 0.22 dB over tenths of a second at 8 kHz, by less at higher rates."""

FLAT_LIKENESS = 0.3
"""White noise has 0; the low hum of any room brings a microphone that lives above 0.7."""

CLIPPED_TENTHS = 10
"""A second of clipped sound in a span is a gain that is wrong; one laugh is not."""

SPEECH_DB = -45.0
"""A voice at arm's length is louder than this on a microphone that is set right, dBFS."""

SPEECH_ABOVE_FLOOR_DB = 10.0

GATE_OPENS_TENTHS = 5
"""A noise gate lets a voice through at once, and what a syllable needs to grow loud."""

GATED_VOICES = 2
"""A microphone that was switched on once is no gate."""

ROOM_TENTHS = 30
"""A gate that closes later than this after a voice is none: three seconds of a room were heard."""

LIT = 16
_UNLIT = bytes(range(LIT))
POINTER_FIELDS = 4
"""A pointer on a screen that is off lights up so many fields."""

CAMERA_LIGHT = 32.0
CAMERA_STRUCTURE = 3.0
MOVED_PART = 0.002


@dataclass(frozen=True, slots=True)
class Tenth:
    """A tenth of a second of sound.

    Attributes:
        level_db: root mean square without its constant part, dBFS.
        likeness: correlation of neighbouring samples: 0 for white noise, near 1 for what a room sounds like.
        clipped: its peaks are cut off.
    """

    level_db: float
    likeness: float
    clipped: bool


@dataclass(frozen=True, slots=True)
class SoundSpan:
    """Some seconds of sound.

    Attributes:
        floor_db: level below which the quietest tenth of it lies, dBFS.
        speech_db: level above which the loudest tenth of it lies, dBFS.
        peak_db: level of its loudest moment, dBFS.
        spread_db: standard deviation of the level, dB.
        likeness: see `Tenth`; the median.
        clipped: how many tenths of a second are clipped.
        gated: the microphone has sent nothing but zeros between voices before, see `Gate`.
    """

    floor_db: float
    speech_db: float
    peak_db: float
    spread_db: float
    likeness: float
    clipped: int
    gated: bool = False


class Gate:
    """Tells a microphone that sends pure zeros while nobody speaks (a noise gate, or a key that is held to speak) from
    one that is dead: voices came out of digital silence several times, and never was a room heard between them.

    It needs the past: the zeros of a gate that is closed are those of a microphone that is switched off.
    """

    def __init__(self) -> None:
        self._voices = 0
        self._room = 0
        self._since_zeros: int | None = None

    @property
    def is_one(self) -> bool:
        """Whether that has been so until now."""
        return self._voices >= GATED_VOICES

    def take(self, tenth: Tenth) -> None:
        """Note what was heard in a tenth of a second."""
        if tenth.level_db <= FLOOR_DB:
            self._since_zeros, self._room = 0, 0
        elif tenth.level_db > SPEECH_DB:
            self._voices += self._since_zeros is not None and self._since_zeros < GATE_OPENS_TENTHS
            self._since_zeros, self._room = None, 0
        else:
            self._since_zeros = None if self._since_zeros is None else self._since_zeros + 1
            self._room += 1
            if self._room >= ROOM_TENTHS:
                self._voices = 0


def span_of(tenths: Sequence[Tenth], *, gated: bool = False) -> SoundSpan:
    """Sum up some tenths of a second, at least one; `gated` is what a `Gate` says of all before."""
    levels = sorted(tenth.level_db for tenth in tenths)
    return SoundSpan(
        floor_db=levels[len(levels) // 10],
        speech_db=levels[-1 - len(levels) // 10],
        peak_db=levels[-1],
        spread_db=_deviation(levels),
        likeness=median(tenth.likeness for tenth in tenths),
        clipped=sum(tenth.clipped for tenth in tenths),
        gated=gated,
    )


def dead_sound(span: SoundSpan) -> bool:
    """Whether a microphone hears nothing at all, not even its room: digital silence, or the bare hiss of a socket.

    The floor of a living one breathes, and its spectrum falls, however quiet the person is. Some seconds are needed.
    """
    hiss = span.spread_db < STEADY_DB and abs(span.likeness) < FLAT_LIKENESS
    return span.peak_db < SILENCE_DB or hiss


def clipped_sound(span: SoundSpan) -> bool:
    """Whether a microphone is set so high that voices are distorted."""
    return span.clipped >= CLIPPED_TENTHS


def speech_heard(span: SoundSpan) -> bool:
    """Whether somebody speaks, loud enough and clear of the noise."""
    return span.speech_db > SPEECH_DB and span.speech_db - span.floor_db > SPEECH_ABOVE_FLOOR_DB


@dataclass(frozen=True, slots=True)
class Light:
    """How light a picture is, seen in some thousand fields that are each the mean of what lies in them.

    Attributes:
        mean: 0 (black) to 255.
        lit: how many fields are more than black.
        spread: standard deviation of the fields: what the picture shows, without its noise.
    """

    mean: float
    lit: int
    spread: float


def light_of(fields: bytes) -> Light:
    """Sum up the luminances of the fields, 0 to 255, at least one."""
    lit = len(fields.translate(None, _UNLIT))
    return Light(mean=sum(fields) / len(fields), lit=lit, spread=_deviation(fields))


def black_picture(light: Light, *, filmed: bool) -> bool:
    """Whether a picture shows nothing.

    Args:
        filmed: by a camera: under a cover its sensor still gives grey noise, and in a dim room something is
            lighter than the rest. A screen that is off is black to the last pixel but the pointer.
    """
    if filmed:
        return light.mean < CAMERA_LIGHT and light.spread < CAMERA_STRUCTURE
    return light.lit <= POINTER_FIELDS


def moved_part(before: bytes, after: bytes) -> float:
    """Return the share, 0 to 1, of samples that differ between two pictures; 1 if they are of two sizes."""
    if len(before) != len(after) or not before:
        return 1.0
    # One difference of two long numbers, whose zero bytes are counted: ten times as fast as a loop.
    differences = int.from_bytes(before) ^ int.from_bytes(after)
    return 1 - differences.to_bytes(len(before)).count(0) / len(before)


def moving_picture(part: float) -> bool:
    """Whether two pictures of a camera, of which that share differs, were both taken: light makes noise everywhere.

    The seconds of a clock written into a picture that is frozen change less.
    """
    return part >= MOVED_PART


def _deviation(values: Sequence[float]) -> float:
    """Return the standard deviation. The library's own is exact, and takes thirty times as long."""
    mean = sum(values) / len(values)
    return math.sqrt(max(0.0, sum(map(mul, values, values)) / len(values) - mean * mean))
