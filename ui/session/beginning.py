"""The start of a session whose devices were checked; not on a plan that no longer holds."""

from collections.abc import Callable
from functools import partial

from lab.domain.booking import Booking
from lab.domain.errors import LabError
from lab.domain.ids import BookingId, SessionId
from lab.domain.session import SessionState
from lab.i18n import gettext as _
from ui.alerts import Choice
from ui.desk import Desk
from ui.held.endings import Endings, ending_of
from ui.held.running import RunningSession
from ui.session.proposing import keep_used


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
