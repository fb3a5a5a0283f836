"""The screen: which part of the desktop a plan means, and whoever can grab it here at the least cost."""

import logging
import re
import sys
from typing import Protocol

from recordings.device_types import DeviceListError
from recordings.errors import RecordingError
from recordings.plan import Region, SourcePlan
from recordings.screen_list import list_screens, whole_desktop
from recordings.sources.base import Device, Picture, Source

_GEOMETRY = re.compile(r"(\d+)x(\d+)(\+-?\d+|-\d+)(\+-?\d+|-\d+)")

_log = logging.getLogger(__name__)


class Grab(Protocol):
    """An open way to the pictures of a place."""

    def read(self) -> Picture | None:
        """The next picture; None if none came within a quarter of a second. `RecordingError` if it is gone."""

    def close(self) -> None:
        """Give everything back. Idempotent."""


class ScreenSource(Source[Picture]):
    """A monitor, or a region of the desktop, with the pointer in it."""

    def __init__(self, plan: SourcePlan) -> None:
        self._plan = plan
        self._grab: Grab | None = None

    def open(self) -> Device:
        place, name = locate(self._plan)
        try:
            self._grab = _opened(place, self._plan.fps)
        except RecordingError as error:
            raise self._named(error) from error
        return Device(name, place.width, place.height)

    def read(self) -> Picture | None:
        assert self._grab
        try:
            return self._grab.read()
        except RecordingError as error:
            raise self._named(error) from error

    def close(self) -> None:
        grab, self._grab = self._grab, None
        if grab is not None:
            grab.close()

    def _named(self, error: RecordingError) -> RecordingError:
        return RecordingError(error.code, **{"device": self._plan.device, **error.facts})


def _opened(place: Region, fps: int) -> Grab:
    """The cheapest way that works here. Raises RecordingError if none does."""
    from recordings.sources.screen_ffmpeg import FFmpegGrab

    if sys.platform == "linux":
        from recordings.sources.screen_x11 import X11Grab

        try:
            return X11Grab(place, fps)
        except RecordingError as error:
            _log.info("the screen is grabbed by FFmpeg: %s", error)
    return FFmpegGrab(place, fps)


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
