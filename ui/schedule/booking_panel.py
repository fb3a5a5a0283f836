"""The panel of one booking: made, changed, cancelled, begun. Everything that can be undone offers it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.booking import Booking
from lab.domain.errors import LabError
from lab.domain.session import HELD, UNDER_WAY, SessionState
from lab.i18n import gettext as _
from lab.i18n import language
from lab.services.scheduling import Booked
from lab.wording import sentence_for
from lab.wording.states import state_words
from ui import theme, words
from ui.alerts import Choice
from ui.desk import Desk
from ui.held.endings import Ending, Endings
from ui.naming import NamedBooking
from ui.printing import open_to_print
from ui.schedule.booking_form import BookingForm
from ui.schedule.week import Week
from ui.widgets.boxes import Flow, column
from ui.widgets.buttons import Button
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.texts import body, overline, quiet


class BookingPanel:
    """Fills the panel; asks the services in the background."""

    def __init__(self, desk: Desk, panel: DetailPanel) -> None:
        self._desk = desk
        self._panel = panel
        self._endings = Endings(desk, panel)
        self._one: NamedBooking | None = None
        desk.bridge.changed.connect(self._changed)

    # -- new

    def new(self, week: Week, starts: datetime, *, room: str = "", round_id: str = "", participant: str = "") -> None:
        """The form of a new booking."""
        self._one = None
        form = BookingForm(week, starts, self._desk.preferences.person.name)
        if round_id:
            form.choose(round_id, participant)
        if room:
            form.choose_room(room)
        save = Button(_("Book the session"), partial(self._book, form), kind="primary", icon_name="calendar-check")
        save.setObjectName("book")
        form.edited.connect(partial(self._check, form))
        self._panel.show_detail(_("New session"), form, save)
        form.fields["round"].setFocus()

    def _book(self, form: BookingForm) -> None:
        lab, place = self._desk.lab, form.place()
        round_id, chosen, draft = form.round_id, form.participant_id, form.booking()

        def work() -> Booked:
            lab.scheduling.check(draft)
            participant = chosen or lab.planning.add_participant(round_id).id
            return lab.scheduling.book(participant, place)

        def done(booked: Booked) -> None:
            self._panel.leave()
            self._say(_("The session is booked."), booked, Choice(_("Undo"), partial(self._undo_booking, booked)))

        self._save(form, work, done)

    def _undo_booking(self, booked: Booked) -> None:
        self._desk.background.write(partial(self._desk.lab.scheduling.cancel, booked.booking.id)).start()

    # -- an existing one

    def show(self, week: Week, one: NamedBooking) -> None:
        """A planned booking as a form; any other as facts."""
        self._one = None
        if one.booking.state is SessionState.PLANNED:
            self._edit(week, one)
        else:
            self._facts(one)

    def _edit(self, week: Week, one: NamedBooking) -> None:
        booking = one.booking
        form = BookingForm(week, booking.starts, booking.moderator, booking)
        form.column.insertWidget(0, quiet(one.round.text))
        form.edited.connect(partial(self._check, form))
        form.column.addSpacing(theme.GRID)
        form.column.addLayout(self._consent_forms(one))
        go = self._desk.navigator.go
        begin = Button(_("Check the devices and begin"), partial(go, "session", booking=booking.id), icon_name="play")
        save = Button(_("Save"), partial(self._change, form), kind="primary", icon_name="check")
        save.setObjectName("save_booking")
        absent = Button(_("Did not come"), partial(self._end, one, "no_show"), icon_name="user-minus")
        cancel = Button(_("Cancel the session"), partial(self._end, one, "cancel"), icon_name="x", kind="danger")
        cancel.setObjectName("cancel_booking")
        self._panel.show_detail(one.code, form, save, begin, absent, cancel)

    def _consent_forms(self, one: NamedBooking) -> QVBoxLayout:
        """One button per language: the participant's need not be the window's, which comes first."""
        buttons = Flow()
        for code, name in sorted(words.LANGUAGE_NAMES.items(), key=lambda named: named[0] != language()):
            button = Button(name, partial(self._print_consent, one, code), icon_name="printer")
            button.setAccessibleName(_("Print the consent form: {language}").format(language=name))
            button.setObjectName(f"print_consent_{code}")
            buttons.add(button)
        return column(overline(_("Print the consent form")), buttons)

    def _print_consent(self, one: NamedBooking, wanted: str) -> None:
        def page() -> str:
            from lab.services.exporting import ExportService

            return ExportService(self._desk.lab).consent_form(one.booking.id, wanted)

        open_to_print(self._desk, f"consent-{one.code}-{wanted}", page)

    def _facts(self, one: NamedBooking) -> None:
        self._one = one
        booking = one.booking
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setSpacing(theme.GRID)
        lines.addWidget(quiet(one.round.text))
        day = words.long_date(booking.starts.astimezone().date())
        for text in (
            f"{day}, {words.clock(booking.starts)} – {words.clock(booking.ends)}",
            booking.room,
            booking.moderator,
            state_words(booking.state),
        ):
            lines.addWidget(body(text))
        lines.addStretch(1)
        self._panel.show_detail(one.code, holder, *self._ways_on(one))

    def _changed(self, change: Any) -> None:
        """What is shown as facts is shown as it is now; what is planned again has no facts yet."""
        one = self._one
        if one is None or not self._panel.isVisible() or change.kind != "booking" or one.booking.id not in change.ids:
            return

        def told(booking: Booking) -> None:
            if one is not self._one or booking.state is one.booking.state or not self._panel.isVisible():
                return
            if booking.state is SessionState.PLANNED:
                self._one = None
                self._panel.leave()
            else:
                self._facts(replace(one, booking=booking))

        work = partial(self._desk.lab.scheduling.booking, one.booking.id)
        self._desk.background.read(work).owned_by(self._panel).on_done(told).start()

    def _ways_on(self, one: NamedBooking) -> list[Button]:
        booking = one.booking
        go, session = self._desk.navigator.go, booking.session_id or ""
        if booking.state in UNDER_WAY:
            back = Button(_("Back into the session"), partial(go, "session", session=session), kind="primary")
            return [back, *self._endings_of(one)]
        buttons = []
        if booking.state is SessionState.DEBRIEF:
            buttons.append(Button(_("To the debrief"), partial(go, "debrief", session=session), kind="primary"))
        if booking.state in HELD:
            buttons.append(Button(_("Look at the recording"), partial(go, "review", session=session)))
        return [*buttons, *self._endings_of(one)]

    def _endings_of(self, one: NamedBooking) -> list[Button]:
        """The ways to end its session otherwise than by finishing it."""
        session = one.booking.session_id
        if session is None:
            return []
        buttons = []
        for way in self._endings.ways(Ending(session, one.code, one.booking.state)):
            button = Button(way.text, way.do, icon_name=way.icon)
            button.setObjectName(way.name)
            buttons.append(button)
        return buttons

    def _change(self, form: BookingForm) -> None:
        booking = form.booking()

        def done(booked: Booked) -> None:
            self._panel.leave()
            self._say(_("The booking is changed."), booked)

        self._save(form, partial(self._desk.lab.scheduling.edit, booking), done)

    def _end(self, one: NamedBooking, how: str) -> None:
        if one.booking.session_id is not None:
            self._panel.leave()
            ending = Ending(one.booking.session_id, one.code, one.booking.state)
            (self._endings.cancel if how == "cancel" else self._endings.no_show)(ending)
            return
        scheduling = self._desk.lab.scheduling
        verb = scheduling.cancel if how == "cancel" else scheduling.no_show

        def done(_booking: Booking) -> None:
            self._panel.leave()
            text = _("{code}: the session is cancelled.") if how == "cancel" else _("{code} did not come.")
            undo = Choice(_("Undo"), lambda: self._desk.background.write(partial(scheduling.restore, ended)).start())
            self._desk.alerts.done(text.format(code=one.code), undo, key="booking")

        ended = one.booking.id
        self._desk.background.write(partial(verb, ended)).on_done(done).start()

    # -- saving and checking

    def _save(self, form: BookingForm, work: Callable[[], Booked], done: Callable[[Booked], None]) -> None:
        def failed(error: LabError) -> None:
            elsewhere = form.show_refused(error)
            if elsewhere:
                self._desk.alerts.error(elsewhere)

        self._desk.background.write(work).owned_by(form).on_done(done).on_error(failed).start()

    def _check(self, form: BookingForm) -> None:
        """While it is filled in: what would refuse it, what would strain the laboratory."""
        draft = form.booking()
        if not draft.room or not draft.moderator:
            return

        operation = self._desk.background.read(partial(self._desk.lab.scheduling.check, draft)).owned_by(form)
        operation.on_done(form.show_checked).on_error(lambda error: _ignore(form.show_refused(error))).start()

    def _say(self, text: str, booked: Booked, *choices: Choice) -> None:
        warned = [sentence_for(one.code, one.facts) for one in booked.warnings]
        if warned:
            self._desk.alerts.warn(" ".join((text, *warned)), *choices, key="booking")
        else:
            self._desk.alerts.done(text, *choices, key="booking")


def _ignore(_elsewhere: str) -> None:
    """What belongs to no field is said when the form is saved, not while it is filled in."""
