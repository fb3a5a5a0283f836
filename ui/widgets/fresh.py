"""A button that has only just appeared under the pointer is not meant by the press that lands on it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from recordings import clock
from ui.press_time import pressed_at

REST_US = 500_000
"""The longest double click that people make, and the time to see that something new is there, µs."""
_PRESSES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
    QEvent.Type.KeyPress,
)
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)


class FreshGuard(QObject):
    """Keeps presses from a button until it has been in sight for `REST_US`, by the time of the presses themselves."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._since_us = clock.now_us()
        button.installEventFilter(self)

    @property
    def rests(self) -> bool:
        """Whether a press at this moment would be ignored."""
        return clock.now_us() - self._since_us < REST_US

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of when the button appears; swallow what comes too early."""
        if event.type() is QEvent.Type.Show and not event.spontaneous():
            self._since_us = clock.now_us()
        elif event.type() in _PRESSES and isinstance(event, QInputEvent):
            if isinstance(event, QKeyEvent) and event.key() not in _KEYS:
                return False
            return pressed_at(event, clock.now_us()) - self._since_us < REST_US
        return super().eventFilter(watched, event)
