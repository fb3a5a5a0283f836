"""Keeps the session's window off the recorded screen: the participant must not see it, nor the recording show it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.session.planned import SourcePlan
from ui.session.task_card import recorded_screen


def place_off(window: QRect, recorded: QRect, screens: Sequence[QRect]) -> QRect | None:
    """Where a window that lies on the recorded screen goes: the other screen that holds the most of it.

    None where it may stay, or where there is no other screen. A window larger than that screen is made smaller.
    """
    if not window.intersects(recorded):
        return None
    others = [screen for screen in screens if screen != recorded]
    if not others:
        return None
    target = max(others, key=lambda screen: min(screen.width(), window.width()) * min(screen.height(), window.height()))
    moved = QRect(0, 0, min(window.width(), target.width()), min(window.height(), target.height()))
    moved.moveCenter(target.center())
    return moved


def keep_off_recorded_screen(window: QWidget, sources: Sequence[SourcePlan]) -> None:
    """Move the window if it lies on the recorded screen and there is another one."""
    recorded = recorded_screen(sources)
    if recorded is None:
        return
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    place = place_off(window.frameGeometry(), recorded.availableGeometry(), screens)
    if place is not None:
        window.setGeometry(place)
