"""How a session ends otherwise than by finishing it: the participant withdraws, it is broken off, it never begins.

What the room hosts is ended there, by a move; everything else by the services.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from lab.domain.booking import Booking
from lab.domain.errors import LabError
from lab.domain.ids import SessionId, new_id
from lab.domain.session import HOSTED, SessionState
from lab.i18n import gettext as _
from lab.live.messages import Host, Move
from recordings import clock
from ui.alerts import Choice
from ui.desk import Desk
from ui.held.asking import ask
from ui.held.event_desk import EventDesk
from ui.widgets.decision_dialog import DecisionDialog

BEGUN = HOSTED - {SessionState.READY}
_KEY = "ending"


@dataclass(frozen=True, slots=True)
class Ending:
    """A session that could end so. `code`: of its participant."""

    session: SessionId
    code: str
    state: SessionState


def ending_of(session: EventDesk) -> Ending:
    """A session that a screen shows."""
    return Ending(SessionId(session.plan.session_id), session.plan.code, session.record.state)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to end it: what it is called, its object name and icon, what to do."""

    text: str
    name: str
    icon: str
    do: Callable[[], None]


class Endings:
    """Offers the ways and goes them. `window`: over which a decision is asked for."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self._window = window
        self.dialog: DecisionDialog | None = None

    def ways(self, ending: Ending) -> tuple[Way, ...]:
        """What may be done about a session in its present state."""
        state = ending.state
        found = []
        if state is SessionState.READY:
            found += [
                Way(_("Did not come"), "no_show", "user-minus", partial(self.no_show, ending)),
                Way(_("Cancel the session"), "cancel", "x", partial(self.cancel, ending)),
                Way(_("Back into the schedule"), "put_back", "calendar-blank", partial(self.stand_down, ending)),
            ]
        if state in BEGUN:
            found.append(Way(_("Break off…"), "break_off", "hand", partial(self.ask_to_break_off, ending)))
        if state in HOSTED | {SessionState.CLOSED, SessionState.ABORTED}:
            found.append(Way(_("Participant withdraws…"), "withdraw", "eraser", partial(self.ask_to_withdraw, ending)))
        return tuple(found)

    # -- a session that never began

    def no_show(self, ending: Ending) -> None:
        """The participant did not come, though the devices were checked."""
        self._end(ending, self._desk.lab.scheduling.no_show, _("{code} did not come."))

    def cancel(self, ending: Ending) -> None:
        """The session is cancelled, though the devices were checked."""
        self._end(ending, self._desk.lab.scheduling.cancel, _("{code}: the session is cancelled."))

    def _end(self, ending: Ending, verb: Callable[..., Booking], said: str) -> None:
        restore = self._desk.lab.scheduling.restore

        def ended(booking: Booking) -> None:
            undo = Choice(_("Undo"), lambda: self._desk.background.write(partial(restore, booking.id)).start())
            self._desk.alerts.done(said.format(code=ending.code), undo, key="booking")

        self.stand_down(
            ending, lambda booking: self._desk.background.write(partial(verb, booking.id)).on_done(ended).start()
        )

    def stand_down(self, ending: Ending, then: Callable[[Booking], object] | None = None) -> None:
        """Make a session that is ready a booking again."""
        sessions = self._desk.lab.sessions

        def said(booking: Booking) -> None:
            words = _("{code} is a booking again. It can be moved, cancelled or begun anew.")
            self._desk.alerts.done(words.format(code=ending.code), key="booking")
            self._desk.navigator.go("schedule", booking=booking.id)

        def forget(_let_go: object = None) -> None:
            self._desk.background.write(partial(sessions.stand_down, ending.session)).on_done(then or said).start()

        if ending.state is SessionState.READY:
            self._in_room(ending, SessionState.PLANNED, "", forget)
        else:
            forget()

    # -- breaking off

    def ask_to_break_off(self, ending: Ending) -> None:
        """Ask why; then the session is aborted and sealed with what it holds."""
        explanation = _(
            "Recording ends now and the session is sealed with what it holds. It cannot go on afterwards; tags and "
            "tasks can still be corrected in Review."
        )
        self._ask(
            _("Break off the session of {code}?").format(code=ending.code), explanation, _("Reason"), _("Break off"),
            bool, lambda reason: self._break_off(ending, reason),
        )  # fmt: skip

    def _break_off(self, ending: Ending, reason: str) -> None:
        words = _("The session of {code} is broken off and sealed.").format(code=ending.code)
        done = partial(self._desk.alerts.done, words, key=_KEY)
        self._in_room(ending, SessionState.ABORTED, reason, lambda _answer: done())

    # -- withdrawal

    def ask_to_withdraw(self, ending: Ending) -> None:
        """Ask for the participant's code; then the session stops, and words and media are erased."""
        explanation = _(
            "The session stops. Recordings and everything that was said or written in it are erased at once and for "
            "good, here and in the laboratory's copies. That it took place stays on record, without words. "
            "This cannot be undone."
        )
        dialog = self._ask(
            _("{code} withdraws the consent?").format(code=ending.code), explanation,
            _("To confirm, type the participant’s code: {code}").format(code=ending.code), _("Erase for good"),
            lambda typed: typed.casefold() == ending.code.casefold(), lambda _code: self._withdraw(ending),
        )  # fmt: skip
        if ending.state is SessionState.RUNNING:
            self._pause_while(dialog, ending)

    def _pause_while(self, dialog: DecisionDialog, ending: Ending) -> None:
        """Nothing is recorded of somebody who is being asked whether they withdraw; if not, recording goes on."""
        left: list[bool] = []
        paused: list[bool] = []

        def resume() -> None:
            self._in_room(ending, SessionState.RUNNING, "", lambda _answer: None)

        def asked_to_leave() -> None:
            left.append(True)
            if paused:
                resume()

        def has_paused(_answer: object) -> None:
            paused.append(True)
            if left:
                resume()

        dialog.rejected.connect(asked_to_leave)
        self._in_room(ending, SessionState.PAUSED, "", has_paused)

    def _withdraw(self, ending: Ending) -> None:
        self._desk.bridge.erasing.emit(ending.session)
        if ending.state in HOSTED:
            forget = partial(self._desk.lab.sessions.forget, ending.session, self._desk.preferences.person.name)
            told = partial(self._say_withdrawn, ending)
            self._in_room(
                ending, SessionState.WITHDRAWN, "",
                lambda _answer: self._desk.background.write(forget).on_done(told).start(),
            )  # fmt: skip
            return
        sessions, by = self._desk.lab.sessions, self._desk.preferences.person.name

        def work() -> None:
            booking = sessions.booking_of(ending.session)
            sessions.withdraw(booking.id, by or booking.moderator)

        operation = self._desk.background.write(work).on_done(partial(self._say_withdrawn, ending))
        operation.on_error(partial(self._failed, partial(self._withdraw, ending))).start()

    def _say_withdrawn(self, ending: Ending, _answer: object = None) -> None:
        words = _(
            "{code} has withdrawn: recordings and words are erased. Reports that were exported before still hold them: "
            "delete those and export anew."
        )
        self._desk.alerts.warn(words.format(code=ending.code), key=_KEY)

    # -- asking people and the room

    def _ask(
        self,
        words: str,
        explanation: str,
        label: str,
        act: str,
        confirms: Callable[[str], bool],
        decided: Callable[[str], None],
    ) -> DecisionDialog:
        dialog = DecisionDialog(self._window.window(), words, explanation, label, act, confirms)
        dialog.decided.connect(decided)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()
        return dialog

    def _in_room(self, ending: Ending, to: SessionState, reason: str, done: Callable[[object], object]) -> None:
        """Have the room host the session, if it does not, and bring it into another state."""
        sessions, background, client = self._desk.lab.sessions, self._desk.background, self._desk.room.client
        failed = partial(self._failed, partial(self._in_room, ending, to, reason, done))

        def asked() -> tuple[Host, Move]:
            origin_us = sessions.record_of(ending.session).origin_us
            at_us = max(0, clock.now_us() - origin_us) if origin_us is not None else 0
            move = Move(id=new_id(), session=ending.session, to=to, reason=reason, at_us=at_us)
            return Host(id=new_id(), folder=str(sessions.folder_of(ending.session))), move

        def host_and_move(requests: tuple[Host, Move]) -> None:
            host, move = requests
            then = ask(client, move, background).on_done(done).on_error(failed)
            ask(client, host, background).on_done(lambda _answer: then.start()).on_error(failed).start()

        background.read(asked).on_done(host_and_move).on_error(failed).start()

    def _failed(self, again: Callable[[], None], error: LabError) -> None:
        self._desk.alerts.error(error, Choice(_("Try again"), again), key=_KEY)
