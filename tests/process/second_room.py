"""Guests of a real room: who come in by the page's own routes, and watch."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.live.messages import Invitation, NewInvitation, OpenRoom
from lab.live.people.rules import RULES_VERSION
from recordings.media_words import MediaHeader, unpack_media
from tests.lab.live.door.opened import free_port
from tests.process.room_rig import Person, wait_until


def opened(moderator: Person) -> int:
    """Open the room on this machine, without TLS; its port."""
    port = free_port()
    moderator.ask(OpenRoom(id=new_id(), interface="127.0.0.1", port=port, tls="plain"))
    return port


class Guest:
    """Somebody who was invited, and their page without a browser."""

    def __init__(self, moderator: Person, port: int, name: str, role: Role = Role.OBSERVER) -> None:
        self.port = port
        self.token = ""
        known = len(moderator.of(Invitation))
        moderator.ask(NewInvitation(id=new_id(), role=role))
        wait_until(lambda: len(moderator.of(Invitation)) > known, "an invitation")
        joining: dict[str, object] = {
            "invitation": moderator.of(Invitation)[-1].url.partition("#")[2],
            "name": name,
            "rules": RULES_VERSION,
            "language": "en",
        }
        self.token = self.post("/api/join", joining)["token"]

    def post(self, path: str, body: dict[str, object]) -> dict[str, Any]:
        """The answer to a POST."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        host = f"127.0.0.1:{self.port}"
        headers = {"Origin": f"http://{host}", "X-Lab": "1", "Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            connection.request("POST", path, json.dumps(body), headers)
            answer = connection.getresponse()
            said = answer.read()
            assert answer.status == 200, said
            return dict(json.loads(said))
        finally:
            connection.close()

    def media_ticket(self) -> str:
        """What opens one media socket."""
        return str(self.post("/api/ws-ticket", {"kind": "media"})["ticket"])

    @contextmanager
    def watching(self) -> Iterator["Watching"]:
        """The media socket."""
        offered = [Subprotocol("lab.1"), Subprotocol(f"ticket.{self.media_ticket()}")]
        host = f"127.0.0.1:{self.port}"
        url = f"ws://{host}/ws/media?track=main"
        origin: Any = f"http://{host}"
        with connect(url, subprotocols=offered, origin=origin, compression=None, proxy=None) as socket:
            watching = Watching(socket)
            try:
                yield watching
            finally:
                socket.close()
                watching.join()


class Watching:
    """What came, in the order in which it came."""

    def __init__(self, socket: ClientConnection) -> None:
        self.messages: list[tuple[MediaHeader, bytes]] = []
        self._socket = socket
        self._thread = threading.Thread(target=self._take, name="guest", daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait for the end of the line."""
        self._thread.join(20)

    def _take(self) -> None:
        try:
            for message in self._socket:
                assert isinstance(message, bytes)
                self.messages.append(unpack_media(message))
        except ConnectionClosed:
            return
