"""Notices that the session which a screen shows was withdrawn, or is a booking again, wherever that was asked for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import InputError
from lab.domain.ids import SessionId
from lab.domain.session import SessionState
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

    def _moved(self, message: Any) -> None:
        """The room says it before the database knows it."""
        event = getattr(getattr(message, "stamped", None), "event", None)
        if getattr(event, "to_state", None) is SessionState.WITHDRAWN and message.session == self._shown():
            self.erasing.emit()

    def _erasing(self, session: str) -> None:
        if session == self._shown():
            self.erasing.emit()

    def _changed(self, change: Any) -> None:
        session = self._shown()
        if not session or getattr(change, "kind", "") != "session" or session not in change.ids:
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
