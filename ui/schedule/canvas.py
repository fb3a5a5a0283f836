"""The week drawn: hours, days, rooms, and the bookings on them as widgets that keyboard and screen reader reach."""

from datetime import UTC, datetime, time
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from lab.domain.ids import BookingId
from lab.i18n import gettext as _
from lab.services.days import today
from ui import theme, words
from ui.schedule.block import BookingBlock
from ui.schedule.grid import STEP_MINUTES, Grid, Slot
from ui.schedule.week import Week, here

_USUAL_HOUR = 10
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_PageUp: (0, -8),
    Qt.Key.Key_PageDown: (0, 8),
}
"""Key → how many lanes to the right, how many quarters of an hour down."""


class DayHeads(QWidget):
    """The days above the week, each with its rooms."""

    def __init__(self) -> None:
        super().__init__()
        self._grid: Grid | None = None
        self._scrolled = 0
        self.setFixedHeight(theme.scaled(48))

    def set_grid(self, grid: Grid) -> None:
        """Draw the heads of this grid."""
        self._grid = grid
        self.update()

    def scroll_to(self, x: int) -> None:
        """The week below was scrolled sideways."""
        self._scrolled = x
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Days in bold, rooms below them."""
        del event
        grid = self._grid
        if grid is None:
            return
        painter = QPainter(self)
        painter.translate(-self._scrolled, 0)
        colours = theme.colours_of(self)
        present = today()
        half = self.height() // 2
        font = QFont(self.font())
        for number, day in enumerate(grid.days):
            font.setBold(True)
            font.setPixelSize(theme.scaled(theme.BODY))
            painter.setFont(font)
            painter.setPen(QColor(colours.accent if day == present else colours.text))
            box = QRect(grid.day_left(number), 0, round(grid.day_width), half)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words.weekday(day))
            font.setBold(False)
            font.setPixelSize(theme.scaled(theme.SMALL))
            painter.setFont(font)
            painter.setPen(QColor(colours.quiet))
            for lane, room in enumerate(grid.rooms):
                x = grid.day_left(number) + round(lane * grid.lane_width)
                box = QRect(x + 2, half, round(grid.lane_width) - 4, half)
                text = painter.fontMetrics().elidedText(room, Qt.TextElideMode.ElideRight, box.width())
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class WeekArea(QScrollArea):
    """The view of the week: it says how wide it is, and how far it was scrolled."""

    def __init__(self, canvas: "WeekCanvas", heads: DayHeads) -> None:
        super().__init__()
        self._canvas = canvas
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(canvas)
        self.horizontalScrollBar().valueChanged.connect(heads.scroll_to)
        canvas.looked_at.connect(self._follow)

    def _follow(self, box: QRect) -> None:
        self.ensureVisible(box.center().x(), box.center().y(), box.width(), box.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The week takes the width that there is."""
        super().resizeEvent(event)
        self._canvas.lay_out(self.viewport().width())


