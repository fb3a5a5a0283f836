"""The recorder's line to the room: dials, redials, and never lets the room hold up the recording.

Facts are kept for the whole life of the process and sent again after each reconnection; everything else that
nobody hears is dropped.
"""

import json
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError
from websockets.exceptions import InvalidHandshake, InvalidURI, WebSocketException
from websockets.sync.client import ClientConnection, connect

from recordings import clock
from recordings.media_queue import MediaQueue
from recordings.messages import (
    MEDIA_STILL,
    Command,
    FactReport,
    Failed,
    Hello,
    MediaHeader,
    Ping,
    Pong,
    Report,
    pack_media,
    parse_command,
)

REDIAL_S = 0.25
OPEN_TIMEOUT_S = 3.0
CLOSE_TIMEOUT_S = 0.5
WAITING_REPORTS = 300
WAITING_STILLS = 4
LARGEST_COMMAND = 1 << 20

_log = logging.getLogger(__name__)
_UNREACHABLE = (OSError, InvalidHandshake, InvalidURI, WebSocketException, TimeoutError)


class Address:
    """Where the room is. The file is read anew at each dial, since a restarted room has another port."""

    def __init__(self, file: Path, token: str) -> None:
        self._file = file
        self._token = token

    @property
    def headers(self) -> dict[str, str]:
        """Return what proves that this is the recorder."""
        return {"Authorization": f"Bearer {self._token}"}

    def url(self, path: str) -> str | None:
        """Return the URL of a path; None while the file is missing or half written."""
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            return str(told["url"]).rstrip("/") + path
        except (OSError, ValueError, KeyError, TypeError):
            return None


class _Line:
    """One connection that is dialled again for ever, in a thread of its own."""

    def __init__(self, name: str, address: Address, path: str) -> None:
        self._address = address
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

    def _run(self) -> None:
        while not self._ended.is_set():
            url = self._address.url(self._path)
            if url is not None:
                self._dial(url)
            self._ended.wait(REDIAL_S)

    def _dial(self, url: str) -> None:
        try:
            connection = connect(
                url,
                additional_headers=self._address.headers,
                open_timeout=OPEN_TIMEOUT_S,
                close_timeout=CLOSE_TIMEOUT_S,
                max_size=LARGEST_COMMAND,
                compression=None,
                proxy=None,
            )
        except _UNREACHABLE as error:
            _log.debug("no room at %s: %s", url, error)
            return
        try:
            with connection:
                self._connection = connection
                if not self._ended.is_set():  # else `close` saw no connection that it could hang up
                    self._talk(connection)
        except _UNREACHABLE as error:
            _log.info("%s: the room hung up: %s", self._path, error)
        finally:
            self._connection = None

    def _talk(self, connection: ClientConnection) -> None:
        raise NotImplementedError


