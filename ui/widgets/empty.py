"""The empty state: what a screen is for, and the one button that starts it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import heading, quiet

_PICTURE = 48


class EmptyState(QWidget):
    """A picture, a sentence that says what belongs here, and one button (a second one at most, standing back)."""

    def __init__(
        self, icon_name: str, words: str, explanation: str, begin: Button | None = None, other: Button | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("empty_state")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, 4 * theme.MARGIN)
        column.setSpacing(theme.GRID)
        column.addStretch(2)
        image = IconLabel(icon_name, "unknown", _PICTURE)
        image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        image.setAccessibleName(words)
        column.addWidget(image)
        words_box = QWidget()
        words_box.setFixedWidth(theme.scaled(480))
        lines = QVBoxLayout(words_box)
        lines.setContentsMargins(0, 0, 0, 0)
        for label in (heading(words), quiet(explanation)):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.addWidget(label)
        column.addLayout(row(1, words_box, 1))
        column.addSpacing(theme.MARGIN)
        for button in (begin, other):
            if button is not None:
                column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
