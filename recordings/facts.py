"""What a recorder writes down about itself: the lines of `recording.jsonl`.

Every fact has a number that rises by one through the whole life of a session's folder (also over several
recorders) and a moment on the session clock. Public through `recordings.messages`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from recordings.plan import RecordingPlan

FACTS_VERSION = 1
FACTS_NAME = "recording.jsonl"


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    seq: int = Field(ge=1)
    at_us: int


class Opened(_Fact):
    """A recorder began (or went on) to record in this folder."""

    type: Literal["opened"] = "opened"
    plan: RecordingPlan
    boot_id: str
    wall: datetime
    version: int = FACTS_VERSION


class SegmentOpened(_Fact):
    """A media file was begun.

    Attributes:
        n: number of the segment within its source, from 1.
        file: its name in the folder, final from the first byte.
        origin_us: session clock at presentation time 0 of the file.
        sound: whether the file carries sound.
        sound_source: id of the microphone whose sound it is.
        fps: highest rate of pictures; the file has variable frame rate. 0 in a file of sound alone.
        encoder: FFmpeg's name of who wrote it; empty in what older recorders wrote.
    """

    type: Literal["segment"] = "segment"
    source: str
    n: int = Field(ge=1)
    file: str
    origin_us: int
    width: int
    height: int
    fps: int
    codec: str
    sound: bool
    sound_source: str | None = None
    encoder: str = ""


class SegmentClosed(_Fact):
    """A media file was finished.

    Attributes:
        duration_us: from `origin_us` to its last moment.
        frames: pictures written, repeats (heartbeat) included.
        dropped: pictures lost because the encoder did not keep up.
        duplicates: pictures left out because they equal their predecessor.
    """

    type: Literal["segment_closed"] = "segment_closed"
    source: str
    n: int = Field(ge=1)
    duration_us: int
    frames: int
    dropped: int
    duplicates: int


class Lost(_Fact):
    """A source stopped delivering, or could not be opened. `reason` is a code."""

    type: Literal["lost"] = "lost"
    source: str
    reason: str


class Restored(_Fact):
    """A lost source delivers again; a `gap` says from when to when it did not."""

    type: Literal["restored"] = "restored"
    source: str


class GapFound(_Fact):
    """A source delivered nothing from `from_us` to `to_us` (session clock)."""

    type: Literal["gap"] = "gap"
    source: str
    from_us: int
    to_us: int
    reason: str


class Dropped(_Fact):
    """Some pictures were dropped because encoding or disk did not keep up."""

    type: Literal["drop"] = "drop"
    source: str
    count: int = Field(ge=1)
    from_us: int
    to_us: int


class Paused(_Fact):
    """Recording was interrupted on purpose: all sources stopped, all files closed."""

    type: Literal["paused"] = "paused"


class Resumed(_Fact):
    """Recording goes on after a pause, in new files."""

    type: Literal["resumed"] = "resumed"


class Suspended(_Fact):
    """The machine slept. The session clock may have stood still meanwhile: `slept_us` is the time that
    passed.
    """

    type: Literal["suspended"] = "suspended"
    from_us: int
    to_us: int
    slept_us: int


class ClockStepped(_Fact):
    """The time of day was set by somebody; the session clock does not care, the wall clock of this session
    does.
    """

    type: Literal["clock_step"] = "clock_step"
    by_us: int


class DiskLow(_Fact):
    """Little room is left on the disk of the session's folder."""

    type: Literal["disk_low"] = "disk_low"
    free_bytes: int


class Closed(_Fact):
    """The recording ended normally. `reason` is a code: `stopped`, `unattended`, `disk_full`, `terminated`."""

    type: Literal["closed"] = "closed"
    reason: str


Fact = Annotated[
    Opened
    | SegmentOpened
    | SegmentClosed
    | Lost
    | Restored
    | GapFound
    | Dropped
    | Paused
    | Resumed
    | Suspended
    | ClockStepped
    | DiskLow
    | Closed,
    Field(discriminator="type"),
]

_FACT: TypeAdapter[Fact] = TypeAdapter(Fact, config=ConfigDict(defer_build=True))


def parse_fact(text: str | bytes) -> Fact:
    """Return the fact on one line of `recording.jsonl`; pydantic's `ValidationError` if it is none."""
    return _FACT.validate_json(text)


def make_fact(said: Mapping[str, object]) -> Fact:
    """Return the fact with these fields, `type` among them; pydantic's `ValidationError` if they are wrong."""
    return _FACT.validate_python(said)
