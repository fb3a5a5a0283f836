"""A check box whose words wrap: in a narrow panel and at large text nothing is cut."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.widgets.texts import body


class _Words(QLabel):
    """A click on the words is a click on the box."""

    box: QCheckBox

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick or untick."""
        del event
        self.box.setFocus()
        self.box.click()


class Tick(QWidget):
    """The box is `box`; its accessible name is the words beside it."""

    def __init__(self, words: str, *, value: bool = False) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setChecked(value)
        self.box.setAccessibleName(words)
        self.box.setProperty("bare", "true")
        label = _Words()
        label.setText(words)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(body("").sizePolicy())
        label.box = self.box
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GRID // 2)
        line.addWidget(self.box)
        line.addWidget(label, 1)
