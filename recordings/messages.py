"""The words between a recorder and whoever steers it: one discriminated union each way, versioned, JSON.

Beside them travel binary media messages, see `MediaHeader`.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from recordings.check_words import Check, Checked, ClapOffset, DeviceFault, Measured
from recordings.facts import (
    ClockStepped,
    Closed,
    DiskLow,
    Dropped,
    Fact,
    GapFound,
    Lost,
    Opened,
    Paused,
    Restored,
    Resumed,
    SegmentClosed,
    SegmentOpened,
    Suspended,
    parse_fact,
)
from recordings.judging import SoundSpan
from recordings.media_words import (
    MEDIA_PCM,
    MEDIA_STILL,
    MEDIA_STREAM_DELTA,
    MEDIA_STREAM_INIT,
    MEDIA_STREAM_KEY,
    MEDIA_STREAM_VEIL,
    TRACK_CAMERA,
    TRACK_LOW,
    TRACK_MAIN,
    TRACK_SCREEN,
    TRACK_SOUND,
    UNVEILED,
    VEILED,
    MediaHeader,
    kind_and_track,
    pack_init,
    pack_media,
    unpack_media,
)
from recordings.plan import RecordingPlan, Shows, SourceKind

__all__ = [
    "DISK_FULL_BYTES",
    "DISK_LOW_BYTES",
    "MEDIA_PCM",
    "MEDIA_STILL",
    "MEDIA_STREAM_DELTA",
    "MEDIA_STREAM_INIT",
    "MEDIA_STREAM_KEY",
    "MEDIA_STREAM_VEIL",
    "PROTOCOL_VERSION",
    "TRACK_CAMERA",
    "TRACK_LOW",
    "TRACK_MAIN",
    "TRACK_SCREEN",
    "TRACK_SOUND",
    "UNVEILED",
    "VEILED",
    "Arm",
    "Armed",
    "Check",
    "Checked",
    "Choose",
    "ClapOffset",
    "ClockStepped",
    "Closed",
    "Command",
    "DeviceFault",
    "DiskLow",
    "Dropped",
    "Fact",
    "FactReport",
    "Failed",
    "GapFound",
    "Health",
    "Hello",
    "Levels",
    "Lost",
    "Measured",
    "MediaHeader",
    "Observe",
    "Opened",
    "Pause",
    "Paused",
    "Ping",
    "Pong",
    "Quit",
    "RecorderState",
    "RecordingClosed",
    "Report",
    "Restored",
    "Resume",
    "Resumed",
    "SegmentClosed",
    "SegmentOpened",
    "SourceHealth",
    "SourceState",
    "Start",
    "StateChanged",
    "Stills",
    "Stop",
    "Suspended",
    "Trouble",
    "kind_and_track",
    "pack_init",
    "pack_media",
    "parse_command",
    "parse_fact",
    "parse_report",
    "unpack_media",
]

PROTOCOL_VERSION = 1

DISK_LOW_BYTES = 1_000_000_000
DISK_FULL_BYTES = 300_000_000
"""Below this a recording ends in good order, while there is still room for the ends of its files."""

RecorderState = Literal["idle", "armed", "checking", "recording", "paused", "closed"]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


# Commands: to the recorder.


class Arm(_Message):
    """Open the devices of a plan: preview and levels run, nothing is written. Answered by `Armed` or
    `Failed`.
    """

    type: Literal["recorder.arm"] = "recorder.arm"
    plan: RecordingPlan


class Start(_Message):
    """Begin to record."""

    type: Literal["recorder.start"] = "recorder.start"


class Pause(_Message):
    """Stop all sources and close their files; the session clock goes on."""

    type: Literal["recorder.pause"] = "recorder.pause"


class Resume(_Message):
    """Go on after a pause, in new segments."""

    type: Literal["recorder.resume"] = "recorder.resume"


class Stop(_Message):
    """End the recording. Answered by `RecordingClosed`."""

    type: Literal["recorder.stop"] = "recorder.stop"


class Stills(_Message):
    """Somebody looks (or nobody does any more) at the live picture."""

    type: Literal["recorder.stills"] = "recorder.stills"
    on: bool


class Observe(_Message):
    """What observers want of their stream; all that is not wanted costs nothing.

    Attributes:
        main, low, sound: the tracks that somebody takes.
        blind: a picture that shows nothing, and silence, at once. Each track says when it is so (`MEDIA_STREAM_VEIL`).
        shows: of the sources, those that observers may see and hear; the others do not exist for them.
        anew: whoever wants it has nothing of what was made before: every track begins anew.
    """

    type: Literal["recorder.observe"] = "recorder.observe"
    main: bool = False
    low: bool = False
    sound: bool = False
    blind: bool = False
    shows: frozenset[Shows] = frozenset()
    anew: bool = False


class Choose(_Message):
    """Replace the device of one source, before or while recording (then in a new segment of that file)."""

    type: Literal["recorder.choose"] = "recorder.choose"
    source: str
    device: str


class Ping(_Message):
    """Answered by `Pong` with the same id."""

    type: Literal["recorder.ping"] = "recorder.ping"
    id: int


class Quit(_Message):
    """Leave; obeyed only when not recording."""

    type: Literal["recorder.quit"] = "recorder.quit"


Command = Annotated[
    Arm | Start | Pause | Resume | Stop | Stills | Observe | Check | Choose | Ping | Quit, Field(discriminator="type")
]

# Reports: from the recorder.


class Hello(_Message):
    """The first word after every connection; facts since the recorder's start follow."""

    type: Literal["recorder.hello"] = "recorder.hello"
    version: int = PROTOCOL_VERSION
    pid: int
    state: RecorderState
    plan: RecordingPlan | None
    segment: int = Field(ge=0)
    """Highest number of a segment written so far; 0 before the first."""


