"""`clicks.jsonl`: where and when somebody clicked on what was recorded of the screen. Buttons of a pointer, never keys.

The file lies beside the media and goes with them: a participant who withdraws leaves no trace of their hand. It is
there when clicks were listened for, also when there were none.
"""

from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recordings.errors import RecordingError
from recordings.line_file import LineFile

CLICKS_NAME = "clicks.jsonl"

SHOWN_US = 700_000
"""A click is marked in the picture for so long: it is seen before it is gone."""


class Click(BaseModel):
    """A button that went down over a recorded picture.

    Attributes:
        at_us: session clock.
        source: id of the source whose picture it is.
        button: as the device counts: 1 is its first button, 2 the one under the wheel, 3 the other; turns of the wheel
            are no clicks.
        x, y: px of the recorded picture.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    at_us: int
    source: str
    button: int = Field(ge=1)
    x: int = Field(ge=0)
    y: int = Field(ge=0)


class ClickLog(LineFile):
    """Appends clicks to the file of a folder. Raises OSError, as a `LineFile` does."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / CLICKS_NAME)

    def write(self, click: Click) -> None:
        """Append a click."""
        self.append(click.model_dump_json().encode())


class ClickTrail:
    """The clicks on the pictures of one source, as they are marked while these are shown."""

    def __init__(self, clicks: Iterable[Click], source: str) -> None:
        self._clicks = sorted((click for click in clicks if click.source == source), key=lambda click: click.at_us)
        self._times = [click.at_us for click in self._clicks]

    def at(self, at_us: int) -> tuple[Click, ...]:
        """The clicks that are marked at a moment (session clock), the oldest first."""
        first, last = bisect_right(self._times, at_us - SHOWN_US), bisect_right(self._times, at_us)
        return tuple(self._clicks[first:last])


def read_clicks(folder: Path) -> tuple[Click, ...] | None:
    """Return all clicks of a session's folder, in order of time; None where nobody listened for any. A torn last line
    is passed over.

    Raises:
        RecordingError: `clicks_unreadable`, with the number of the line.
    """
    path = folder / CLICKS_NAME
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RecordingError("clicks_unreadable", path=str(path), line=0, why=str(error)) from error
    clicks = []
    for number, line in enumerate(lines[:-1], start=1):
        try:
            clicks.append(Click.model_validate_json(line))
        except ValidationError as error:
            why = error.errors()[0]["msg"]
            raise RecordingError("clicks_unreadable", path=str(path), line=number, why=why) from error
    return tuple(sorted(clicks, key=lambda click: click.at_us))
