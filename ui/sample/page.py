"""What every page of the portal is: a heading, a white sheet, and a row of buttons below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

MARGIN = 20


class Page(QWidget):
    """One page: `sheet` takes its content, `button` adds a button to the row below it."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 8)
        column.setSpacing(12)
        title = label(heading, "heading")
        title.setWordWrap(True)
        column.addWidget(title)
        frame = QFrame()
        frame.setObjectName("sheet")
        self.sheet = QVBoxLayout(frame)
        self.sheet.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, MARGIN - 4)
        self.sheet.setSpacing(8)
        column.addWidget(frame)
        self._row = QHBoxLayout()
        self._row.addStretch()
        column.addLayout(self._row)
        column.addStretch()

    def button(self, text: str, *, forward: bool = False) -> QPushButton:
        """Add a button to the row: those that lead on stand right and are blue."""
        added = QPushButton(text)
        added.setObjectName("step")
        added.setProperty("forward", forward)
        added.setCursor(Qt.CursorShape.PointingHandCursor)
        self._row.insertWidget(self._row.count() if forward else 0, added)
        return added

    def arrived(self) -> None:
        """The page is shown; it puts the focus where it belongs."""


def label(text: str, name: str = "") -> QLabel:
    """Plain text, that wraps; `name` gives it its look."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if name:
        made.setObjectName(name)
        made.setWordWrap(name not in {"crest", "state", "account", "stamp"})
    return made
