"""A change or a figure with its interval, drawn on a line; the words stand beside it, never in the colour alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.tips import plain

_HEIGHT, _WIDTH, _DOT = 24, 200, 5
_PAD = 8


class IntervalBar(QWidget):
    """A line from `low` to `high` with a dot at `value`, on a scale; an upright line where nothing changes.

    Args:
        scale: ends of what is drawn; what lies beyond ends there with an arrow's point.
        none: where the upright line stands, None for none.
        marks: further places on the scale, drawn as ticks (a baseline, a target).
        tone: good, bad, unknown.
        said: all of it in words, for who cannot see it.
    """

    def __init__(
        self, value: float, low: float, high: float, *, scale: tuple[float, float], none: float | None, tone: str,
        said: str, marks: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self._value, self._low, self._high = value, low, high
        self._scale, self._none, self._tone, self._marks = scale, none, tone, marks
        self.setAccessibleName(said)
        self.setToolTip(plain(said))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Grows with the text."""
        return QSize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Half of that is still readable."""
        return QSize(theme.scaled(_WIDTH) // 2, theme.scaled(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scale, the place of no change, the interval, the value."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours_of(self)
        middle = self.height() / 2
        painter.setPen(QPen(QColor(colours.edge), 2))
        painter.drawLine(QPointF(_PAD, middle), QPointF(self.width() - _PAD, middle))
        for place in self._marks:
            self._upright(painter, place, colours.text, Qt.PenStyle.DotLine)
        if self._none is not None:
            self._upright(painter, self._none, colours.quiet, Qt.PenStyle.SolidLine)
        colour = QColor(theme.tone_colour(colours, self._tone))
        painter.setPen(QPen(colour, theme.scaled(3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self._x(self._low), middle), QPointF(self._x(self._high), middle))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = float(theme.scaled(_DOT))
        box = QRectF(self._x(self._value) - radius, middle - radius, 2 * radius, 2 * radius)
        # The shape says it, too: round for no difference shown, square for a change beyond chance.
        if self._tone == "unknown":
            painter.drawEllipse(box)
        else:
            painter.drawRect(box)

    def _upright(self, painter: QPainter, place: float, colour: str, style: Qt.PenStyle) -> None:
        painter.setPen(QPen(QColor(colour), 1.5, style))
        x = self._x(place)
        painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))

    def _x(self, value: float) -> float:
        low, high = self._scale
        share = (min(max(value, low), high) - low) / (high - low) if high > low else 0.5
        return _PAD + share * (self.width() - 2 * _PAD)
