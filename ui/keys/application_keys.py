"""Keys that act before any widget has them, while somebody wants them."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
    | Qt.KeyboardModifier.ShiftModifier
)


class ApplicationKeys(QObject):
    """Filters the application's keys between `listen` and `rest`; who inherits says which by `eventFilter`."""

    def listen(self) -> None:
        """Begin."""
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def rest(self) -> None:
        """End."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]


def is_bare(event: QKeyEvent) -> bool:
    """Whether the key was pressed alone, without Ctrl, Alt, Shift."""
    return not event.modifiers() & _MODIFIERS