class StateChanged(_Message):
    """The recorder went into this state."""

    type: Literal["recorder.state"] = "recorder.state"
    state: RecorderState


class SourceState(_Message):
    """One source as its device answered.

    Attributes:
        ready: it delivers.
        name: the device's own name, where it has one.
        width: px; 0 for sound.
        fps: frames a second as asked for; 0 for sound.
        rate: samples a second; 0 for pictures.
    """

    id: str
    kind: SourceKind
    shows: Shows
    device: str
    name: str
    ready: bool
    width: int = 0
    height: int = 0
    fps: int = 0
    rate: int = 0


class Armed(_Message):
    """Which sources deliver and which do not; sent again whenever that changes while armed."""

    type: Literal["recorder.armed"] = "recorder.armed"
    sources: tuple[SourceState, ...]
    faults: tuple[DeviceFault, ...] = ()


class FactReport(_Message):
    """A line of `recording.jsonl`. After a reconnection all of them come again: know them by `fact.seq`."""

    type: Literal["recorder.fact"] = "recorder.fact"
    fact: Fact


class SourceHealth(_Message):
    """How one source does.

    Attributes:
        fps: pictures (or blocks of sound) that the device delivered in the last second.
        captured: all that it delivered since recording began.
        written: pictures written to the file.
        dropped: pictures lost because encoding did not keep up.
        duplicates: pictures left out because nothing had changed.
        late: pictures that came more than half a frame late.
        level_db: loudness of the last tenth of a second, dBFS.
        sound: what was heard in the last 12 s; None while that is less, or nothing is delivered.
        still_s: seconds without a change in the picture; a camera's picture changes by its noise alone.
        black_s: seconds in which there was nothing to be seen.
        dropped_part: pictures dropped in the last minute, as a share of those that were asked for.
        sync_ms: how far the device's own clock is off from what is written; sound only.
    """

    fps: float
    captured: int
    written: int
    dropped: int
    duplicates: int
    late: int
    level_db: float | None = None
    sound: SoundSpan | None = None
    still_s: float | None = None
    black_s: float | None = None
    dropped_part: float = 0.0
    sync_ms: float | None = None


class Trouble(_Message):
    """Something that is not as it should be now, while what is recorded goes on. Code and facts."""

    code: str
    facts: dict[str, object] = {}


class Health(_Message):
    """Once a second while armed or recording.

    Attributes:
        bytes_per_s: written to files, on the average of the last minute.
        saved_us: everything up to there (session clock) is on the disk.
        troubles: all that there are now; one that is not told any more is over.
    """

    type: Literal["recorder.health"] = "recorder.health"
    at_us: int
    sources: dict[str, SourceHealth]
    disk_free_bytes: int
    bytes_per_s: int
    saved_us: int
    troubles: tuple[Trouble, ...] = ()

    @property
    def left_s(self) -> float | None:
        """How long, at this rate, the disk has room before recording ends in good order; None while nothing grows."""
        if self.bytes_per_s <= 0:
            return None
        return max(0, self.disk_free_bytes - DISK_FULL_BYTES) / self.bytes_per_s


class Levels(_Message):
    """Loudness in dBFS by source, ten times a second."""

    type: Literal["recorder.levels"] = "recorder.levels"
    at_us: int
    levels: dict[str, float]


class RecordingClosed(_Message):
    """All files are closed; `manifest` is the path of `recording.json`."""

    type: Literal["recorder.closed"] = "recorder.closed"
    manifest: str


class Failed(_Message):
    """A command could not be carried out, or something failed by itself. Code and facts.

    Attributes:
        harmless: what is being recorded is not touched by it, and goes on.
    """

    type: Literal["recorder.failed"] = "recorder.failed"
    code: str
    facts: dict[str, object] = {}
    harmless: bool = False


class Pong(_Message):
    """Answer to `Ping`; `at_us` is the machine clock (not the session's)."""

    type: Literal["recorder.pong"] = "recorder.pong"
    id: int
    at_us: int


Report = Annotated[
    Hello | StateChanged | Armed | FactReport | Health | Levels | Checked | RecordingClosed | Failed | Pong,
    Field(discriminator="type"),
]

_COMMAND: TypeAdapter[Command] = TypeAdapter(Command, config=ConfigDict(defer_build=True))
_REPORT: TypeAdapter[Report] = TypeAdapter(Report, config=ConfigDict(defer_build=True))


def parse_command(text: str | bytes) -> Command:
    """Return the command in a JSON text; pydantic's `ValidationError` if it is none."""
    return _COMMAND.validate_json(text)


def parse_report(text: str | bytes) -> Report:
    """Return the report in a JSON text; pydantic's `ValidationError` if it is none."""
    return _REPORT.validate_json(text)
