"""The session from its start to its end: tasks, tags, gaps, sound and clicks, with the moment that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lab.domain.annotation import Annotation
from lab.domain.timeline import SECOND_US, Span, clock_text
from lab.i18n import gettext as _
from ui import theme
from ui.held.feed_lines import severity_colour, tag_words
from ui.widgets.severity_picker import SHAPES

TASKS_HEIGHT, TAGS_HEIGHT, SOUND_HEIGHT, SCALE_HEIGHT = 24, 26, 32, 18
CLICK_HEIGHT = 6
LEAP_US = 5 * SECOND_US
STEP_US = 1 * SECOND_US
NEAR_PX = 9


@dataclass(frozen=True, slots=True)
class Bar:
    """An attempt on the timeline."""

    span: Span
    words: str
    tone: str


class Timeline(QWidget):
    """Draws the session; a click or the arrow keys lead to a moment.

    Signals:
        moment_chosen: µs. tag_chosen: id of a tag. pointed: the moment under the pointer, µs, and its x in the widget,
            px; None once it points at no moment.
    """

    moment_chosen = Signal(object)  # an hour in µs is more than Qt’s int holds
    tag_chosen = Signal(str)
    pointed = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("timeline")
        self.setAccessibleName(_("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._duration_us = 1
        self._position_us = 0
        self._bars: Sequence[Bar] = ()
        self._tags: Sequence[Annotation] = ()
        self._gaps: Sequence[Span] = ()
        self._waveform: Sequence[float] = ()
        self._heard_us = 0
        self._clicks: Sequence[int] = ()
        self._chosen: str | None = None
        self._drags = False

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(480, theme.scaled(TASKS_HEIGHT + TAGS_HEIGHT + SOUND_HEIGHT + SCALE_HEIGHT))

    def show_session(
        self, duration_us: int, bars: Sequence[Bar], tags: Sequence[Annotation], gaps: Sequence[Span]
    ) -> None:
        """Show this session."""
        self._duration_us = max(1, duration_us)
        self._bars, self._tags, self._gaps = bars, tags, gaps
        self.update()

    def show_waveform(self, waveform: Sequence[float], heard_us: int) -> None:
        """Show how loud it was, 0..1, in equal parts of the recording, which ends at `heard_us`."""
        self._waveform, self._heard_us = waveform, heard_us
        self.update()

    def show_clicks(self, moments_us: Sequence[int]) -> None:
        """Show when there was a click, µs."""
        self._clicks = moments_us
        self.update()

    def show_moment(self, position_us: int) -> None:
        """Mark the moment that is shown."""
        if position_us != self._position_us:
            self._position_us = position_us
            self.setAccessibleDescription(clock_text(position_us))
            self.update()

    def show_chosen(self, tag: str | None) -> None:
        """Mark the tag that is chosen."""
        self._chosen = tag
        self.update()

    # -- places

    def x_of(self, moment_us: int) -> float:
        """Where a moment lies, px."""
        return moment_us / self._duration_us * (self.width() - 1)

    def moment_at(self, x: float) -> int:
        """The moment at a place, µs."""
        return round(min(max(0.0, x / max(1, self.width() - 1)), 1.0) * self._duration_us)

    def tag_at(self, x: float, y: float) -> Annotation | None:
        """The tag that is drawn at a place."""
        top = theme.scaled(TASKS_HEIGHT)
        if not top <= y <= top + theme.scaled(TAGS_HEIGHT):
            return None
        near = [tag for tag in self._tags if abs(self.x_of(tag.anchor_us) - x) <= theme.scaled(NEAR_PX)]
        return min(near, key=lambda tag: abs(self.x_of(tag.anchor_us) - x), default=None)

    # -- input

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tag is chosen, any other place is a moment."""
        tag = self.tag_at(event.position().x(), event.position().y())
        self._drags = tag is None
        if tag is not None:
            self.tag_chosen.emit(tag.id)
        else:
            self.moment_chosen.emit(self.moment_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging leads along, but not away from a tag that was pressed; above a tag its words are shown."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            if self._drags:
                self.moment_chosen.emit(self.moment_at(event.position().x()))
            return
        tag = self.tag_at(event.position().x(), event.position().y())
        words = f"{clock_text(tag.anchor_us)}  {tag_words(tag)}" if tag is not None else ""
        QToolTip.showText(event.globalPosition().toPoint(), words, self)
        x = event.position().x()
        self.pointed.emit(self.moment_at(x) if tag is None else None, int(x))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer points at no moment any more."""
        super().leaveEvent(event)
        self.pointed.emit(None, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows: a second, with Page Up and Down five; Home and End."""
        leaps = {
            Qt.Key.Key_Left: -STEP_US,
            Qt.Key.Key_Right: STEP_US,
            Qt.Key.Key_PageUp: -LEAP_US,
            Qt.Key.Key_PageDown: LEAP_US,
            Qt.Key.Key_Home: -self._duration_us,
            Qt.Key.Key_End: self._duration_us,
        }
        leap = leaps.get(Qt.Key(event.key()))
        if leap is None:
            super().keyPressEvent(event)
            return
        self.moment_chosen.emit(min(max(0, self._position_us + leap), self._duration_us))

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tasks, tags, sound, gaps, the scale and the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours_of(self)
        painter.fillRect(self.rect(), QColor(colours.surface))
        top = 0.0
        for draw, height in (
            (self._draw_tasks, TASKS_HEIGHT),
            (self._draw_tags, TAGS_HEIGHT),
            (self._draw_sound, SOUND_HEIGHT),
            (self._draw_scale, SCALE_HEIGHT),
        ):
            draw(painter, QRectF(0, top, self.width(), theme.scaled(height)), colours)
            top += theme.scaled(height)
        for gap in self._gaps:
            place = QRectF(self.x_of(gap.start_us), 0, max(2.0, self.x_of(gap.end_us) - self.x_of(gap.start_us)), top)
            painter.fillRect(place, QBrush(QColor(colours.quiet), Qt.BrushStyle.BDiagPattern))
        x = self.x_of(self._position_us)
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawLine(int(x), 0, int(x), int(top))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.edge), 2 if self.hasFocus() else 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _draw_tasks(self, painter: QPainter, room: QRectF, colours: theme.Colours) -> None:
        for bar in self._bars:
            left, right = self.x_of(bar.span.start_us), self.x_of(bar.span.end_us)
            place = QRectF(left, room.top() + 2, max(2.0, right - left), room.height() - 4)
            painter.setPen(QPen(QColor(theme.tone_colour(colours, bar.tone)), 1))
            painter.setBrush(QColor(theme.tone_ground(colours, bar.tone)))
            painter.drawRoundedRect(place, 3, 3)
            painter.setPen(QColor(colours.text))
            fitting = painter.fontMetrics().elidedText(bar.words, Qt.TextElideMode.ElideRight, int(place.width()) - 8)
            painter.drawText(place.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, fitting)

    def _draw_tags(self, painter: QPainter, room: QRectF, colours: theme.Colours) -> None:
        for tag in self._tags:
            x = self.x_of(tag.anchor_us)
            shape = "+" if tag.polarity == "positive" else ("♦" if tag.severity is None else SHAPES[tag.severity])
            place = QRectF(x - room.height() / 2, room.top(), room.height(), room.height())
            if tag.span_us:
                painter.setPen(QPen(QColor(severity_colour(colours, tag)), 3))
                painter.drawLine(int(x), int(room.bottom()) - 2, int(self.x_of(tag.end_us)), int(room.bottom()) - 2)
            if tag.id == self._chosen:
                painter.setPen(QPen(QColor(colours.accent), 2))
                painter.setBrush(QColor(colours.selected))
                painter.drawRoundedRect(place.adjusted(2, 2, -2, -2), 4, 4)
            painter.setPen(QColor(severity_colour(colours, tag)))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shape)

    def _draw_sound(self, painter: QPainter, room: QRectF, colours: theme.Colours) -> None:
        self._draw_waveform(painter, room, colours)
        painter.setPen(QPen(QColor(colours.text), 1))
        height = theme.scaled(CLICK_HEIGHT)
        for x in {int(self.x_of(moment_us)) for moment_us in self._clicks}:
            painter.drawLine(x, int(room.bottom()) - height, x, int(room.bottom()))

    def _draw_waveform(self, painter: QPainter, room: QRectF, colours: theme.Colours) -> None:
        if not self._waveform:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.control))
        width = (self.x_of(self._heard_us) + 1) / len(self._waveform)
        for place, loud in enumerate(self._waveform):
            height = max(1.0, float(loud) * (room.height() - 4))
            painter.drawRect(QRectF(place * width, room.center().y() - height / 2, max(1.0, width), height))

    def _draw_scale(self, painter: QPainter, room: QRectF, colours: theme.Colours) -> None:
        painter.setPen(QColor(colours.quiet))
        font = painter.font()
        font.setPixelSize(theme.scaled(theme.SMALL))
        painter.setFont(font)
        every = _tick_seconds(self._duration_us / SECOND_US, self.width() / theme.scaled(72))
        for second in range(0, int(self._duration_us / SECOND_US) + 1, every):
            x = self.x_of(second * SECOND_US)
            painter.drawText(
                QRectF(x + 3, room.top(), 80, room.height()),
                Qt.AlignmentFlag.AlignVCenter,
                clock_text(second * SECOND_US),
            )
            painter.drawLine(int(x), int(room.top()), int(x), int(room.bottom()))
        painter.setFont(self.font())


def _tick_seconds(duration_s: float, most: float) -> int:
    for step in (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800):
        if duration_s / step <= most:
            return step
    return 3600
