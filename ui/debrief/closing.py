"""Closing a session: asked of the room, which hashes and seals its folder; what was refused can be asked again."""

from PySide6.QtCore import QObject, Signal

from lab.domain.errors import LabError
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.live.messages import Move
from ui.background import Background
from ui.held.asking import ask
from ui.held.running import RunningSession


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

    def __init__(self, session: RunningSession, background: Background) -> None:
        super().__init__()
        self._session = session
        self._background = background
        self.under_way = False
        self.is_refused = False

    def ask(self) -> None:
        """Ask the room to close the session; nothing while it is at it."""
        if self.under_way:
            return
        self.under_way, self.is_refused = True, False
        self.changed.emit()
        session = self._session
        move = Move(id=new_id(), session=session.id, to=SessionState.CLOSED, at_us=session.now())
        ask(session.line, move, self._background).on_done(self._sealed).on_error(self._refused).start()

    def _sealed(self, _answer: object) -> None:
        self.under_way = False
        self.changed.emit()
        self.done.emit()

    def _refused(self, error: LabError) -> None:
        self.under_way, self.is_refused = False, True
        self.changed.emit()
        self.refused.emit(error)