class WeekCanvas(QWidget):
    """The week. With the focus it shows a cursor: arrows move it through times and rooms, Enter books there.

    Signals:
        opened: a booking's id. moved: that, and its new Slot. wanted: the Slot that was double-clicked or chosen.
        looked_at: the QRect where the cursor stands now.
    """

    opened = Signal(str)
    moved = Signal(str, object)
    wanted = Signal(object)
    looked_at = Signal(QRect)

    def __init__(self, heads: DayHeads) -> None:
        super().__init__()
        self.setObjectName("week")
        self.setAccessibleName(_("The week's bookings"))
        self._heads = heads
        self._week: Week | None = None
        self._room = 0
        self.grid: Grid | None = None
        self.blocks: dict[BookingId, BookingBlock] = {}
        self.cursor_at: Slot | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._why = QLabel(self)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._why.setProperty("role", "body")
        self._why.setObjectName("conflict")
        self._why.hide()

    def show_week(self, week: Week) -> None:
        """Show these bookings; what had the focus keeps it."""
        focused = next((one.named.booking.id for one in self.blocks.values() if one.hasFocus()), None)
        self._week = week
        self.forget_conflict()
        for block in self.blocks.values():
            block.hide()
            block.deleteLater()
        self.blocks = {}
        for one in week.bookings:
            self.blocks[one.booking.id] = self._block(one.booking.id, BookingBlock(self, one))
        self.lay_out(self._room)
        if focused in self.blocks:
            self.blocks[focused].setFocus()

    def explain(self, booking_id: BookingId, sentence: str, others: tuple[BookingId, ...]) -> None:
        """Say beside the booking why it cannot lie there; mark what stands in its way."""
        block = self.blocks.get(booking_id)
        if block is None:
            return
        block.go_home()
        for other in others:
            if other in self.blocks:
                self.blocks[other].mark_clash(clashes=True)
        colours = theme.colours_of(self)
        self._why.setText(sentence)
        self._why.setStyleSheet(
            f"background: {colours.surface}; border: 2px solid {colours.bad}; border-radius: 6px; padding: 8px;"
        )
        width = theme.scaled(280)
        height = self._why.heightForWidth(width)
        x = min(block.x(), max(0, self.width() - width))
        y = block.geometry().bottom() + theme.GRID
        self._why.setGeometry(x, y if y + height < self.height() else max(0, block.y() - height), width, height)
        self._why.show()
        self._why.raise_()

    def forget_conflict(self) -> None:
        """What was explained is over."""
        self._why.hide()
        for block in self.blocks.values():
            block.mark_clash(clashes=False)

    # -- geometry

    def lay_out(self, room: int) -> None:
        """Place everything anew in a view that is `room` px wide."""
        self._room = room
        if self._week is None or room <= 0:
            return
        self.grid = Grid.of(self._week, room)
        self._heads.set_grid(self.grid)
        self.setFixedSize(self.grid.width, self.grid.height)
        for block in self.blocks.values():
            booking = block.named.booking
            block.set_home(self.grid.place(booking.starts, booking.minutes, booking.room))
            block.show()
        self.update()

    # -- what is done

    def _block(self, booking_id: BookingId, block: BookingBlock) -> BookingBlock:
        block.clicked.connect(lambda _checked=False: self._open(booking_id))
        block.dropped.connect(partial(self._drop, booking_id))
        block.shifted.connect(partial(self._shift, booking_id))
        block.next_room.connect(partial(self._next_room, booking_id))
        return block

    def _open(self, booking_id: BookingId) -> None:
        self.forget_conflict()
        self.opened.emit(booking_id)

    def _drop(self, booking_id: BookingId, corner: QPoint) -> None:
        assert self.grid is not None
        middle = QPoint(corner.x() + round(self.grid.lane_width / 2), corner.y())
        self._move(booking_id, self.grid.slot_at(middle))

    def _shift(self, booking_id: BookingId, way: object) -> None:
        booking = self.blocks[booking_id].named.booking
        self._move(booking_id, Slot(booking.starts + way, booking.room))  # type: ignore[operator]

    def _next_room(self, booking_id: BookingId) -> None:
        assert self._week is not None
        booking = self.blocks[booking_id].named.booking
        rooms = self._week.rooms
        following = rooms[(rooms.index(booking.room) + 1) % len(rooms)]
        self._move(booking_id, Slot(booking.starts, following))

    def _move(self, booking_id: BookingId, slot: Slot) -> None:
        self.forget_conflict()
        booking = self.blocks[booking_id].named.booking
        if (slot.starts, slot.room) == (booking.starts, booking.room):
            self.blocks[booking_id].go_home()
        else:
            self.moved.emit(booking_id, slot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Book here."""
        if self.grid is not None:
            self.wanted.emit(self.grid.slot_at(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor: where it stood, else at the usual hour of the first day."""
        super().focusInEvent(event)
        if self.grid is not None:
            start = self.cursor_at or Slot(here(self.grid.days[0], time(_USUAL_HOUR)), self.grid.rooms[0])
            self._stand_at(self.grid.beside(start, 0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cursor, Enter books where it stands. Keys that a booking leaves alone are none of ours."""
        way = _WAYS.get(Qt.Key(event.key()))
        if self.grid is None or self.cursor_at is None or not self.hasFocus():
            super().keyPressEvent(event)
        elif way is not None and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._stand_at(self.grid.beside(self.cursor_at, *way))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(self.cursor_at)
        else:
            super().keyPressEvent(event)

    def _stand_at(self, slot: Slot) -> None:
        assert self.grid is not None
        self.cursor_at = slot
        said = words.MIDDLE_DOT.join((words.weekday(slot.starts.date()), words.clock(slot.starts), slot.room))
        self.setAccessibleDescription(_("{place}. Enter books here.").format(place=said))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        self.looked_at.emit(self._cursor_box())
        self.update()

    def _cursor_box(self) -> QRect:
        assert self.grid is not None
        assert self.cursor_at is not None
        return self.grid.place(self.cursor_at.starts, STEP_MINUTES * 2, self.cursor_at.room)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside everything closes an explanation."""
        self.forget_conflict()
        super().mousePressEvent(event)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hours, days and lanes; a line at the present time."""
        del event
        grid = self.grid
        if grid is None:
            return
        painter = QPainter(self)
        colours = theme.colours_of(self)
        painter.fillRect(QRect(grid.left, 0, self.width() - grid.left, self.height()), QColor(colours.surface))
        self._hours(painter, grid, colours)
        self._lanes(painter, grid, colours)
        if self.hasFocus() and self.cursor_at is not None and self.cursor_at.starts.date() in grid.days:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(self._cursor_box())
        now = datetime.now(UTC).astimezone()
        if now.date() in grid.days and grid.first_hour <= now.hour < grid.last_hour:
            x, y = grid.day_left(grid.days.index(now.date())), grid.y_of(now.time())
            painter.fillRect(QRect(x, y - 1, round(grid.day_width), 2), QColor(colours.recording))

    def _hours(self, painter: QPainter, grid: Grid, colours: theme.Colours) -> None:
        font = QFont(self.font())
        font.setPixelSize(theme.scaled(theme.SMALL))
        painter.setFont(font)
        for hour in range(grid.first_hour, grid.last_hour):
            y = (hour - grid.first_hour) * grid.hour_height
            painter.setPen(QColor(colours.edge))
            painter.drawLine(grid.left, y, self.width(), y)
            painter.setPen(QColor(colours.quiet))
            box = QRect(0, y + 2, grid.left - theme.GRID, grid.hour_height)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(box, align, words.clock(here(grid.days[0], time(hour))))

    def _lanes(self, painter: QPainter, grid: Grid, colours: theme.Colours) -> None:
        for number in range(len(grid.days)):
            x = grid.day_left(number)
            painter.setPen(QColor(colours.control))
            painter.drawLine(x, 0, x, self.height())
            painter.setPen(QColor(colours.edge))
            for lane in range(1, len(grid.rooms)):
                between = x + round(lane * grid.lane_width)
                painter.drawLine(between, 0, between, self.height())
