"""Keeps the focus where a person works while what they work at is built anew.

When a widget with the focus goes, Qt gives the focus to whatever comes next: after most acts to something far away. The
keeper tells such a fall from a focus that somebody wanted, and puts the focus back: to the widget that took the place
of the one that went, else to the first in what was around it, else to where the focus was before, never to the rail.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.widgets.spots import Spot, find, first_in, is_coming, spot_of

_REMEMBERED = 20
_TRIES = 5
"""What was built just now is shown a moment later."""


@dataclass(frozen=True, slots=True)
class _Visit:
    """The focus was here. `screen`: the one that was shown."""

    widget: QWidget
    spot: Spot
    screen: QWidget

    @property
    def is_there(self) -> bool:
        """Whether it can still have the focus."""
        return isValid(self.widget) and self.widget.isVisible() and self.widget.isEnabled()


class FocusKeeper(QObject):
    """One per window. `shown` gives the screen that is shown, None before there is one."""

    def __init__(self, window: QWidget, shown: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window = window
        self._shown = shown
        self._visits: list[_Visit] = []
        self._fallen_to: QWidget | None = None
        self._lost = False
        self._tries = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._put_back)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._changed)

    @property
    def settled(self) -> bool:
        """Whether the focus is where somebody wanted it."""
        return not self._soon.isActive()

    def _changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            self._lost = True
            self._wait()
        elif new.window() is self._window:
            lost, self._lost = self._lost, False
            if not self._visits or self._visits[-1].is_there or (lost and self._in_screen(new)):
                self._remember(new)
            elif self._fallen_to is None or not isValid(self._fallen_to) or not self._fallen_to.isVisible():
                self._fallen_to = new
                self._wait()
            elif new is not self._fallen_to:
                self._remember(new)  # it fell, and then somebody gave it to another

    def _wait(self) -> None:
        self._tries = _TRIES
        self._soon.start()

    def _in_screen(self, widget: QWidget) -> bool:
        screen = self._shown()
        return screen is not None and screen.isAncestorOf(widget)

    def _remember(self, widget: QWidget) -> None:
        self._fallen_to = None
        self._soon.stop()
        screen = self._shown()
        if screen is not None:
            visit = _Visit(widget, spot_of(widget), screen)
            kept = [one for one in self._visits if one.spot != visit.spot and isValid(one.screen)]
            self._visits = [*kept, visit][-_REMEMBERED:]

    # -- putting back

    def _put_back(self) -> None:
        screen, now = self._shown(), QApplication.focusWidget()
        if screen is None or not self._visits or not self._window.isActiveWindow():
            return
        last = self._visits[-1]
        if last.is_there:
            return
        here = now is not None and screen.isAncestorOf(now)
        only_disabled = isValid(last.widget) and last.widget.isVisible() and not last.widget.isEnabled()
        if now is not None and here and (last.screen is not screen or only_disabled):
            self._remember(now)
            return
        target = self._target(screen)
        if target is None:
            return
        if self._tries and (not target.isVisible() or self._is_coming(screen)):
            self._tries -= 1
            self._soon.start()
        elif target is now:
            self._remember(target)
        else:
            target.setFocus()

    def _is_coming(self, screen: QWidget) -> bool:
        """Whether the place where the focus was last is about to be shown again."""
        last = next((one for one in reversed(self._visits) if one.screen is screen), None)
        return last is not None and is_coming(last.spot, screen)

    def _target(self, screen: QWidget) -> QWidget | None:
        """Where the focus belongs in a screen."""
        visits = [one for one in reversed(self._visits) if one.screen is screen]
        if visits and (near := self._near(visits[0].spot, screen)) is not None:
            return near
        for visit in visits:
            if visit.is_there and screen.isAncestorOf(visit.widget):
                return visit.widget
            if (again := find(visit.spot, screen)) is not None:
                return again
        return first_in(screen)

    def _near(self, spot: Spot, screen: QWidget) -> QWidget | None:
        """What took its place, else the first in the nearest thing around it that is still shown."""
        if (again := find(spot, screen)) is not None:
            return again
        for name in spot.within:
            for around in screen.findChildren(QWidget, name):
                if around.isVisibleTo(screen) and (first := first_in(around)) is not None:
                    return first
        return None
