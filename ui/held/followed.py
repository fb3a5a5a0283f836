"""The session that a screen shows after it ran: at the room until it is closed, amended afterwards."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError
from lab.domain.ids import SessionId, new_id
from lab.domain.record import SessionRecord
from lab.domain.session import HOSTED, SessionState
from lab.live.messages import Host
from ui.desk import Desk
from ui.held.amended import AmendedSession
from ui.held.planned import SessionPlan
from ui.held.running import RunningSession
from ui.held.undo import UNDO

Session = RunningSession | AmendedSession


class Followed(QObject):
    """Follows one session for a screen.

    Signals:
        record_changed: of the session that is followed. state_changed: SessionState.
        reason_missing: an amendment was refused, for nobody has said why.
    """

    record_changed = Signal()
    state_changed = Signal(object)
    reason_missing = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.session: Session | None = None
        desk.bridge.message.connect(self._hear)
        desk.bridge.connected.connect(self._connection)

    def follow(self, plan: SessionPlan, folder: Path, record: SessionRecord) -> Session:
        """Follow this session from now on."""
        self.let_go()
        author = self._desk.preferences.person.name or plan.moderator
        if record.state in HOSTED:
            self.session = self._hosted(RunningSession(plan, self._desk.room.client, author), folder, record)
        else:
            self.session = AmendedSession(plan, record, author, self._desk.lab.sessions, self._desk.background)
        self.session.record_changed.connect(self.record_changed)
        self.session.refused.connect(self._refused)
        return self.session

    def give_reason(self, reason: str) -> None:
        """Why the session is amended from now on."""
        if isinstance(self.session, AmendedSession):
            self.session.reason = reason

    def _refused(self, error: LabError) -> None:
        if error.code == "reason_missing":
            self.reason_missing.emit()
        else:
            self._desk.alerts.error(error)

    def let_go(self) -> None:
        """Follow nothing; what was done in the session can no longer be undone from here."""
        if self.session is not None:
            self.session.record_changed.disconnect(self.record_changed)
            self.session = None
            self._desk.alerts.withdraw(UNDO)

    def _hosted(self, session: RunningSession, folder: Path, record: SessionRecord) -> RunningSession:
        session.seed(record)
        session.take(self._desk.room.heard(session.id))
        session.behind.connect(self._catch_up)
        session.state_changed.connect(lambda state: self._moved(session, folder, state))
        session.request(Host(id=new_id(), folder=str(folder)))
        return session

    def _moved(self, session: RunningSession, folder: Path, state: SessionState) -> None:
        """Once it is closed, what is changed from then on are amendments."""
        if session is self.session and state is SessionState.WITHDRAWN:
            self.let_go()
        elif session is self.session and state not in HOSTED:
            self.follow(session.plan, folder, session.record)
            self.record_changed.emit()
        self.state_changed.emit(state)

    def _hear(self, message: Any) -> None:
        if isinstance(self.session, RunningSession):
            self.session.hear(message)

    def _connection(self, connected: bool) -> None:
        if isinstance(self.session, RunningSession):
            self.session.connection(connected)

    def _catch_up(self) -> None:
        session = self.session
        if isinstance(session, RunningSession):
            sessions = self._desk.lab.sessions
            # In the queue of the writes: after everything that was taken in before.
            read = self._desk.background.write(lambda: sessions.record_of(SessionId(session.id)))
            read.owned_by(session).on_done(session.seed).start()
