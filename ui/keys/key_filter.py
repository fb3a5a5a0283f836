"""Takes the session's keys before any widget does, but for a person who is typing."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.keys.application_keys import ApplicationKeys, is_bare
from ui.keys.keymap import Act, Keymap
from ui.keys.physical_keys import key_of

_TYPING = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)

Do = Callable[[Act, QKeyEvent], None]


class KeyFilter(ApplicationKeys):
    """Filters the application's keys while its screen is shown.

    Keys act only without Ctrl, Alt, Shift; only in the screen's own window; not while somebody types there; not again
    while a key is held. Space is never taken from the button that has the focus, for no act may have it.
    """

    def __init__(self, screen: QWidget, keymap: Callable[[], Keymap], do: Do) -> None:
        super().__init__(screen)
        self._screen = screen
        self._keymap = keymap
        self._do = do

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: True swallows the event."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if isinstance(watched, QWindow) or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        act = self._act(watched, event)
        if act is None:
            return False
        if is_typing(watched):
            # A field that lets a key pass (Enter) must not have it reach the session by way of its parents.
            watched.event(event)
        elif event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self._do(act, event)
        event.accept()
        return True

    def _act(self, watched: QWidget, event: QKeyEvent) -> Act | None:
        if not self._screen.isVisible() or watched.window() is not self._screen.window():
            return None
        return self._keymap().act_of(key_of(event)) if is_bare(event) else None


def is_typing(widget: QWidget | None) -> bool:
    """Whether keys that go to this widget are text (or choose in it)."""
    while widget is not None and not widget.isWindow():
        if isinstance(widget, _TYPING) and not (
            isinstance(widget, (QPlainTextEdit, QTextEdit)) and widget.isReadOnly()
        ):
            return True
        if widget.property("typing"):
            return True
        widget = widget.parentWidget()
    return False
