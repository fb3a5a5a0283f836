"""The screen of a Wayland session. The session itself asks the person which one is meant, each time it is opened."""

import re

from recordings import clock
from recordings.errors import RecordingError
from recordings.plan import SourcePlan
from recordings.screen_list import PORTAL
from recordings.sources.base import Device, Picture, Source
from recordings.sources.screen_by_qt import QtGrab

CHOICE_S = 60.0
"""A person reads the dialog and chooses: it stays for so long, and the screen counts as silent meanwhile."""

ASK_AGAIN_US = 30_000_000
"""Whoever has refused is left alone for so long; a source that is chosen anew asks at once."""

_NAMES = {"default", "0", PORTAL.id}
_PART = re.compile(r"\d+x\d+[+-].*")


class PortalScreen(Source[Picture]):
    """What the person chooses in the session's dialog. `device`: `default`, `0` or `portal`."""

    def __init__(self, plan: SourcePlan) -> None:
        self._plan = plan
        self._grab: QtGrab | None = None
        self._refusal: RecordingError | None = None
        self._refused_us = 0

    def open(self) -> Device:
        """Ask, and wait for the answer: longer than other sources, for it is a person who answers."""
        device = self._plan.device
        if self._plan.region is not None or _PART.fullmatch(device):
            raise RecordingError("screen_part_unsupported", typed=device)
        if device not in _NAMES:
            raise RecordingError("screen_unknown", device=device, known=[PORTAL.id])
        if self._refusal is not None and clock.now_us() - self._refused_us < ASK_AGAIN_US:
            raise RecordingError(self._refusal.code, **self._refusal.facts)
        try:
            self._grab = QtGrab(None, self._plan.fps, CHOICE_S)
        except RecordingError as error:
            self._refusal, self._refused_us = error, clock.now_us()
            raise
        self._refusal = None
        return Device(PORTAL.name, *self._grab.size)

    def read(self) -> Picture | None:
        assert self._grab
        return self._grab.read()

    def close(self) -> None:
        grab, self._grab = self._grab, None
        if grab is not None:
            grab.close()
