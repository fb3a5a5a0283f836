"""A room for one recorder: a real WebSocket server that says commands and keeps what it hears."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from recordings.messages import (
    Command,
    Fact,
    FactReport,
    Hello,
    MediaHeader,
    Report,
    StateChanged,
    parse_report,
    unpack_media,
)

TOKEN = "a-token-for-the-recorder"
PATIENCE_S = 30.0

Found = TypeVar("Found")


class FakeRoom:
    """Listens on a free port and writes its address to a file, as the real one does."""

    def __init__(self, address_file: Path) -> None:
        self.reports: list[Report] = []
        self.stills: list[tuple[MediaHeader, bytes]] = []
        self._changed = threading.Condition()
        self._events: ServerConnection | None = None
        self._server: Server = serve(self._serve, "127.0.0.1", 0, process_request=self._admit)
        port = self._server.socket.getsockname()[1]
        self._thread = threading.Thread(target=self._server.serve_forever, name="fake-room")
        self._thread.start()
        partial = address_file.with_suffix(".part")
        partial.write_text(json.dumps({"url": f"ws://127.0.0.1:{port}", "pid": 1}))
        partial.replace(address_file)

    def say(self, command: Command) -> None:
        """Send a command to the recorder, which has to be there."""
        connection = self.wait_for(lambda: self._events)
        connection.send(command.model_dump_json())

    def say_text(self, text: str) -> None:
        """Send anything at all."""
        self.wait_for(lambda: self._events).send(text)

    def wait_for(self, found: Callable[[], Found | None]) -> Found:
        """Wait until something is true of what was heard, and return it."""
        deadline = time.monotonic() + PATIENCE_S
        with self._changed:
            while not (result := found()):
                left = deadline - time.monotonic()
                assert left > 0, f"heard only {[report.type for report in self.reports]}"
                self._changed.wait(min(left, 0.2))
        return result

    def wait_for_report(self, kind: type[Found], count: int = 1) -> Found:
        """Wait for the n-th report of a kind."""
        return self.wait_for(lambda: self._nth(kind, count))

    def wait_for_state(self, state: str) -> None:
        """Wait until the recorder says that it is in this state."""
        self.wait_for(lambda: state in [each.state for each in self.of(StateChanged)])

    def wait_for_fact(self, kind: str, count: int = 1) -> Fact:
        """Wait for the n-th fact of a type."""
        self.wait_for(lambda: len(self.facts(kind)) >= count)
        return self.facts(kind)[count - 1]

    def facts(self, kind: str) -> list[Fact]:
        """All facts of a type so far."""
        return [report.fact for report in self.of(FactReport) if report.fact.type == kind]

    def of(self, kind: type[Found]) -> list[Found]:
        """All reports of a kind so far."""
        return [report for report in list(self.reports) if isinstance(report, kind)]

    def die(self) -> None:
        """Hang up on everybody and leave the port."""
        self._server.shutdown()
        self._thread.join()

    def _nth(self, kind: type[Found], count: int) -> Found | None:
        found = self.of(kind)
        return found[count - 1] if len(found) >= count else None

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return connection.respond(403, "who are you")
        return None

    def _serve(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        is_events = connection.request.path == "/ws/events"
        try:
            for message in connection:
                self._hear(connection, message, is_events=is_events)
        except ConnectionClosed:
            pass
        with self._changed:
            if self._events is connection:
                self._events = None

    def _hear(self, connection: ServerConnection, message: str | bytes, *, is_events: bool) -> None:
        with self._changed:
            if is_events:
                report = parse_report(message)
                self.reports.append(report)
                if isinstance(report, Hello):
                    self._events = connection
            else:
                assert isinstance(message, bytes)
                self.stills.append(unpack_media(message))
            self._changed.notify_all()


@contextmanager
def fake_room(address_file: Path) -> Iterator[FakeRoom]:
    """A room that is closed at the end of the block, unless it died before."""
    room = FakeRoom(address_file)
    try:
        yield room
    finally:
        room.die()
