"""The screen, grabbed by FFmpeg through PyAV: `x11grab` on X11, `gdigrab` on Windows (untested).

They cost a third of what Qt's screen capture costs, and stamp each picture when it is grabbed. The stamp is
wall clock time, so it is converted picture by picture: a step of the wall clock must not move picture against
sound.
"""

import os
import re
import sys
from collections.abc import Iterator
from fractions import Fraction

import av
from av import VideoFrame
from av.container import InputContainer

from recordings import clock
from recordings.device_types import DeviceListError
from recordings.errors import RecordingError
from recordings.plan import Region, SourcePlan
from recordings.screen_list import list_screens, whole_desktop
from recordings.sources.base import Device, Picture, Source

_GEOMETRY = re.compile(r"(\d+)x(\d+)(\+-?\d+|-\d+)(\+-?\d+|-\d+)")
_MICROSECOND = Fraction(1, 1_000_000)


class ScreenSource(Source[Picture]):
    """A monitor, or a region of the desktop, with the pointer in it."""

    def __init__(self, plan: SourcePlan) -> None:
        self._plan = plan
        self._container: InputContainer | None = None
        self._frames: Iterator[VideoFrame] = iter(())
        self._unit = _MICROSECOND

    def open(self) -> Device:
        place, name = locate(self._plan)
        what, grabber, options = _grab(place, self._plan.fps)
        try:
            container = av.open(what, format=grabber, options=options)
        except (av.FFmpegError, OSError, ValueError) as error:
            raise RecordingError("screen_failed", device=self._plan.device, why=str(error)) from error
        self._container = container
        stream = container.streams.video[0]
        self._unit = stream.time_base or _MICROSECOND
        self._frames = container.decode(stream)
        return Device(name, stream.codec_context.width, stream.codec_context.height)

    def read(self) -> Picture | None:
        try:
            frame = next(self._frames)
        except StopIteration:
            raise RecordingError("screen_ended", device=self._plan.device) from None
        except (av.FFmpegError, OSError) as error:
            raise RecordingError("screen_failed", device=self._plan.device, why=str(error)) from error
        if frame.pts is None:
            return Picture(clock.now_us(), frame)
        wall_us = int(frame.pts * self._unit / _MICROSECOND)
        return Picture(wall_us - clock.wall_minus_clock_us(), frame)

    def close(self) -> None:
        self._frames = iter(())
        container, self._container = self._container, None
        if container is not None:
            container.close()


def locate(plan: SourcePlan) -> tuple[Region, str]:
    """Return the rectangle to grab, of even size (H.264 wants it), and the name of the monitor.

    Raises:
        RecordingError: `screen_unknown` (no such monitor), `screen_region_outside`, `no_display`,
            `wayland_session`, `xcb_missing`.
    """
    if plan.region is not None:
        return _even(_on_the_desktop(plan.region)), plan.device
    if (match := _GEOMETRY.fullmatch(plan.device)) and (place := _named_place(match)):
        return _even(_on_the_desktop(place)), plan.device
    return _monitor(plan.device)


def _named_place(match: re.Match[str]) -> Region | None:
    """The rectangle that is written so; None for one without a pixel in it."""
    width, height, x, y = (int(part.removeprefix("+")) for part in match.groups())
    return Region(x=x, y=y, width=width, height=height) if min(width, height) > 1 else None


def _on_the_desktop(place: Region) -> Region:
    """The place itself, once it is known to lie within the desktop. Where no list of monitors can be had, whoever
    grabs the place will tell.
    """
    desktop = whole_desktop()
    if desktop is not None and not desktop.holds(place):
        typed = f"{place.width}x{place.height}{place.x:+}{place.y:+}"
        raise RecordingError("screen_region_outside", typed=typed, width=desktop.width, height=desktop.height)
    return place


def _monitor(device: str) -> tuple[Region, str]:
    try:
        screens = list_screens()
    except DeviceListError as error:
        fault = error.fault
        raise RecordingError(fault.code, **{**fault.facts, "device": device}) from error
    for number, screen in enumerate(screens):
        if device in (screen.id, screen.name, str(number)) or (device == "default" and number == 0):
            place = Region(x=screen.x, y=screen.y, width=screen.width, height=screen.height)
            return _even(place), screen.name
    known = [screen.name for screen in screens]
    raise RecordingError("screen_unknown", device=device, known=known)


def _even(place: Region) -> Region:
    return place.model_copy(update={"width": place.width & ~1, "height": place.height & ~1})


def _grab(place: Region, fps: int) -> tuple[str, str, dict[str, str]]:
    """Return file name, format and options for `av.open`."""
    options = {"framerate": str(fps), "video_size": f"{place.width}x{place.height}", "draw_mouse": "1"}
    if sys.platform == "win32":
        return "desktop", "gdigrab", {**options, "offset_x": str(place.x), "offset_y": str(place.y)}
    if sys.platform == "darwin":
        raise RecordingError("screen_unsupported", system="macOS")
    display = os.environ.get("DISPLAY", "")
    if not display:
        raise RecordingError("no_display")
    return display, "x11grab", {**options, "grab_x": str(place.x), "grab_y": str(place.y)}
