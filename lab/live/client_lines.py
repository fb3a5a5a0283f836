"""The client's two connections, each dialled again for ever in a thread of its own."""

import logging
import queue
import threading
from collections.abc import Callable

from pydantic import BaseModel, ValidationError
from websockets.exceptions import InvalidHandshake, InvalidURI, WebSocketException
from websockets.sync.client import ClientConnection, connect

from lab.domain.errors import LabError
from lab.domain.ids import new_id
from lab.live.address import Address
from lab.live.feed_order import FeedOrder
from lab.live.messages import (
    Acknowledged,
    ClientKind,
    EventKept,
    Feed,
    Hello,
    Message,
    Ping,
    Pong,
    Refused,
    Sessions,
    WantStills,
    Welcome,
    parse_message,
)
from lab.live.outbox import Outbox
from recordings.messages import MediaHeader, unpack_media

REDIAL_S = 0.25
OPEN_TIMEOUT_S = 3.0
CLOSE_TIMEOUT_S = 0.5
PING_EVERY_S = 1.0
SILENT_S = 3.0
"""A room that says nothing for so long, though it is pinged, is taken for dead."""

LARGEST_MESSAGE = 16 << 20

OnMessage = Callable[[Message], None]
OnMedia = Callable[[MediaHeader, bytes], None]
OnConnection = Callable[[bool], None]

_UNREACHABLE = (OSError, InvalidHandshake, InvalidURI, WebSocketException, TimeoutError)
_log = logging.getLogger(__name__)


class _Line:
    """One connection."""

    def __init__(self, name: str, path: str) -> None:
        self._path = path
        self._ended = threading.Event()
        self._connection: ClientConnection | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to dial."""
        self._thread.start()

    def close(self) -> None:
        """Hang up and end the thread. Idempotent."""
        self._ended.set()
        connection = self._connection
        if connection is not None:
            connection.close()
        self._thread.join()

    def address(self) -> Address | None:
        """Where the room is; None: not now."""
        raise NotImplementedError

    def _run(self) -> None:
        while not self._ended.is_set():
            address = self.address()
            if address is not None:
                self._dial(address)
            self._ended.wait(REDIAL_S)

    def _dial(self, address: Address) -> None:
        try:
            connection = connect(
                address.url + self._path,
                additional_headers={"Authorization": f"Bearer {address.token}"},
                open_timeout=OPEN_TIMEOUT_S,
                close_timeout=CLOSE_TIMEOUT_S,
                max_size=LARGEST_MESSAGE,
                compression=None,
                proxy=None,
            )
        except _UNREACHABLE as error:
            _log.debug("no room at %s: %s", address.url, error)
            return
        try:
            with connection:
                self._connection = connection
                if not self._ended.is_set():
                    self._talk(connection)
        except _UNREACHABLE as error:
            _log.info("%s: the room hung up: %s", self._path, error)
        finally:
            self._connection = None

    def _talk(self, connection: ClientConnection) -> None:
        raise NotImplementedError


class EventsLine(_Line):
    """Words both ways.

    Args:
        standing: what a new connection must be told besides the unanswered requests.
    """

    def __init__(
        self,
        find: Callable[[], Address],
        kind: ClientKind,
        name: str,
        outbox: Outbox,
        on_message: OnMessage,
        on_connection: OnConnection,
        known: dict[str, int],
        standing: Callable[[], WantStills],
    ) -> None:
        super().__init__("room-events", "/ws/events")
        self._find = find
        self._kind = kind
        self._name = name
        self._outbox = outbox
        self._on_message = on_message
        self._on_connection = on_connection
        self._order = FeedOrder(known)
        self._standing = standing
        self._last: Address | None = None
        self._saying: queue.SimpleQueue[BaseModel | None] = queue.SimpleQueue()
        self._order_of_words = threading.Lock()
        self.is_connected = False

    def address(self) -> Address | None:
        """Where the room is, opened again if need be."""
        try:
            self._last = self._find()
        except LabError as error:
            _log.info("no room: %s", error.code)
            self._last = None
        return self._last

    def known_address(self) -> Address | None:
        """Where the room was found last."""
        return self._last

    def say(self, message: BaseModel) -> None:
        """Send a message if the room is there; what waits for an answer is said again to a room that comes back."""
        with self._order_of_words:
            if self.is_connected:
                self._saying.put(message)

    def _talk(self, connection: ClientConnection) -> None:
        connection.send(Hello(client=self._kind, name=self._name, since=self._order.known).model_dump_json())
        # A queue of this connection's own: what ended the speaker of the one before must not end this one's.
        saying = self._saying = queue.SimpleQueue()
        speaking = threading.Thread(target=self._speak, args=(connection, saying), name="room-speaking", daemon=True)
        speaking.start()
        try:
            while True:
                self._hear(connection.recv(timeout=SILENT_S))
        finally:
            was_connected, self.is_connected = self.is_connected, False
            saying.put(None)
            speaking.join()
            if was_connected:
                self._on_connection(False)  # noqa: FBT003 - the shape of `OnConnection`

    @staticmethod
    def _speak(connection: ClientConnection, saying: "queue.SimpleQueue[BaseModel | None]") -> None:
        """Send what is to be said, and make the room say something each second."""
        while True:
            try:
                message = saying.get(timeout=PING_EVERY_S)
            except queue.Empty:
                message = Ping(id=f"alive-{new_id()}")
            if message is None:
                return
            try:
                connection.send(message.model_dump_json())
            except _UNREACHABLE:
                return

    def _hear(self, text: str | bytes) -> None:
        try:
            message = parse_message(text)
        except ValidationError:
            _log.exception("the room said something unknown")
            return
        if isinstance(message, Acknowledged | Refused | Pong):
            if not self._outbox.settle(message) and isinstance(message, Refused):
                self._on_message(message)
        elif isinstance(message, EventKept | Feed):
            if isinstance(message, EventKept):
                self._ask_for(message.session, message.stamped.seq - 1)
            for news in self._order.take(message):
                self._on_message(news)
        else:
            self._tell(message)

    def _tell(self, message: Message) -> None:
        if isinstance(message, Welcome):
            self._welcomed()
        self._on_message(message)
        if isinstance(message, Welcome):
            self._on_connection(True)  # noqa: FBT003 - the shape of `OnConnection`
        elif isinstance(message, Sessions):
            for asked in self._order.missing_of(message.sessions):
                self.say(asked)

    def _ask_for(self, session: str, seq: int) -> None:
        asked = self._order.missing(session, seq)
        if asked is not None:
            self.say(asked)

    def _welcomed(self) -> None:
        """The room is there: say again what it never answered."""
        self._order.reconnected()
        with self._order_of_words:  # what is asked from now on comes after what was asked before
            for request in self._outbox.unanswered():
                self._saying.put(request)
            self._saying.put(self._standing())
            self.is_connected = True


class MediaLine(_Line):
    """Pictures from the room."""

    def __init__(self, known_address: Callable[[], Address | None], on_media: OnMedia) -> None:
        super().__init__("room-media", "/ws/media")
        self._known_address = known_address
        self._on_media = on_media

    def address(self) -> Address | None:
        """Where the room was found last."""
        return self._known_address()

    def _talk(self, connection: ClientConnection) -> None:
        for message in connection:
            if isinstance(message, bytes):
                header, picture = unpack_media(message)
                self._on_media(header, picture)
