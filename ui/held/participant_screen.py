"""Which screen the participant looks at, where it is one of this machine."""

import re
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

EDGE_PX = 4
"""A window's border on the neighbouring screen shows nobody anything: as wide as a screen, a window has it there."""
_REGION = re.compile(r"(\d+)x(\d+)\+(-?\d+)\+(-?\d+)")


class Shown(Protocol):
    """So much of a source, planned or at work, as says which screen it shows."""

    @property
    def kind(self) -> str:
        """What sort of device it is."""

    @property
    def shows(self) -> str:
        """What is seen or heard by it."""

    @property
    def device(self) -> str:
        """The device's number or name, or a part of the desktop."""


def recorded_screen(sources: Sequence[Shown]) -> QScreen | None:
    """The screen of this machine that is recorded; None if none is: then the participant's device is not ours."""
    source = next((one for one in sources if one.kind == "screen" and one.shows == "screen"), None)
    if source is None:
        return None
    screens = QGuiApplication.screens()
    part = recorded_part(source)
    if part is not None:
        return QGuiApplication.screenAt(part.center()) or QGuiApplication.primaryScreen()
    if source.device.isdecimal() and int(source.device) < len(screens):
        return screens[int(source.device)]
    return next((one for one in screens if one.name() == source.device), QGuiApplication.primaryScreen())


def seen_by_participant(window: QWidget, sources: Sequence[Shown]) -> bool:
    """Whether a window lies on the screen that is recorded: the participant reads it, and so does the recording."""
    recorded = recorded_screen(sources)
    if recorded is None:
        return False
    overlap = window.frameGeometry().intersected(recorded.availableGeometry())
    return min(overlap.width(), overlap.height()) > EDGE_PX


def recorded_part(source: Shown) -> QRect | None:
    """The part of the desktop that is recorded, where the source names one; None for a whole screen or a device."""
    region = _REGION.fullmatch(source.device) if source.kind == "screen" else None
    if region is None:
        return None
    width, height, x, y = (int(part) for part in region.groups())
    return QRect(x, y, width, height)
