"""The screen: the part of the desktop that a plan means, grabbed by whoever can do it here at the least cost."""

import logging
import sys
from typing import Protocol

from recordings import clock
from recordings.device_types import Screen
from recordings.errors import RecordingError
from recordings.picture_encoder import pixels_of
from recordings.plan import Region, SourcePlan
from recordings.sources.base import Device, Picture, Source
from recordings.sources.chosen_screen import ChosenScreen

_log = logging.getLogger(__name__)


class Grab(Protocol):
    """An open way to the pictures of a place."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the pictures, px."""

    def read(self) -> Picture | None:
        """The next picture; None if none came within a quarter of a second. `RecordingError` if it is gone."""

    def close(self) -> None:
        """Give everything back. Idempotent."""


class Open(Protocol):
    """Opens a way to a place of the desktop; `monitor` is the one that it is, None for a part of the desktop.

    Raises:
        RecordingError: there is no such way here.
    """

    def __call__(self, place: Region, plan: SourcePlan, monitor: Screen | None) -> Grab: ...


class ScreenSource(Source[Picture]):
    """A monitor, or a region of the desktop, with the pointer in it.

    Args:
        open_grab: how pictures are got at; left out, the cheapest way that works here.
    """

    def __init__(self, plan: SourcePlan, open_grab: Open | None = None) -> None:
        self._plan = plan
        self._open_grab = open_grab or _opened
        self._chosen = ChosenScreen(plan)
        self._grab: Grab | None = None

    def open(self) -> Device:
        place, name = self._chosen.find()
        try:
            self._grab = self._open_grab(place, self._plan, self._chosen.monitor)
        except RecordingError as error:
            raise self._named(error) from error
        size = self._grab.size
        return Device(name, *size, place=place if size == (place.width, place.height) else None)

    def read(self) -> Picture | None:
        assert self._grab
        try:
            self._chosen.look(clock.now_us())
            return self._grab.read()
        except RecordingError as error:
            self._chosen.compare()  # a monitor that has changed is the better reason
            raise self._named(error) from error

    def close(self) -> None:
        grab, self._grab = self._grab, None
        if grab is not None:
            grab.close()
        self._chosen.close()

    def _named(self, error: RecordingError) -> RecordingError:
        return RecordingError(error.code, **{"device": self._plan.device, **error.facts})


def by_qt(place: Region, plan: SourcePlan, monitor: Screen | None) -> Grab:
    """A whole monitor through Qt. Raises RecordingError if it cannot be had, or is a part of the desktop."""
    from recordings.sources.screen_by_qt import QtGrab

    if monitor is None:
        raise RecordingError("screen_part_unsupported", typed=f"{place.width}x{place.height}{place.x:+}{place.y:+}")
    return QtGrab(monitor, plan.fps)


def _opened(place: Region, plan: SourcePlan, monitor: Screen | None) -> Grab:
    """The cheapest way that works here: ours on X11, Qt's elsewhere, FFmpeg's where those fail."""
    from recordings.sources.screen_ffmpeg import FFmpegGrab

    if sys.platform == "darwin":
        return by_qt(place, plan, monitor)
    try:
        if sys.platform == "win32":
            return by_qt(place, plan, monitor)
        from recordings.sources.screen_x11 import X11Grab

        return X11Grab(place, plan.fps, pixels_of(sharp_colours=plan.sharp_colours))
    except RecordingError as error:
        _log.info("the screen is grabbed by FFmpeg: %s", error)
    return FFmpegGrab(place, plan.fps)
