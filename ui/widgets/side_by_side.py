"""Parts side by side, some of a fixed width; with large text or in a narrow window one under the other."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui import theme

UNBOUND = 16_777_215
"""Qt's own: no greatest width (QWIDGETSIZE_MAX)."""


class SideBySide(QWidget):
    """Each part with its width at 100 % text, px; None takes what is left.

    Args:
        narrow: px at 100 % text below which the parts stand one under the other.
        spacing: px between them.
    """

    def __init__(self, *parts: tuple[QWidget, int | None], narrow: int, spacing: int = theme.GRID) -> None:
        super().__init__()
        self._parts = parts
        self._narrow = narrow
        self._stacked: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        for part, width in parts:
            self._box.addWidget(part, 0 if width else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one under the other."""
        super().resizeEvent(event)
        self._arrange(stacked=event.size().width() < theme.scaled(self._narrow))

    def _arrange(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        for part, width in self._parts:
            if width is not None:
                part.setMinimumWidth(0 if stacked else theme.scaled(width))
                part.setMaximumWidth(UNBOUND if stacked else theme.scaled(width))
