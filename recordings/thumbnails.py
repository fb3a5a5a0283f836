"""Small pictures of a track, one for every five seconds, so that a session is looked over without decoding it again.

They lie on sheets of five minutes. Every sheet appears whole, and one that is there is not made again: work that was
broken off goes on where it stood.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from pydantic import BaseModel, ConfigDict, ValidationError

from recordings.clip_canvas import Box, fitted
from recordings.errors import RecordingError
from recordings.picture import matrix_of
from recordings.playback import Recording, Track
from recordings.still_encoder import encoded_still
from recordings.whole_file import write_whole

__all__ = ["Thumbnails", "read_thumbnails", "write_thumbnails"]

EVERY_US = 5_000_000
COLUMNS, ROWS = 10, 6
WIDTH, HEIGHT = 192, 112
"""px; whole blocks of a JPEG, so that none is shared by two thumbnails."""

_INDEX = "thumbnails.json"
_QUALITY = 6
"""Of the JPEG encoder's scale from 2 (best) to 31: a sheet of a desktop takes about 150 kB."""
_BLANK = 40
"""Dark grey: nothing was recorded then."""


class Thumbnails(BaseModel):
    """The thumbnails that were made; the whole of `thumbnails.json`.

    Attributes:
        source: whose pictures they are.
        every_us: thumbnail n shows the moment n * `every_us` of the session; where nothing was recorded at it, a
            picture of the time to the next one.
        count: how many there are.
        columns, rows: how many lie side by side and below each other on one sheet; row after row.
        width, height: of one, px.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    format_version: int = 1
    source: str
    every_us: int
    count: int
    columns: int
    rows: int
    width: int
    height: int

    def place_of(self, session_us: int) -> tuple[str, int, int]:
        """Where the thumbnail of a moment lies: file, left and top within it, px. The last one before the moment."""
        number = min(max(0, session_us // self.every_us), max(0, self.count - 1))
        sheet, tile = divmod(number, self.columns * self.rows)
        row, column = divmod(tile, self.columns)
        return sheet_name(sheet), column * self.width, row * self.height


def sheet_name(number: int) -> str:
    """The file of a sheet; the first is 0."""
    return f"thumbnails-{number:03}.jpg"


def read_thumbnails(folder: Path) -> Thumbnails | None:
    """What was made in a folder; None when it is not made, not all of it, or not for this reader."""
    try:
        found = Thumbnails.model_validate_json((folder / _INDEX).read_bytes())
    except (FileNotFoundError, ValidationError):  # both are made anew
        return None
    return found if found.format_version == 1 else None


def write_thumbnails(
    recording: Recording, source: str, folder: Path, cancelled: Callable[[], bool] | None = None
) -> Thumbnails:
    """Make the thumbnails of a source in a folder, going on after the sheets that lie there. `cancelled` is asked for
    each of them.

    Raises:
        RecordingError: `source_unknown`, `no_picture`, `cancelled`, `media_unreadable`.
        OSError: the folder cannot be written.
    """
    track = recording.track(source)
    if track.decoded_at(recording.duration_us) is None:
        raise RecordingError("no_picture", source=source, from_us=0, to_us=recording.duration_us)
    count = max(1, -(-recording.duration_us // EVERY_US))
    sheets = _Sheets(track, folder, cancelled or (lambda: False))
    for first in range(0, count, COLUMNS * ROWS):
        sheets.write(first, min(count - first, COLUMNS * ROWS))
    made = Thumbnails(
        source=source, every_us=EVERY_US, count=count, columns=COLUMNS, rows=ROWS, width=WIDTH, height=HEIGHT
    )
    write_whole(folder / _INDEX, made.model_dump_json(indent=2).encode())
    return made


class _Sheets:
    """The sheets of one track in the making."""

    def __init__(self, track: Track, folder: Path, cancelled: Callable[[], bool]) -> None:
        self._track, self._folder, self._cancelled = track, folder, cancelled
        self._scaler = VideoReformatter()

    def write(self, first: int, count: int) -> None:
        """The sheet that begins with thumbnail number `first`, unless it is there."""
        path = self._folder / sheet_name(first // (COLUMNS * ROWS))
        if path.exists():
            return
        sheet = np.full((HEIGHT * -(-count // COLUMNS), WIDTH * COLUMNS, 3), _BLANK, np.uint8)
        for tile in range(count):
            if self._cancelled():
                raise RecordingError("cancelled")
            frame = self._seen((first + tile) * EVERY_US)
            if frame is not None:
                row, column = divmod(tile, COLUMNS)
                self._paste(sheet, frame, Box(column * WIDTH, row * HEIGHT, WIDTH, HEIGHT))
        image = VideoFrame.from_ndarray(sheet, format="rgb24")
        write_whole(path, encoded_still(image, image.width, image.height, "mjpeg", quality=_QUALITY))

    def _seen(self, at_us: int) -> VideoFrame | None:
        """The picture of a moment, or of the time to the next one: a recording begins a while after its session."""
        for moment_us in (at_us, at_us + EVERY_US - 1):
            found = self._track.decoded_at(moment_us)
            if found is not None and not found.stale:
                return found.frame
        return None

    def _paste(self, sheet: npt.NDArray[np.uint8], frame: VideoFrame, room: Box) -> None:
        box = fitted(frame, room)
        small = self._scaler.reformat(
            frame, box.width, box.height, "rgb24", src_colorspace=matrix_of(frame), interpolation="AREA"
        )
        sheet[box.y : box.y + box.height, box.x : box.x + box.width] = small.to_ndarray()
