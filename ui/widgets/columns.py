"""Columns that stand side by side while there is room, and one under the other when there is not."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui import theme


class Columns(QWidget):
    """Each column is a vertical layout with its share of the width.

    Args:
        shares: of the width, one per column.
        narrow: px at 100 % text below which the columns stand one under the other; they do so earlier when what is in
            them needs more.
    """

    def __init__(self, *shares: int, narrow: int = 840) -> None:
        super().__init__()
        self._narrow = narrow
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.MARGIN)
        self.columns: list[QVBoxLayout] = []
        for share in shares:
            column = QVBoxLayout()
            column.setSpacing(theme.MARGIN)
            holder = QVBoxLayout()  # an alignment would keep the column at its preferred height and cut what wraps
            holder.addLayout(column)
            holder.addStretch(1)
            self._box.addLayout(holder, share)
            self.columns.append(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one under the other."""
        super().resizeEvent(event)
        stacked = event.size().width() < max(theme.scaled(self._narrow), sum(self._least()) + self._box.spacing())
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        """Qt's own: no wider than the widest column, so that a narrow place makes the columns stack, not stick out."""
        return QSize(max(self._least(), default=0), self._box.minimumSize().height())

    def _least(self) -> list[int]:
        return [column.minimumSize().width() for column in self.columns]
