"""Boxes that the wheel leaves alone until they have the focus: whoever scrolls a panel changes nothing in passing."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget

TURNED_BY_WHEEL = (QComboBox, QAbstractSpinBox)
Box = TypeVar("Box", bound=QWidget)


class _Calm(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Without the focus the wheel is the panel's."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def calm(box: Box) -> Box:
    """The same box; other widgets stay as they are."""
    if isinstance(box, TURNED_BY_WHEEL):
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(_Calm(box))
    return box
