"""Keeps the session's window off the recorded screen: the participant must not see it, nor the recording show it."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lab.i18n import gettext as _
from ui.alerts import Alerts
from ui.held.participant_screen import EDGE_PX, recorded_screen
from ui.held.planned import SourcePlan
from ui.held.running import RunningSession

_SETTLED_MS = 400
"""A window that is being dragged is left alone until it has stood still this long."""
_KEY = "placing"


class Lies(Enum):
    """Where the window lies."""

    ELSEWHERE = auto()
    MOVED = auto()
    ON_THE_ONLY_SCREEN = auto()


def place_off(window: QRect, recorded: QRect, screens: Sequence[QRect]) -> QRect | None:
    """Where a window that lies on the recorded screen goes: the other screen that holds the most of it.

    None where it may stay, or where there is no other screen. A window larger than that screen is made smaller.
    """
    overlap = window.intersected(recorded)
    if min(overlap.width(), overlap.height()) <= EDGE_PX:
        return None
    others = [screen for screen in screens if screen != recorded]
    if not others:
        return None
    target = max(others, key=lambda screen: min(screen.width(), window.width()) * min(screen.height(), window.height()))
    moved = QRect(0, 0, min(window.width(), target.width()), min(window.height(), target.height()))
    moved.moveCenter(target.center())
    return moved


def keep_off_recorded_screen(window: QWidget, sources: Sequence[SourcePlan]) -> Lies:
    """Move the window if it lies on the recorded screen and there is another one; where it lies now."""
    recorded = recorded_screen(sources)
    if recorded is None:
        return Lies.ELSEWHERE
    area = recorded.availableGeometry()
    place = place_off(window.frameGeometry(), area, [one.availableGeometry() for one in QGuiApplication.screens()])
    if place is None:
        alone = len(QGuiApplication.screens()) == 1
        return Lies.ON_THE_ONLY_SCREEN if alone and window.frameGeometry().intersects(area) else Lies.ELSEWHERE
    state = window.windowState()
    window.showNormal()
    # What a window manager draws around the window counts too: its title bar must lie on the screen, and no edge of
    # it on the neighbour.
    frame = window.frameGeometry().size() - window.geometry().size()
    window.resize(place.size() - frame)
    window.move(place.topLeft())
    window.setWindowState(state)
    return Lies.MOVED


class OffRecordedScreen(QObject):
    """Keeps the window of `shown` off the recorded screen for as long as `shown` is seen, also when it is moved back.

    Only where the participant has a screen of their own on this computer; with one screen it is said instead.
    """

    def __init__(self, shown: QWidget, session: RunningSession, alerts: Alerts) -> None:
        super().__init__(shown)
        self._shown = shown
        self._session = session
        self._alerts = alerts
        self._window: QWidget | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settle.timeout.connect(self.look)
        session.sources_changed.connect(self.look)
        if session.plan.setup == "two_screens":
            shown.installEventFilter(self)
            if shown.isVisible():
                self._watch()

    def look(self) -> None:
        """See where the window lies, and move it or say so."""
        if self._window is None:
            return
        lies = keep_off_recorded_screen(self._window, self._session.plan.sources)
        if lies is Lies.ON_THE_ONLY_SCREEN:
            words = _(
                "This window lies on the screen that is recorded, and there is no other: the participant sees the "
                "tags, and so does the recording. Connect a second screen."
            )
            self._alerts.warn(words, key=_KEY)
        elif lies is Lies.MOVED:
            words = _("This window was moved: the other screen is recorded, and the participant sees it.")
            self._alerts.info(words, key=_KEY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: follow the window while it is seen."""
        if watched is self._shown and event.type() == QEvent.Type.Show:
            self._watch()
        elif watched is self._shown and event.type() == QEvent.Type.Hide:
            self._leave()
        elif watched is self._window and event.type() in (QEvent.Type.Move, QEvent.Type.WindowStateChange):
            self._settle.start()
        return super().eventFilter(watched, event)

    def _watch(self) -> None:
        self._leave()
        self._window = self._shown.window()
        self._window.installEventFilter(self)
        self.look()

    def _leave(self) -> None:
        self._settle.stop()
        if self._window is not None:
            if self._window is not self._shown:
                self._window.removeEventFilter(self)
            self._window = None
