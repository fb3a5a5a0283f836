"""Schedule: the week with its rooms."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lab.domain.booking import Booking, Conflict
from lab.domain.errors import LabError
from lab.domain.ids import BookingId
from lab.i18n import gettext as _
from lab.services.days import today
from lab.services.scheduling import Booked
from lab.wording import sentence, sentence_for
from ui import theme, words
from ui.alerts import Choice
from ui.desk import Desk
from ui.naming import NamedBooking, named
from ui.palette_entries import PaletteEntry
from ui.schedule.booking_panel import BookingPanel
from ui.schedule.canvas import DayHeads, WeekArea, WeekCanvas
from ui.schedule.grid import FIRST_HOUR, Slot
from ui.schedule.week import DAYS, Week, here, monday_of, read_week
from ui.screen import Screen, Subject
from ui.widgets.buttons import Button, IconButton
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.empty import EmptyState

_USUAL_HOUR = 10


class ScheduleScreen(Screen):
    """Bookings of a week; double-click or “Book a session” makes one, dragging or Shift and arrows moves one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "schedule", _("Schedule"), scrolls=False)
        self.monday = monday_of(today())
        self.week: Week | None = None
        self._wanted: dict[str, str] = {}
        self.panel = DetailPanel("booking_panel")
        self._booking = BookingPanel(desk, self.panel)
        self._heads = DayHeads()
        self.canvas = WeekCanvas(self._heads)
        self.canvas.opened.connect(self._open)
        self.canvas.moved.connect(self._move)
        self.canvas.wanted.connect(self._book_at)
        self._area = WeekArea(self.canvas, self._heads)
        self._lay_out()
        self._actions()

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        heads = QHBoxLayout()
        heads.addWidget(self._heads)
        heads.addSpacing(12)
        middle.addLayout(heads)
        middle.addWidget(self._area, 1)
        line = QHBoxLayout()
        line.setSpacing(theme.MARGIN)
        line.addLayout(middle, 1)
        line.addWidget(self.panel)
        self.body.setContentsMargins(theme.GRID, 0, 0, 0)
        self.body.addLayout(line, 1)

    def _actions(self) -> None:
        self.action_row.addWidget(IconButton(_("Earlier week"), "caret-left", partial(self._turn, -1)))
        self.action_row.addWidget(Button(_("This week"), self._this_week))
        self.action_row.addWidget(IconButton(_("Later week"), "caret-right", partial(self._turn, 1)))
        book = Button(_("Book a session"), self.book, icon_name="calendar-plus", kind="primary")
        book.setObjectName("book_session")
        self.action_row.addWidget(book)

    # -- loading

    def load(self) -> Week:
        """Read the week."""
        return read_week(self.desk.lab, self.monday)

    def show_loaded(self, loaded: Any) -> None:
        """Show the week, and what was asked for."""
        week: Week = loaded
        first = self.week is None
        self.week = week
        last = week.monday + timedelta(days=DAYS - 1)
        self.set_subtitle(f"{words.short_date(week.monday)} – {words.short_date(last)}")
        if not week.rounds:
            self._teach()
            return
        self.show_body()
        self.canvas.show_week(week)
        if first:
            earliest = min((one.booking.starts.astimezone().hour for one in week.bookings), default=FIRST_HOUR + 1)
            assert self.canvas.grid is not None
            self._area.verticalScrollBar().setValue(self.canvas.grid.y_of(time(max(0, earliest - 1))))
        self._show_wanted(week)

    def open_subject(self, subject: Subject) -> None:
        """`booking` shows one; `new`, or `round` and `participant`, begin a new one."""
        wanted = {name: str(value) for name, value in subject.items()}
        if "booking" in wanted:
            self._find_booking(wanted)
        else:
            self._wanted = wanted
            self.refresh(another=True)

    def _find_booking(self, wanted: dict[str, str]) -> None:
        """Show the week in which it lies, then itself."""

        def found(booking: Booking) -> None:
            self._wanted = wanted
            self._show_week_of(booking.starts.astimezone().date())

        work = partial(self.desk.lab.scheduling.booking, BookingId(wanted["booking"]))
        self.desk.background.read(work).owned_by(self).on_done(found).start()

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Book a session."""
        return (PaletteEntry(_("Book a session"), _("Action"), "calendar-plus", self.book),)

    # -- weeks

    def _turn(self, weeks: int) -> None:
        self._show_week_of(self.monday + timedelta(days=DAYS * weeks))

    def _this_week(self) -> None:
        self._show_week_of(today())

    def _show_week_of(self, day: date) -> None:
        self.monday = monday_of(day)
        self.refresh(another=True)

    # -- bookings

    def book(self) -> None:
        """Begin a new booking at the next sensible time."""
        if self.week is not None and self.week.rounds:
            self._booking.new(self.week, self._usual_start())

    def _usual_start(self) -> datetime:
        """After the last booking of the first day of this week that is not over; else tomorrow morning."""
        tomorrow = today() + timedelta(days=1)
        day = max(self.monday, tomorrow)
        assert self.week is not None
        pause = timedelta(minutes=self.week.limits.minutes_between)
        ends = [
            one.booking.ends.astimezone() + pause
            for one in self.week.bookings
            if one.booking.starts.astimezone().date() == day
        ]
        return max([here(day, time(_USUAL_HOUR)), *ends])

    def _book_at(self, slot: Slot) -> None:
        if self.week is not None and self.week.rounds:
            self._booking.new(self.week, slot.starts, room=slot.room)

    def _open(self, booking_id: str) -> None:
        block = self.canvas.blocks.get(BookingId(booking_id))
        if block is not None and self.week is not None:
            self._booking.show(self.week, block.named)

    def _open_left_away(self, week: Week, booking_id: BookingId) -> None:
        """Show what has no block: cancelled, or the participant did not come."""

        def work() -> NamedBooking:
            return named(self.desk.lab, (self.desk.lab.scheduling.booking(booking_id),))[booking_id]

        self.desk.background.read(work).owned_by(self).on_done(partial(self._booking.show, week)).start()

    def _move(self, booking_id: str, slot: Slot) -> None:
        scheduling = self.desk.lab.scheduling
        key = BookingId(booking_id)
        before = self.canvas.blocks[key].named.booking

        def done(booked: Booked) -> None:
            undo = Choice(
                _("Undo"),
                lambda: self.desk.background.write(partial(scheduling.move, key, before.starts, before.room)).start(),
            )
            when = f"{words.weekday(slot.starts.date())}, {words.clock(slot.starts)}, {slot.room}"
            text = _("Moved to {when}.").format(when=when)
            warned = [sentence_for(one.code, one.facts) for one in booked.warnings]
            say = self.desk.alerts.warn if warned else self.desk.alerts.done
            say(" ".join((text, *warned)), undo, key="booking")

        def failed(error: LabError) -> None:
            clashes: tuple[Conflict, ...] = error.facts.get("conflicts", ())  # type: ignore[assignment]
            self.canvas.explain(key, sentence(error), tuple(clash.other.id for clash in clashes))

        operation = self.desk.background.write(partial(scheduling.move, key, slot.starts, slot.room)).owned_by(self)
        operation.on_done(done).on_error(failed).start()

    def _show_wanted(self, week: Week) -> None:
        wanted, self._wanted = self._wanted, {}
        if BookingId(wanted.get("booking", "")) in self.canvas.blocks:
            self._open(wanted["booking"])
        elif "booking" in wanted:
            self._open_left_away(week, BookingId(wanted["booking"]))
        elif "round" in wanted:
            self._booking.new(
                week, self._usual_start(), round_id=wanted["round"], participant=wanted.get("participant", "")
            )
        elif "new" in wanted:
            self.book()

    def _teach(self) -> None:
        begin = Button(
            _("Make a round"), partial(self.desk.navigator.go, "services"), icon_name="arrow-right", kind="primary"
        )
        self.show_empty(
            EmptyState(
                "calendar-blank",
                _("The week with its rooms"),
                _("Sessions are booked for the participants of a round. Make a round first."),
                begin,
            )
        )
