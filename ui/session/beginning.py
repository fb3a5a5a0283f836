"""The start of a session whose devices were checked; not on a plan that no longer holds."""

from collections.abc import Callable
from functools import partial

from lab.domain.ids import BookingId, SessionId
from lab.domain.session import SessionState
from lab.i18n import gettext as _
from ui.desk import Desk
from ui.held.endings import Endings, ending_of
from ui.held.running import RunningSession


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
                session.move(SessionState.RUNNING)

        look = partial(self._desk.lab.sessions.is_outdated, SessionId(session.id))
        self._desk.background.write(look).owned_by(session).on_done(start_or_renew).start()

    def _renew(self, session: RunningSession) -> None:
        self._desk.alerts.warn(
            _("Consent, booking or protocol have changed since the devices were checked. Check again, then start."),
            key="renewed",
        )
        self._endings.stand_down(ending_of(session), lambda booking: self._prepare(booking.id))
