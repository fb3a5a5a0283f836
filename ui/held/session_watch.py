"""Notices that the session which a screen shows was withdrawn, or is a booking again, wherever that was asked for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import InputError
from lab.domain.events import SessionMoved, Stamped
from lab.domain.ids import SessionId
from lab.domain.session import SessionState
from lab.live.messages import EventKept, Message
from lab.services.laboratory import Changed
from ui.desk import Desk


class SessionWatch(QObject):
    """Looks after one session at a time.

    Args:
        shown: the id of the session that is shown now; empty: none.

    Signals:
        erasing: its files are about to be erased: let go of them. withdrawn, gone: so it is now.
    """

    erasing = Signal()
    withdrawn = Signal()
    gone = Signal()

    def __init__(self, desk: Desk, shown: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown = shown
        desk.bridge.changed.connect(self._changed)
        desk.bridge.message.connect(self._moved)
        desk.bridge.erasing.connect(self._erasing)

    def _moved(self, message: Message) -> None:
        """The room says it before the database knows it."""
        match message:
            case EventKept(stamped=Stamped(event=SessionMoved(to_state=SessionState.WITHDRAWN))):
                self._erasing(message.session)

    def _erasing(self, session: str) -> None:
        if session == self._shown():
            self.erasing.emit()

    def _changed(self, change: Changed) -> None:
        session = self._shown()
        if not session or change.kind != "session" or session not in change.ids:
            return

        def state() -> SessionState | None:
            try:
                return self._desk.lab.sessions.booking_of(SessionId(session)).state
            except InputError:
                return None

        def told(now: SessionState | None) -> None:
            if session != self._shown():
                return
            if now is None:
                self.gone.emit()
            elif now is SessionState.WITHDRAWN:
                self.withdrawn.emit()

        self._desk.background.read(state).owned_by(self).on_done(told).start()
