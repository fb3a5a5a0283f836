"""A part of the desktop through FFmpeg: `x11grab` where an X server does not say what was drawn, `gdigrab` on Windows
(untested).

On a server without MIT-SHM `x11grab` asks for it all the same, which makes libxcb end the connection, and then asks for
the first picture for ever: a limit of time makes an error of it.

They stamp each picture when it is grabbed. The stamp is wall clock time, so it is converted picture by picture: a step
of the wall clock must not move picture against sound.
"""

import os
import sys
from collections.abc import Iterator
from fractions import Fraction

import av
from av import VideoFrame

from recordings import clock
from recordings.errors import RecordingError
from recordings.plan import Region
from recordings.sources.base import Picture

_MICROSECOND = Fraction(1, 1_000_000)

ANSWER_S = 3.0
"""A server that has shown nothing by then shows nothing."""


class FFmpegGrab:
    """The pictures of a place on the desktop.

    Raises:
        RecordingError: `screen_failed`, `no_display`.
    """

    def __init__(self, place: Region, fps: int) -> None:
        what, grabber, options = _grab(place, fps)
        self.size = place.width, place.height
        try:
            self._container = av.open(what, format=grabber, options=options, timeout=ANSWER_S)
        except (av.FFmpegError, OSError, ValueError) as error:
            raise RecordingError("screen_failed", why=str(error)) from error
        stream = self._container.streams.video[0]
        self._unit = stream.time_base or _MICROSECOND
        self._frames: Iterator[VideoFrame] = self._container.decode(stream)
        self._first: Picture | None = None
        try:
            self._first = self.read()  # a server that shows nothing is found out here
        except BaseException:
            self.close()
            raise

    def read(self) -> Picture | None:
        """The next picture. Raises RecordingError `screen_ended`, `screen_failed`."""
        first, self._first = self._first, None
        return first or self._next()

    def _next(self) -> Picture:
        try:
            frame = next(self._frames)
        except StopIteration:
            raise RecordingError("screen_ended") from None
        except av.error.BlockingIOError as error:
            raise RecordingError("screen_failed", why="FFmpeg gets no picture from the server") from error
        except (av.FFmpegError, OSError) as error:
            raise RecordingError("screen_failed", why=str(error)) from error
        if frame.pts is None:
            return Picture(clock.now_us(), frame)
        wall_us = int(frame.pts * self._unit / _MICROSECOND)
        return Picture(wall_us - clock.wall_minus_clock_us(), frame)

    def close(self) -> None:
        """Give everything back. Idempotent."""
        self._frames = iter(())
        self._container.close()


def _grab(place: Region, fps: int) -> tuple[str, str, dict[str, str]]:
    """Return file name, format and options for `av.open`."""
    options = {"framerate": str(fps), "video_size": f"{place.width}x{place.height}", "draw_mouse": "1"}
    if sys.platform == "win32":
        return "desktop", "gdigrab", {**options, "offset_x": str(place.x), "offset_y": str(place.y)}
    display = os.environ.get("DISPLAY", "")
    if not display:
        raise RecordingError("no_display")
    return display, "x11grab", {**options, "grab_x": str(place.x), "grab_y": str(place.y)}
