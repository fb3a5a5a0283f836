"""The cards of the screen Today."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from lab.i18n import gettext as _
from lab.wording.states import state_words
from ui import theme, words
from ui.naming import NamedBooking, RoundNames
from ui.today.day import Day
from ui.widgets.boxes import Card, Flow, line
from ui.widgets.buttons import Button
from ui.widgets.texts import body, fixed, heading, overline, quiet, small, strong, toned

Go = Callable[..., None]
_TIME_WIDTH = 80


class NextCard(Card):
    """The next session, large, with the one button that begins it."""

    def __init__(self, day: Day, go: Go, open_sample: Callable[[], object] | None) -> None:
        super().__init__(name="next_session")
        one = day.next
        assert one is not None
        booking = one.booking
        title = _("Next session")
        if day.is_late:
            title = _("Late: {code}, {time}").format(code=one.code, time=words.clock(booking.starts))
        self.setAccessibleName(title)
        self.add(toned(overline(title), "careful" if day.is_late else ""))
        line_of_time = QHBoxLayout()
        line_of_time.setSpacing(theme.MARGIN)
        line_of_time.addWidget(fixed(words.clock(booking.starts), "number"))
        line_of_time.addWidget(fixed(one.code, "number"))
        line_of_time.addStretch(1)
        self.column.addLayout(line_of_time)
        self.add(heading(one.round.subject))
        self.add(quiet(words.MIDDLE_DOT.join(_about(one, day.now.date()))))
        self.column.addSpacing(theme.GRID)
        buttons = Flow()
        begin = Button(
            _("Check the devices and begin"),
            lambda: go("session", booking=booking.id),
            icon_name="play",
            kind="primary",
        )
        begin.setObjectName("begin_session")
        buttons.add(begin)
        if open_sample is not None:
            buttons.add(Button(_("Open the sample service"), open_sample, icon_name="arrow-square-out"))
        self.add(buttons)


def _about(one: NamedBooking, today: date) -> list[str]:
    booking = one.booking
    parts = [one.round.round_text, booking.room, booking.moderator, words.setup(booking.setup)]
    here = booking.starts.astimezone().date()
    if here != today:
        parts.insert(0, words.long_date(here))
    if booking.pilot:
        parts.append(_("pilot, not counted"))
    return parts


class UnderWayCard(QFrame):
    """A session is going on: the way back into it."""

    def __init__(self, one: NamedBooking, go: Go) -> None:
        super().__init__()
        self.setProperty("tone", "bad")
        self.setObjectName("under_way")
        self.setAccessibleName(_("A session is under way"))
        line_ = QHBoxLayout(self)
        line_.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
        column = QVBoxLayout()
        column.setSpacing(0)
        state = state_words(one.booking.state)
        column.addWidget(strong(_("{code} is under way: {state}").format(code=one.code, state=state)))
        column.addWidget(body(one.round.text))
        line_.addLayout(column, 1)
        back = Button(
            _("Back into the session"),
            lambda: go("session", session=one.booking.session_id or ""),
            icon_name="arrow-right",
            kind="primary",
        )
        line_.addWidget(back)


class BookingsCard(Card):
    """A list of bookings; each leads to where something can be done about it."""

    def __init__(
        self, title: str, name: str, bookings: tuple[NamedBooking, ...], open_it: Callable[[NamedBooking], None],
        *, dates: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(title, name=name)
        for place, one in enumerate(bookings):
            if place:
                self.add(line())
            self.add(_BookingRow(one, open_it, dates=dates))


class RoundsOverCard(Card):
    """Rounds whose last session is closed: what no session could judge waits for a named person."""

    def __init__(self, rounds: tuple[RoundNames, ...], go: Go) -> None:
        super().__init__(_("Wait for their round debrief"), name="rounds_over")
        for place, one in enumerate(rounds):
            if place:
                self.add(line())
            row = QHBoxLayout()
            text = QVBoxLayout()
            text.setSpacing(0)
            text.addWidget(body(one.subject))
            text.addWidget(small(one.round_text))
            row.addLayout(text, 1)
            begin = Button(_("Open"), partial(go, "round_debrief", round=one.study.id), kind="link")
            begin.setAccessibleName(_("Open the round debrief of {round}").format(round=one.text))
            row.addWidget(begin, 0, Qt.AlignmentFlag.AlignVCenter)
            self.column.addLayout(row)


class _BookingRow(QFrame):
    def __init__(self, one: NamedBooking, open_it: Callable[[NamedBooking], None], *, dates: bool) -> None:
        super().__init__()
        booking = one.booking
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.GRID // 2, 0, theme.GRID // 2)
        row.setSpacing(theme.MARGIN)
        when = words.clock(booking.starts)
        moment = QVBoxLayout()
        moment.setSpacing(0)
        moment.addWidget(fixed(when, "strong"))
        moment.addStrut(theme.scaled(_TIME_WIDTH))
        if dates:
            moment.addWidget(fixed(words.weekday(booking.starts.astimezone().date()), "small"))
        row.addLayout(moment)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(body(f"{one.code}{words.MIDDLE_DOT}{one.round.subject}"))
        state = state_words(booking.state)
        text.addWidget(small(words.MIDDLE_DOT.join((one.round.round_text, booking.room, booking.moderator, state))))
        row.addLayout(text, 1)
        button = Button(_("Open"), lambda: open_it(one), kind="link")
        button.setAccessibleName(_("Open {code} at {time}").format(code=one.code, time=when))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
