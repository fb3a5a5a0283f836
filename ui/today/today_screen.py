"""Today: the next session, what is under way, what waits, whether the room is ready."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.services.days import today
from ui import theme, words
from ui.alerts import Choice
from ui.desk import Desk
from ui.naming import NamedBooking, way_to
from ui.screen import Screen, clear
from ui.today.cards import BookingsCard, NextCard, RoundsOverCard, UnderWayCard
from ui.today.day import Day, read_day
from ui.today.observers import ObserversCard
from ui.today.readiness import Readiness, ReadinessCard, read_readiness
from ui.today.risks import ExpiredRisksCard
from ui.today.sample_round import PROTOCOL, book_sample, open_sample_service
from ui.today.term import TermCard, TermErasure
from ui.today.turnover import TurnoverCard
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty import EmptyState
from ui.widgets.texts import quiet


class TodayScreen(Screen):
    """What happens next, and is the room ready?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "today", _("Today"))
        self._day: Day | None = None
        self._term = TermErasure(desk, self)
        self._readiness: Readiness | None = None
        self.set_subtitle(words.long_date(today()))
        self.action_row.addWidget(
            Button(_("Book a session"), lambda: desk.navigator.go("schedule", new=1), icon_name="calendar-plus")
        )

    def concerns(self, change: Any) -> bool:
        """A tick of the turnover list shows itself: the list is not made anew under the hand that ticks."""
        return bool(change.kind != "turnover")

    def load(self) -> Day:
        """Read the day."""
        return read_day(self.desk.lab, datetime.now(UTC).astimezone())

    def show_loaded(self, loaded: Any) -> None:
        """Show the day."""
        day: Day = loaded
        self._day = day
        self.set_subtitle(words.long_date(day.now.date()))
        if not day.services:
            self._teach()
            return
        clear(self.body)
        for one in day.under_way:
            self.body.addWidget(UnderWayCard(one, self.desk.navigator.go))
        columns = Columns(3, 2)
        self._left(columns, day)
        self._right(columns, day)
        self.body.addWidget(columns)
        self.body.addStretch(1)
        self.show_body()

    # -- columns

    def _left(self, columns: Columns, day: Day) -> None:
        left = columns.columns[0]
        if day.next is not None:
            sample = day.next.round.study.protocol_id == PROTOCOL
            left.addWidget(NextCard(day, self.desk.navigator.go, open_sample_service if sample else None))
        else:
            left.addWidget(self._nothing_booked())
        done = tuple(one for one in day.today if one.booking.state is not SessionState.PLANNED)
        lists = (
            (_("Wait for their debrief"), "to_debrief", day.to_debrief, True),
            (_("Not begun in their time"), "missed", day.missed, False),
            (_("Later today"), "later_today", day.waiting, False),
            (_("Earlier today"), "earlier_today", tuple(one for one in done if one not in day.to_debrief), False),
            (_("Next days"), "next_days", tuple(one for one in day.later if one is not day.next), True),
        )
        for title, name, bookings, dates in lists:
            if bookings:
                left.addWidget(BookingsCard(title, name, bookings, self._open, dates=dates))
        if day.expired:
            left.addWidget(ExpiredRisksCard(day.expired, self.desk.navigator.go))
        if day.rounds_over:
            left.addWidget(RoundsOverCard(day.rounds_over, self.desk.navigator.go))
        if day.to_erase:
            left.addWidget(TermCard(day.to_erase, self._term.ask, self._open))

    def _right(self, columns: Columns, day: Day) -> None:
        right = columns.columns[1]
        card = ReadinessCard(lambda: self._look_at_room(card, rescan=True))
        right.addWidget(card)
        if self._readiness is not None:
            card.show_readiness(self._readiness)
        self._look_at_room(card, rescan=False)
        right.addWidget(ObserversCard(self.desk.room.company, self.desk.navigator.go))
        if day.next is not None:
            study, person = day.next.round.study.id, day.next.participant.id
            note = partial(self.desk.navigator.go, "services", round=study, participant=person)
            right.addWidget(TurnoverCard(day, partial(self._put_back, day.next), note))

    def _look_at_room(self, card: ReadinessCard, *, rescan: bool) -> None:
        def show(found: Readiness) -> None:
            self._readiness = found
            card.show_readiness(found)

        if rescan:
            card.wait()
        look = partial(read_readiness, self.desk.lab.folder, rescan=rescan)
        self.desk.background.read(look).owned_by(card).on_done(show).start()

    def _put_back(self, one: NamedBooking, task: str, done: bool) -> None:
        self.desk.background.write(partial(self.desk.lab.scheduling.put_back, one.booking.id, task, done=done)).start()

    def _nothing_booked(self) -> Card:
        card = Card(_("No session is booked"), name="nothing_booked")
        card.add(quiet(_("Book the next participants; the week view shows where there is room.")))
        book = Button(
            _("Book a session"), lambda: self.desk.navigator.go("schedule", new=1), icon_name="calendar-plus",
            kind="primary",
        )  # fmt: skip
        card.column.addSpacing(theme.GRID)
        card.add(book)
        return card

    def _open(self, one: NamedBooking) -> None:
        screen, subject = way_to(one.booking)
        self.desk.navigator.go(screen, **subject)

    # -- first start

    def _teach(self) -> None:
        begin = Button(_("Try it on the sample service"), self._offer_sample, icon_name="play", kind="primary")
        begin.setObjectName("try_sample")
        own = Button(
            _("Register a service of your own"), lambda: self.desk.navigator.go("services", new=1), icon_name="plus"
        )
        self.show_empty(
            EmptyState(
                "flask",
                _("Here every day of testing begins"),
                _(
                    "The next session, what is still to be done before it, and what waits for its debrief. "
                    "The sample service “Apply for child benefit” has flaws on purpose: hold a first session on it."
                ),
                begin,
                own,
            )
        )

    def _offer_sample(self) -> None:
        self.desk.alerts.ask(
            _(
                "You will be the participant yourself. The screen, and camera and microphone if there are any, are "
                "recorded on this computer only. Do you agree?"
            ),
            Choice(_("I agree, prepare the session"), self._book_sample),
            key="sample",
        )

    def _book_sample(self) -> None:
        name = self.desk.preferences.person.name
        operation = self.desk.background.write(lambda: book_sample(self.desk.lab, name)).owned_by(self)
        operation.on_done(lambda _booking: self.refresh()).start()
