"""Closing a session: asked of the room, which hashes and seals its folder; what was refused can be asked again."""

from concurrent.futures import CancelledError, Future
from typing import Any

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.live.messages import Move
from ui.session.running import RunningSession


class Closing(QObject):
    """The closing of one session. The room may end it and still fail to seal its folder: so this outlives the
    `RunningSession` from which it was asked.

    Attributes:
        under_way: asked, and not answered yet. is_refused: the last answer was no.

    Signals:
        changed: one of the attributes. done: the folder is sealed. refused: LabError; `ask` tries again.
    """

    changed = Signal()
    done = Signal()
    refused = Signal(object)
    _answered = Signal(object)

    def __init__(self, session: RunningSession) -> None:
        super().__init__()
        self._session = session
        self.under_way = False
        self.is_refused = False
        self._answered.connect(self._on_answered)

    def ask(self) -> None:
        """Ask the room to close the session; nothing while it is at it."""
        if self.under_way:
            return
        self.under_way, self.is_refused = True, False
        self.changed.emit()
        session = self._session
        move = Move(id=new_id(), session=session.id, to=SessionState.CLOSED, at_us=session.now())
        session.line.request(move).add_done_callback(self._report)

    def _report(self, future: Future[Any]) -> None:
        """In a thread of the client: bring the answer to the GUI thread."""
        try:
            self._answered.emit(future.exception())
        except CancelledError:
            return

    def _on_answered(self, error: BaseException | None) -> None:
        self.under_way = False
        self.is_refused = error is not None
        self.changed.emit()
        if error is None:
            self.done.emit()
        elif isinstance(error, LabError):
            self.refused.emit(error)
        else:
            raise error