class EventsLine(_Line):
    """Commands in, reports out.

    Args:
        hello: makes the first word of a connection; called in this line's thread.
    """

    def __init__(self, address: Address, hello: Callable[[], Hello]) -> None:
        super().__init__("link-events", address, "/ws/events")
        self._hello = hello
        # Not a SimpleQueue: its wait, interrupted by a signal near its end, becomes one without an end (CPython 3.11).
        self._commands: queue.Queue[Command] = queue.Queue()
        self._facts: list[FactReport] = []
        self._outbox: deque[Report] = deque()
        self._ready = threading.Condition()
        self._connected = False
        self._last_contact_us = clock.now_us()

    @property
    def alone_us(self) -> int:
        """Return for how long nobody has been on the line; 0 while somebody is."""
        return 0 if self._connected else clock.now_us() - self._last_contact_us

    def next_command(self, timeout_s: float) -> Command | None:
        """Wait for the next command; None if none came in time. Pings are answered elsewhere."""
        try:
            return self._commands.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def send(self, report: Report) -> None:
        """Send a report when somebody is there. Never waits; any thread may call."""
        with self._ready:
            if isinstance(report, FactReport):
                self._facts.append(report)
            if not self._connected:
                return
            if len(self._outbox) < WAITING_REPORTS or isinstance(report, FactReport):
                self._outbox.append(report)
                self._ready.notify()

    def flush(self, timeout_s: float) -> None:
        """Wait until everything is sent, or nobody listens, or the time is over."""
        with self._ready:
            self._ready.wait_for(lambda: not (self._connected and self._outbox), timeout_s)

    def _talk(self, connection: ClientConnection) -> None:
        with self._ready:
            self._outbox = deque([self._hello(), *self._facts])
            self._connected = True
        sender = threading.Thread(target=self._speak, args=(connection,), name="link-send", daemon=True)
        sender.start()
        try:
            for text in connection:
                self._hear(text)
        finally:
            with self._ready:
                self._connected = False
                self._last_contact_us = clock.now_us()
                self._ready.notify_all()
            sender.join()

    def _hear(self, text: str | bytes) -> None:
        try:
            command = parse_command(text)
        except ValidationError as error:
            _log.warning("not a command: %s", error)
            self.send(Failed(code="not_a_command", facts={"why": str(error)}, harmless=True))
            return
        if isinstance(command, Ping):
            self.send(Pong(id=command.id, at_us=clock.now_us()))
        else:
            self._commands.put(command)

    def _speak(self, connection: ClientConnection) -> None:
        while True:
            with self._ready:
                self._ready.wait_for(lambda: self._outbox or not self._connected)
                if not self._connected:
                    return
                report = self._outbox[0]
            try:
                connection.send(report.model_dump_json())
            except _UNREACHABLE as error:
                _log.info("nobody hears: %s", error)
                return  # the listening thread ends by the same fault
            with self._ready:
                if self._outbox and self._outbox[0] is report:
                    self._outbox.popleft()
                self._ready.notify_all()


class MediaLine(_Line):
    """Stills and the observers' stream out. The newest win: what a slow room does not take is forgotten.

    Args:
        changed: told that the line was opened (True), or is gone; in this line's thread.
    """

    def __init__(self, address: Address, changed: Callable[[bool], None]) -> None:
        super().__init__("link-media", address, "/ws/media")
        self._changed = changed
        self._stills: deque[bytes] = deque(maxlen=WAITING_STILLS)
        self._stream = MediaQueue()
        self._ready = threading.Condition()

    def send(self, header: MediaHeader, payload: bytes) -> None:
        """Send a message if somebody is there. Never waits."""
        with self._ready:
            if self._connection is None:
                return
            message = pack_media(header, payload)
            if header.kind == MEDIA_STILL:
                self._stills.append(message)
            else:
                self._stream.put(message)
            self._ready.notify()

    def _talk(self, connection: ClientConnection) -> None:
        with self._ready:
            self._stills.clear()
            self._stream.forget()
        watcher = threading.Thread(target=self._watch, args=(connection,), name="link-media-watch", daemon=True)
        watcher.start()
        self._changed(True)  # noqa: FBT003 - the shape of what a line calls
        try:
            while self._connection is not None and not self._ended.is_set():
                with self._ready:
                    self._ready.wait_for(lambda: self._stream or self._stills or self._connection is None)
                    message = self._next()
                if message is not None:
                    connection.send(message)
        finally:
            self._changed(False)  # noqa: FBT003 - likewise
            connection.close()
            watcher.join()

    def _next(self) -> bytes | None:
        """What is sent next: the stream before stills, which may be late."""
        message = self._stream.take()
        if message is None and self._stills:
            return self._stills.popleft()
        return message

    def _watch(self, connection: ClientConnection) -> None:
        """Notice that the room hung up: it says nothing on this line otherwise."""
        try:
            for _ in connection:
                pass
        except _UNREACHABLE as error:
            _log.info("the room hung up: %s", error)
        with self._ready:
            self._connection = None
            self._ready.notify()
