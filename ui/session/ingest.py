"""Brings what the room has kept into the laboratory's database, while any screen is shown.

Events are taken in as they come, in batches, in the order of writing; a hole is filled from the journal at the next
catch-up.
"""

from PySide6.QtCore import QObject

from lab.domain.errors import InputError
from lab.domain.events import Stamped
from lab.domain.ids import SessionId
from lab.live.messages import EventKept, Feed, LateKept, Message
from lab.services.late_words import LateWordService
from lab.services.sessions import SessionService
from ui.background import Background
from ui.bridge import Bridge


class Ingest(QObject):
    """Listens to the room for as long as it lives."""

    def __init__(self, bridge: Bridge, background: Background, sessions: SessionService, late: LateWordService) -> None:
        super().__init__()
        self._background = background
        self._sessions = sessions
        self._late = late
        self._waiting: dict[str, list[Stamped]] = {}
        self._came_late: set[str] = set()
        self._writing = False
        bridge.message.connect(self.hear)

    def hear(self, message: Message) -> None:
        """Take the events of a message."""
        if isinstance(message, EventKept):
            self._waiting.setdefault(message.session, []).append(message.stamped)
        elif isinstance(message, Feed):
            self._waiting.setdefault(message.session, []).extend(message.events)
        elif isinstance(message, LateKept):
            self._waiting.setdefault(message.session, [])
            self._came_late.add(message.session)
        else:
            return
        if not self._writing:
            self._write()

    def _write(self) -> None:
        batch, self._waiting = self._waiting, {}
        late, self._came_late = self._came_late, set()
        if not batch:
            return
        self._writing = True

        def take_in() -> None:
            for session, events in batch.items():
                self._take_in(SessionId(session), events)
            for session in late:
                self._late.take_in(SessionId(session))

        self._background.write(take_in).owned_by(self).finally_do(self._written).start()

    def _take_in(self, session: SessionId, events: list[Stamped]) -> None:
        """What is still told of a session that is a booking again since is told of none."""
        try:
            self._sessions.ingest(session, events)
        except InputError as error:
            if error.code != "session_unknown":
                raise

    def _written(self) -> None:
        self._writing = False
        self._write()
