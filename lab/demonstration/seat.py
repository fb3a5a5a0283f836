"""A moderator's seat without a window: a client of the room that knows the state of its session."""

import threading
from collections.abc import Callable
from concurrent.futures import TimeoutError as AnswerTimeout
from types import TracebackType
from typing import Self

from lab.domain.errors import WorldError
from lab.domain.events import AnyEvent, Stamped
from lab.domain.folding import with_event
from lab.domain.ids import SessionId, new_id
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.live.address import Address
from lab.live.client import RoomClient
from lab.live.messages import (
    EventKept,
    Feed,
    Host,
    Hosted,
    Message,
    Move,
    RecorderCondition,
    Sessions,
    Welcome,
)
from recordings import clock

ANSWER_S = 60.0


class Seat:
    """Sits in the room. Use it in a `with` block."""

    def __init__(self, address: Address | Callable[[], Address], name: str, session_id: SessionId) -> None:
        self._address = address
        self.name = name
        self._session_id = session_id
        self._changed = threading.Condition()
        self._events: dict[int, Stamped] = {}
        self._hosted: Hosted | None = None
        self.record = SessionRecord()
        self.recorder: RecorderCondition | None = None

    def __enter__(self) -> Self:
        self._client = RoomClient(self._address, self.name, self._hear)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._client.close()

    @property
    def events(self) -> tuple[Stamped, ...]:
        """All events of the session, in order."""
        with self._changed:
            return tuple(self._events[seq] for seq in sorted(self._events))

    def now_us(self) -> int:
        """This moment on the session clock."""
        with self._changed:
            assert self._hosted is not None
            return clock.now_us() - self._hosted.origin_us

    def host(self, folder: str) -> None:
        """Have the room open the session. Raises LabError as the room refuses."""
        self._answered(Host(id=new_id(), folder=folder))
        self.wait(lambda: self._hosted is not None, "room_silent")

    def move(self, to: SessionState) -> None:
        """Bring the session into another state and wait until it is there."""
        self._answered(Move(id=new_id(), session=self._session_id, to=to, at_us=self.now_us()))
        self.wait(lambda: self.record.state is to, "room_silent")

    def put(self, event: AnyEvent) -> None:
        """Have an event kept; returns when it is on the disk."""
        try:
            self._client.put(self._session_id, event).result(ANSWER_S)
        except AnswerTimeout as error:
            raise WorldError("room_silent") from error

    def wait(self, until: Callable[[], bool], code: str, seconds: float = ANSWER_S) -> None:
        """Wait until what the room tells makes `until` true. Raises WorldError `code` when it does not."""
        with self._changed:
            if not self._changed.wait_for(until, seconds):
                raise WorldError(code)

    def _answered(self, request: Host | Move) -> None:
        try:
            self._client.request(request).result(ANSWER_S)
        except AnswerTimeout as error:
            raise WorldError("room_silent") from error

    def _hear(self, message: Message) -> None:
        with self._changed:
            if isinstance(message, Welcome | Sessions):
                mine = [one for one in message.sessions if one.session_id == self._session_id]
                self._hosted = mine[0] if mine else self._hosted
            if isinstance(message, Welcome):
                self.recorder = message.recorder
            if isinstance(message, RecorderCondition):
                self.recorder = message
            if isinstance(message, EventKept) and message.session == self._session_id:
                self._take(message.stamped)
            if isinstance(message, Feed) and message.session == self._session_id:
                for stamped in message.events:
                    self._take(stamped)
            self._changed.notify_all()

    def _take(self, stamped: Stamped) -> None:
        self._events[stamped.seq] = stamped
        while (following := self._events.get(self.record.last_seq + 1)) is not None:
            self.record = with_event(self.record, following)
