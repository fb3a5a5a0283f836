"""How loud it is: a bar from −60 to 0 dBFS with the last peak marked, and the number in words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.i18n import gettext as _
from ui import theme

FLOOR_DB = -60.0
LOUD_DB = -3.0
FALL_DB = 1.5
"""The peak mark falls by so much with every value."""


class LevelMeter(QWidget):
    """Shows a level in dBFS; None: nothing is heard of the source."""

    def __init__(self) -> None:
        super().__init__()
        self._level: float | None = None
        self._peak = FLOOR_DB
        self.setMinimumSize(QSize(theme.scaled(64), theme.scaled(12)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Sound level"))

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(theme.scaled(120), theme.scaled(12))

    def show_level(self, level_db: float | None) -> None:
        """Show this level, dBFS."""
        self._level = level_db
        heard = FLOOR_DB if level_db is None else max(FLOOR_DB, level_db)
        self._peak = max(heard, self._peak - FALL_DB)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar and the peak."""
        colours = theme.colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.control))
        painter.setBrush(QColor(colours.raised))
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(whole, 3, 3)
        if self._level is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.bad if self._level > LOUD_DB else colours.good))
        inner = whole.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(
            QRectF(inner.topLeft(), QSize(0, 0)).adjusted(
                0, 0, self._part(self._level) * inner.width(), inner.height()
            ),
            2,
            2,
        )
        painter.setBrush(QColor(colours.text))
        painter.drawRect(
            QRectF(inner.left() + self._part(self._peak) * inner.width() - 1, inner.top(), 2, inner.height())
        )

    @staticmethod
    def _part(level_db: float) -> float:
        return min(1.0, max(0.0, 1 - level_db / FLOOR_DB))
