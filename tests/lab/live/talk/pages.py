"""A page without a browser: real sockets to a room that is served on this machine."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from lab.domain.person import Role
from lab.live.door.app import application
from lab.live.messages import (
    ClientMessage,
    EventKept,
    Feed,
    Hello,
    Message,
    parse_message,
)
from lab.live.people.gate import PROTOCOL
from lab.live.people.person import Person
from lab.live.room import Room
from lab.live.server import LOOPBACK, bound_socket
from tests.lab.live.people.rooms import invited

PATIENCE_S = 10.0
Connected = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Served:
    """A room whose pages are served."""

    def __init__(self, room: Room, port: int) -> None:
        self.room = room
        self.port = port

    async def page(self, role: Role = Role.OBSERVER, name: str = "Olga") -> "Page":
        """The page of somebody who was invited."""
        person, token = await invited(self.room.people, role, name)
        return Page(self, person, token)


@asynccontextmanager
async def served(room: Room) -> AsyncIterator[Served]:
    """Serve a room's pages on a port that is free, in the same loop."""
    listening = bound_socket(0)
    config = uvicorn.Config(
        application(room), ws="websockets-sansio", lifespan="off", log_config=None, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server._serve([listening]))
    while not server.started:  # noqa: ASYNC110 - it has no event
        await asyncio.sleep(0.005)
    try:
        yield Served(room, listening.getsockname()[1])
    finally:
        server.should_exit = True
        await serving


class Heard:
    """What came, as messages."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.raw: list[str] = []
        self._news = asyncio.Event()

    def take(self, text: str) -> None:
        """Something came; an empty line is a heartbeat."""
        self.raw.append(text)
        if text:
            self.messages.append(parse_message(text))
        self._news.set()

    async def until(self, condition: Any) -> None:
        """Wait until the messages satisfy a condition."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition(self):
                self._news.clear()
                await self._news.wait()

    def seqs(self) -> list[int]:
        """Numbers of the events that came, in the order in which they came."""
        found: list[int] = []
        for message in self.messages:
            if isinstance(message, EventKept):
                found.append(message.stamped.seq)
            elif isinstance(message, Feed):
                found.extend(stamped.seq for stamped in message.events)
        return found


class Page:
    """One person's page."""

    def __init__(self, served_: Served, person: Person, token: str) -> None:
        self.person = person
        self._served = served_
        self._token = token

    def ticket(self) -> str:
        """What opens one socket."""
        return self._served.room.people.ticket(self.person, "events", "tab", take_over=False)

    @asynccontextmanager
    async def socket(self, ticket: str = "", since: dict[str, int] | None = None) -> AsyncIterator["Socket"]:
        """A socket at which hello was said."""
        protocols = [PROTOCOL, f"ticket.{ticket or self.ticket()}"]
        url = f"ws://{LOOPBACK}:{self._served.port}/ws/events"
        async with connect(url, subprotocols=protocols, compression=None) as connection:  # type: ignore[arg-type]
            assert connection.subprotocol == PROTOCOL
            socket = Socket(connection)
            listening = asyncio.ensure_future(socket.listen())
            await socket.say(Hello(client="page", name="?", since=since or {}))
            try:
                yield socket
            finally:
                listening.cancel()

    async def post(self, *messages: ClientMessage | dict[str, Any]) -> tuple[int, list[Message]]:
        """Status and answers of what is said by POST."""
        said = [one if isinstance(one, dict) else one.model_dump(mode="json") for one in messages]
        body = json.dumps({"messages": said}).encode()
        reader, writer = await self._asked("POST", "/api/events", body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        answer = json.loads(await reader.read())
        writer.close()
        told = answer.get("answers", [])
        return int(head.split()[1]), [parse_message(json.dumps(one)) for one in told]

    @asynccontextmanager
    async def feed(self, since: dict[str, int] | None = None) -> AsyncIterator[Heard]:
        """The stream of what is told."""
        path = f"/api/feed?since={quote(json.dumps(since or {}))}&tab=tab"
        reader, writer = await self._asked("GET", path)
        await reader.readuntil(b"\r\n\r\n")
        heard = Heard()
        reading = asyncio.ensure_future(_read_lines(reader, heard))
        try:
            yield heard
        finally:
            reading.cancel()
            writer.close()

    async def _asked(
        self, method: str, path: str, body: bytes = b""
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection(LOOPBACK, self._served.port, limit=1 << 20)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: room\r\nAuthorization: Bearer {self._token}\r\nConnection: close\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        return reader, writer


class Socket:
    """An open socket of a page."""

    def __init__(self, connection: ClientConnection) -> None:
        self.heard = Heard()
        self.connection = connection

    async def listen(self) -> None:
        """Take what is told until it ends."""
        async for text in self.connection:
            self.heard.take(str(text))

    async def say(self, message: ClientMessage) -> None:
        """Say something."""
        await self.connection.send(message.model_dump_json())

    async def answer(self, message: Any) -> Message:
        """What is answered to a request."""
        await self.say(message)
        await self.heard.until(lambda heard: any(getattr(one, "id", None) == message.id for one in heard.messages))
        return next(one for one in self.heard.messages if getattr(one, "id", None) == message.id)


async def _read_lines(reader: asyncio.StreamReader, heard: Heard) -> None:
    """The lines of a chunked body."""
    rest = b""
    while True:
        size = int(await reader.readline() or b"0", 16)
        if size == 0:
            return
        rest += await reader.readexactly(size)
        await reader.readline()
        *lines, rest = rest.split(b"\n")
        for line in lines:
            heard.take(line.decode())
