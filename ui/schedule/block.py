"""One booking in the week: a button that is opened, dragged, and moved with Shift and the arrow keys."""

from datetime import timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.wording.states import state_words
from ui import theme, words
from ui.naming import NamedBooking
from ui.schedule.grid import STEP_MINUTES
from ui.widgets.tips import plain

_BAR = 4
_MOVES = {
    Qt.Key.Key_Up: timedelta(minutes=-STEP_MINUTES),
    Qt.Key.Key_Down: timedelta(minutes=STEP_MINUTES),
    Qt.Key.Key_Left: timedelta(days=-1),
    Qt.Key.Key_Right: timedelta(days=1),
}


class BookingBlock(QAbstractButton):
    """`dropped` carries where its upper left corner was let go; `shifted` by how much the keys moved it."""

    dropped = Signal(QPoint)
    shifted = Signal(object)
    next_room = Signal()

    def __init__(self, parent: QWidget, one: NamedBooking) -> None:
        super().__init__(parent)
        self.named = one
        self._pressed_at: QPoint | None = None
        self._home = QRect()
        self.clashes = False
        booking = one.booking
        self.setObjectName(f"booking_{booking.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor if self.movable else Qt.CursorShape.PointingHandCursor)
        name = _("{code}, {day} {start} to {end}, {room}, {moderator}, {round}: {state}").format(
            code=one.code, day=words.weekday(booking.starts.astimezone().date()), start=words.clock(booking.starts),
            end=words.clock(booking.ends), room=booking.room, moderator=booking.moderator, round=one.round.text,
            state=state_words(booking.state),
        )  # fmt: skip
        self.setAccessibleName(name)
        hint = _("Shift and arrow keys move it; Shift and R puts it into the next room.")
        self.setToolTip(plain(f"{name}\n{hint}" if self.movable else name))

    @property
    def movable(self) -> bool:
        """Only what is planned can be moved."""
        return self.named.booking.state is SessionState.PLANNED

    def set_home(self, place: QRect) -> None:
        """Lie here."""
        self._home = place
        self.setGeometry(place)

    def go_home(self) -> None:
        """Back to where it was before it was dragged."""
        self.setGeometry(self._home)

    def mark_clash(self, *, clashes: bool) -> None:
        """Show that it stands in another booking's way."""
        self.clashes = clashes
        self.update()

    def sizeHint(self) -> QSize:
        """Placed by the grid."""
        return self._home.size()

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        self._pressed_at = event.position().toPoint()
        self.raise_()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        start = self._pressed_at
        if start is None or not self.movable:
            return
        way = event.position().toPoint() - start
        if self.isDown() and way.manhattanLength() < QApplication.startDragDistance():
            return
        self.setDown(False)
        self.move(self.pos() + way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go, or open when it was not dragged."""
        self._pressed_at = None
        if self.geometry() != self._home:
            self.setDown(False)
            self.dropped.emit(self.pos())
            return
        super().mouseReleaseEvent(event)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Shift with an arrow key moves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif self.movable and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            way = _MOVES.get(Qt.Key(event.key()))
            if way is not None:
                self.shifted.emit(way)
            elif event.key() == Qt.Key.Key_R:
                self.next_room.emit()
            else:
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a bar at its left: code, time, what it is about."""
        del event
        colours = theme.colours_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.named.booking.state is not SessionState.PLANNED
        ground = colours.bad_ground if self.clashes else colours.unknown_ground if over else colours.info_ground
        bar = colours.bad if self.clashes else colours.quiet if over else colours.accent
        outline = colours.accent if self.hasFocus() else bar
        painter.setPen(QPen(QColor(outline), 3 if self.hasFocus() else 1))
        painter.setBrush(QColor(ground))
        inset = 2 if self.hasFocus() else 1
        painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), 4, 4)
        painter.fillRect(QRect(2, 3, _BAR, self.height() - 6), QColor(bar))
        self._write(painter, colours)

    @property
    def lines(self) -> tuple[str, ...]:
        """What the block says, while there is room; of a session that was withdrawn, that before its time."""
        one = self.named
        when = words.clock(one.booking.starts)
        if one.booking.state is SessionState.WITHDRAWN:
            when = words.MIDDLE_DOT.join((state_words(SessionState.WITHDRAWN), when))
        return one.code, when, one.round.subject, one.booking.moderator

    def _write(self, painter: QPainter, colours: theme.Colours) -> None:
        font = QFont(self.font())
        font.setPixelSize(theme.scaled(theme.SMALL))
        box = self.rect().adjusted(_BAR + theme.GRID, theme.GRID // 2, -theme.GRID // 2, -theme.GRID // 2)
        painter.setPen(QColor(colours.text))
        y = box.top()
        for place, text in enumerate(self.lines):
            font.setBold(place == 0)
            painter.setFont(font)
            metrics = QFontMetrics(font)
            if y + metrics.height() > box.bottom() + 2:
                return
            line = QRect(box.left(), y, box.width(), metrics.height())
            painter.drawText(line, 0, metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
            y += metrics.height()
