"""The start of a session whose devices were checked; not on a plan that no longer holds."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from lab.domain.booking import Booking
from lab.domain.errors import LabError
from lab.domain.events import CheckOverridden
from lab.domain.ids import BookingId, SessionId, new_id
from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.wording import sentence_for
from ui.alerts import Choice
from ui.desk import Desk
from ui.held.endings import Endings, ending_of
from ui.held.running import RunningSession
from ui.session.preflight import Preflight
from ui.session.proposing import keep_used
from ui.widgets.decision_dialog import DecisionDialog


def refuse(desk: Desk, booking: BookingId, error: LabError) -> None:
    """Say why a booking cannot be begun; where the consent is missing, with the way to note it."""
    if error.code != "consent_missing":
        desk.alerts.error(error, key="begin")
        return

    def offer(found: Booking) -> None:
        go = partial(desk.navigator.go, "services", round=found.round_id, participant=found.participant_id)
        desk.alerts.error(error, Choice(_("Note the consent"), go), key="begin")

    desk.background.read(partial(desk.lab.scheduling.booking, booking)).on_done(offer).start()


class Beginning:
    """Starts sessions. `prepare`: has the devices of a booking checked anew."""

    def __init__(self, desk: Desk, endings: Endings, prepare: Callable[[BookingId], None]) -> None:
        self._desk = desk
        self._endings = endings
        self._prepare = prepare
        self.dialog: DecisionDialog | None = None

    def ask(self, session: RunningSession, preflight: Preflight, window: QWidget) -> None:
        """Let it run if its devices are ready; else ask for the reason to begin all the same, which is kept with it."""
        if preflight.is_passed:
            self.start(session)
            return
        found = [sentence_for(fault.code, dict(fault.facts)) for fault in preflight.faults]
        words = (_("The check found faults."), *found) if found else (_("The devices were not checked."),)
        explanation = " ".join((*words, _("The reason is kept with the session and stands in the report.")))
        self.dialog = DecisionDialog(
            window, _("Start all the same?"), explanation, _("Reason"), _("Start the session"), confirms=bool
        )
        self.dialog.decided.connect(lambda reason: self._override(session, preflight, reason))
        self.dialog.open()

    def _override(self, session: RunningSession, preflight: Preflight, reason: str) -> None:
        session.put(
            CheckOverridden(
                id=new_id(), at_us=session.now(), author=session.author, faults=preflight.faults, reason=reason
            )
        )
        self.start(session)

    def start(self, session: RunningSession) -> None:
        """Let it run; had consent been narrowed or the round amended since, its devices are checked anew first."""

        def start_or_renew(outdated: bool) -> None:
            if outdated:
                self._renew(session)
            else:
                keep_used(self._desk.memory, session.plan.setup, session.plan.sources)
                session.move(SessionState.RUNNING)

        look = partial(self._desk.lab.sessions.is_outdated, SessionId(session.id))
        self._desk.background.write(look).owned_by(session).on_done(start_or_renew).start()

    def _renew(self, session: RunningSession) -> None:
        self._desk.alerts.warn(
            _("Consent, booking or protocol have changed since the devices were checked. Check again, then start."),
            key="renewed",
        )
        self._endings.stand_down(ending_of(session), lambda booking: self._prepare(booking.id))
