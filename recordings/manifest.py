"""`recording.json`: what a finished recording consists of. Made from `recording.jsonl`, readable without us.

A microphone has a track of its own; its segments name the files in which its sound lies, usually those of the
screen. A picture's track says with `sound` that its files carry sound as well.
"""

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recordings.errors import RecordingError
from recordings.plan import Shows, SourceKind
from recordings.whole_file import write_whole

FORMAT_VERSION = 1
MANIFEST_NAME = "recording.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Segment(_Frozen):
    """One media file (or the sound in it).

    Attributes:
        origin_us: session clock at presentation time 0 of the file: session time = `origin_us` + PTS.
        duration_us: from `origin_us` to the last moment of the file.
        frames, dropped, duplicates: of pictures; see `recordings.messages.SegmentClosed`.
        encoder: FFmpeg's name of who wrote it; empty in what older recorders wrote.
    """

    n: int = Field(ge=1)
    file: str
    origin_us: int
    duration_us: int = Field(ge=0)
    frames: int = 0
    dropped: int = 0
    duplicates: int = 0
    width: int = 0
    height: int = 0
    codec: str = ""
    encoder: str = ""

    @property
    def end_us(self) -> int:
        """Session clock at the end of the file."""
        return self.origin_us + self.duration_us


class Track(_Frozen):
    """One source and its files in order of time. `sound`: its files carry sound."""

    source: str
    kind: SourceKind
    shows: Shows
    device: str
    sound: bool
    segments: tuple[Segment, ...]


class Gap(_Frozen):
    """A source delivered nothing from `from_us` to `to_us` (session clock). `reason` is a code."""

    source: str
    from_us: int
    to_us: int
    reason: str


class Manifest(_Frozen):
    """The whole recording.

    Attributes:
        format_version: of this document.
        min_reader: oldest reader that understands it.
        origin_us: machine clock at session time 0, of the boot `boot_id`.
        wall: time of day at session time 0.
        ended: `repaired` when some part of it was not closed by its own recorder.
    """

    format_version: int = FORMAT_VERSION
    min_reader: int = 1
    origin_us: int
    boot_id: str
    wall: datetime
    ended: Literal["normal", "repaired"]
    tracks: tuple[Track, ...]
    gaps: tuple[Gap, ...] = ()


def read(folder: Path) -> Manifest:
    """Return the manifest of a finished recording.

    Raises:
        RecordingError: `manifest_missing`, `manifest_unreadable`, `manifest_newer`.
    """
    path = folder / MANIFEST_NAME
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise RecordingError("manifest_missing", path=str(path)) from error
    except (OSError, ValidationError) as error:
        raise RecordingError("manifest_unreadable", path=str(path), why=str(error)) from error
    if manifest.min_reader > FORMAT_VERSION:
        raise RecordingError("manifest_newer", path=str(path), needs=manifest.min_reader, reads=FORMAT_VERSION)
    return manifest


def write(folder: Path, manifest: Manifest) -> Path:
    """Put a manifest in its place, whole or not at all; return its path.

    Raises:
        OSError: the folder cannot be written.
    """
    text = manifest.model_dump_json(indent=2) + "\n"
    path = folder / MANIFEST_NAME
    write_whole(path, text.encode(), durable=True)
    return path
