"""The screen: the part of the desktop that a plan means, grabbed by whoever can do it here at the least cost."""

import logging
import sys
from typing import Protocol

from recordings import clock
from recordings.errors import RecordingError
from recordings.picture_encoder import pixels_of
from recordings.plan import Region, SourcePlan
from recordings.sources.base import Device, Picture, Source
from recordings.sources.chosen_screen import ChosenScreen

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
        self._chosen = ChosenScreen(plan)
        self._grab: Grab | None = None

    def open(self) -> Device:
        place, name = self._chosen.find()
        try:
            self._grab = _opened(place, self._plan)
        except RecordingError as error:
            raise self._named(error) from error
        return Device(name, place.width, place.height)

    def read(self) -> Picture | None:
        assert self._grab
        self._chosen.look(clock.now_us())
        try:
            return self._grab.read()
        except RecordingError as error:
            self._chosen.compare()  # a monitor that has changed is the better reason
            raise self._named(error) from error

    def close(self) -> None:
        grab, self._grab = self._grab, None
        if grab is not None:
            grab.close()

    def _named(self, error: RecordingError) -> RecordingError:
        return RecordingError(error.code, **{"device": self._plan.device, **error.facts})


def _opened(place: Region, plan: SourcePlan) -> Grab:
    """The cheapest way that works here. Raises RecordingError if none does."""
    from recordings.sources.screen_ffmpeg import FFmpegGrab

    if sys.platform == "linux":
        from recordings.sources.screen_x11 import X11Grab

        try:
            return X11Grab(place, plan.fps, pixels_of(sharp_colours=plan.sharp_colours))
        except RecordingError as error:
            _log.info("the screen is grabbed by FFmpeg: %s", error)
    return FFmpegGrab(place, plan.fps)
