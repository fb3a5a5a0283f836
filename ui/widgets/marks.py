"""Marks: severity as a number in a shape, verdict and gate as a word with an icon. Never a colour alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from lab.domain.gate import GateState
from lab.domain.verdict import VerdictValue
from lab.wording.judging import gate_label, verdict_label
from ui import theme, words
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import fixed, toned
from ui.widgets.tips import plain

_FULL_TURN = 360 * 16
_TOP = 90 * 16
WORST = 4


def paint_severity(painter: QPainter, box: QRectF, value: int | None, colours: theme.Colours) -> None:
    """Draw ○ ◔ ◑ ◕ ● with the share of the circle that the severity fills; a dashed ring when it is not rated."""
    side = min(box.width(), box.height()) - 2
    circle = QRectF(0, 0, side, side)
    circle.moveCenter(box.center())
    colour = QColor(colours.severity[value] if value is not None else colours.quiet)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.5, side / 10))
    if value is None:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if value:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPie(circle, _TOP, -_FULL_TURN * value // WORST)
    painter.restore()


class SeverityMark(QWidget):
    """A severity 0–4, or not rated: the shape, and the number beside it."""

    def __init__(self, value: int | None, *, side: int = 20, number: bool = True) -> None:
        super().__init__()
        self._side = side
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)

    def set_value(self, value: int | None) -> None:
        """Show another severity."""
        self._value = value
        name = words.severity(value)
        self.setAccessibleName(name)
        self.setToolTip(plain(name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Shape, gap and digit."""
        side = theme.scaled(self._side)
        return QSize(side * 2 if self._number and self._value is not None else side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shape and number."""
        del event
        painter = QPainter(self)
        colours = theme.colours_of(self)
        side = float(theme.scaled(self._side))
        paint_severity(painter, QRectF(QPointF(0, 0), QPointF(side, side)), self._value, colours)
        if self._number and self._value is not None:
            font = QFont(self.font())
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(side, 0, side, side), Qt.AlignmentFlag.AlignCenter, str(self._value))


class Badge(QFrame):
    """A word with an icon in a tone: a verdict, a state."""

    def __init__(self, text: str, icon_name: str, tone: str, *, bare: bool = False) -> None:
        super().__init__()
        if not bare:
            self.setProperty("tone", tone)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        margins = (0, 0, 0, 0) if bare else (theme.GRID, theme.GRID // 2, theme.GRID + 2, theme.GRID // 2)
        line.setContentsMargins(*margins)
        line.setSpacing(theme.GRID // 2 + 2)
        line.addWidget(IconLabel(icon_name, tone, theme.ICON - 2))
        line.addWidget(toned(fixed(text), tone))


def verdict_badge(value: str, *, bare: bool = False) -> Badge:
    """A verdict: met, partly_met, not_met, cannot_tell, not_tested, not_applicable."""
    return Badge(verdict_label(VerdictValue(value)), theme.VERDICT_ICONS[value], theme.tone_of(value), bare=bare)


def gate_badge(value: str) -> Badge:
    """The gate: red, grey, amber, green."""
    return Badge(gate_label(GateState(value)), theme.GATE_ICONS[value], theme.tone_of(value))


def state_line(text: str, icon_name: str, tone: str) -> QWidget:
    """An icon in a tone and a sentence in the colour of text: one line of a checklist."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.GRID)
    image = IconLabel(icon_name, tone)
    image.setAlignment(Qt.AlignmentFlag.AlignTop)
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    line.addWidget(image)
    line.addWidget(label, 1)
    return holder
