"""The words of the check before the start, and what is wrong with a source. Public through `recordings.messages`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class DeviceFault(_Message):
    """What is wrong with a source, as code and facts."""

    source: str
    code: str
    facts: dict[str, object] = {}


class Check(_Message):
    """Record for so many seconds into a scratch place, decode that again and judge it. Only while armed. Answered by
    `Checked`; nothing of it is kept.

    Attributes:
        numbers: source → the number that is flashed on the screen which it should show (`recordings.cue`).
        claps: this is a clap test (`recordings.clap`), and nothing else is judged: when the screen flashes and the
            recorder beeps, session clock, µs.
    """

    type: Literal["recorder.check"] = "recorder.check"
    seconds: float = Field(default=10.0, ge=1, le=60)
    numbers: dict[str, int] = {}
    claps: tuple[int, ...] = Field(default=(), max_length=20)


class Measured(_Message):
    """What the check found at one source.

    Attributes:
        number: of the marker that was found in the decoded picture.
        light: mean of the lightest picture, 0 (black) to 255.
        speech_db: level above which the loudest tenth of it lies, dBFS.
        room_db: level below which the quietest tenth of it lies, dBFS.
    """

    source: str
    pictures: int = 0
    number: int | None = None
    light: int | None = None
    speech_db: float | None = None
    room_db: float | None = None


class ClapOffset(_Message):
    """How far a source is from the screen, measured by a clap test.

    Attributes:
        source: what is late; `after`: the source of the screen that flashed.
        claps: how many were seen or heard by both; 0 if it could not be measured.
        offset_ms: the median; positive if the source is late; None if it could not be measured.
        spread_ms: how far from the median the farthest of them lies.
    """

    source: str
    after: str
    claps: int = 0
    offset_ms: float | None = None
    spread_ms: float | None = None


class Checked(_Message):
    """What a check found. No faults: ready.

    Attributes:
        faults: of the sources; with an empty source, of the disk or the loudspeaker.
        claps: what a clap test measured; None if this was none.
        bytes_per_s: written in the mean.
        took_s: from its beginning until now.
    """

    type: Literal["recorder.checked"] = "recorder.checked"
    faults: tuple[DeviceFault, ...] = ()
    measured: tuple[Measured, ...] = ()
    claps: tuple[ClapOffset, ...] | None = None
    bytes_per_s: int = 0
    took_s: float = 0.0
