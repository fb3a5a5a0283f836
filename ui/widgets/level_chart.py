"""A small chart of a level over rounds, each with its bounds; a table beside it has the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme, words
from ui.widgets.tips import plain

_HEIGHT, _LEFT, _DOT, _STEP, _BELOW = 180, 52, 5, 120, 40
_GRID = (0.0, 50.0, 100.0)


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One round: its name, what stands below it, the level (None: nothing decided) between its bounds, in percent;
    `said`: all of it in words.
    """

    name: str
    below: str
    value: float | None
    low: float
    high: float
    said: str


class LevelChart(QWidget):
    """Dots joined by a line, each on an upright line from its lower to its upper bound; 0 to 100 %."""

    def __init__(self, points: Sequence[ChartPoint]) -> None:
        super().__init__()
        self._points = tuple(points)
        self.setAccessibleName("; ".join(f"{one.name} ({one.below}): {one.said}" for one in self._points))
        self.setToolTip(plain(self.accessibleName().replace("; ", "\n")))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for every round."""
        return QSize(theme.scaled(_LEFT + _STEP * max(2, len(self._points))), theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Narrower, the rounds stand closer."""
        return QSize(theme.scaled(2 * _STEP), theme.scaled(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The grid, the bounds, the line, the dots, the names."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours_of(self)
        font = QFont(self.font())
        font.setPixelSize(theme.scaled(theme.SMALL))
        painter.setFont(font)
        for value in _GRID:
            y = self._y(value)
            painter.setPen(QPen(QColor(colours.edge), 1))
            painter.drawLine(QPointF(theme.scaled(_LEFT), y), QPointF(self.width(), y))
            painter.setPen(QColor(colours.quiet))
            box = QRectF(0, y - theme.scaled(10), theme.scaled(_LEFT) - theme.GRID, theme.scaled(20))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words.percent(value / 100)
            )
        accent = QColor(colours.accent)
        places = [self._x(place) for place in range(len(self._points))]
        known = [
            QPointF(x, self._y(one.value)) for x, one in zip(places, self._points, strict=True) if one.value is not None
        ]
        for x, one in zip(places, self._points, strict=True):
            self._bounds(painter, x, one, colours)
            self._name(painter, x, one, colours)
        painter.setPen(QPen(accent, theme.scaled(2)))
        painter.drawPolyline(known)
        painter.setBrush(accent)
        for point in known:
            painter.drawEllipse(point, theme.scaled(_DOT), theme.scaled(_DOT))

    def _bounds(self, painter: QPainter, x: float, one: ChartPoint, colours: theme.Colours) -> None:
        painter.setPen(QPen(QColor(colours.control), theme.scaled(2)))
        low, high, half = self._y(one.low), self._y(one.high), theme.scaled(6)
        painter.drawLine(QPointF(x, low), QPointF(x, high))
        for y in (low, high):
            painter.drawLine(QPointF(x - half, y), QPointF(x + half, y))

    def _name(self, painter: QPainter, x: float, one: ChartPoint, colours: theme.Colours) -> None:
        painter.setPen(QColor(colours.text))
        width = self._step
        top = self.height() - theme.scaled(_BELOW)
        box = QRectF(x - width / 2, top + theme.GRID / 2, width, theme.scaled(_BELOW) - theme.GRID / 2)
        name = f"{one.name}\n{one.below}"
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)

    @property
    def _step(self) -> float:
        room = self.width() - theme.scaled(_LEFT)
        return min(float(theme.scaled(2 * _STEP)), room / max(1, len(self._points)))

    def _x(self, place: int) -> float:
        return theme.scaled(_LEFT) + self._step * (place + 0.5)

    def _y(self, value: float) -> float:
        top, bottom = theme.scaled(12), self.height() - theme.scaled(_BELOW)
        return bottom - (bottom - top) * value / 100
