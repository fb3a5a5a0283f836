"""How loud a recording is, part by part, kept in a small file: decoding an hour of sound takes seconds."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recordings.errors import RecordingError
from recordings.playback import Recording
from recordings.whole_file import write_whole

__all__ = ["Loudness", "read_loudness", "write_loudness"]

PART_US = 100_000

_NAME = "loudness.json"
_LOUDEST = 255


class Loudness(BaseModel):
    """The whole of `loudness.json`.

    Attributes:
        sources: whose sounds these are, played together.
        duration_us: of the recording; the parts are equal and begin at session time 0.
        peaks: the loudest sample of each part; 255 is full scale.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    format_version: int = 1
    sources: tuple[str, ...]
    duration_us: int = Field(ge=0)
    peaks: tuple[int, ...]

    def in_parts(self, most: int) -> tuple[float, ...]:
        """The loudest, 0..1, in at most so many equal parts of the recording."""
        peaks = np.array(self.peaks, np.float64)
        if len(peaks) > most:
            peaks = np.maximum.reduceat(peaks, np.arange(most) * len(peaks) // most)
        return tuple(float(peak) for peak in peaks / _LOUDEST)


def read_loudness(folder: Path) -> Loudness | None:
    """What was made in a folder; None when there is nothing, or nothing that this reader knows."""
    try:
        found = Loudness.model_validate_json((folder / _NAME).read_bytes())
    except (FileNotFoundError, ValidationError):  # both are made anew
        return None
    return found if found.format_version == 1 else None


def write_loudness(recording: Recording, folder: Path, cancelled: Callable[[], bool] | None = None) -> Loudness:
    """Decode the sound of a recording and keep how loud it is.

    Raises:
        RecordingError: `no_sound`, `cancelled`, `media_unreadable`.
        OSError: the folder cannot be written.
    """
    heard = recording.heard()
    if heard is None:
        raise RecordingError("no_sound")
    parts = max(1, -(-recording.duration_us // PART_US))
    peaks = np.ceil(heard.waveform(parts, cancelled) * _LOUDEST).astype(int)
    made = Loudness(sources=heard.sources, duration_us=recording.duration_us, peaks=tuple(map(int, peaks)))
    write_whole(folder / _NAME, made.model_dump_json().encode())
    return made
