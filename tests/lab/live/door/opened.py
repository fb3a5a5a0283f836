"""A door that stands open on this machine, and who comes to it."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from fastapi import FastAPI, Request, WebSocket
from starlette.responses import StreamingResponse

from lab.live.door.app import guarded
from lab.live.door.certificates import Certificates
from lab.live.door.choice_file import ChoiceFile
from lab.live.door.door import Door
from lab.live.door.errors import answer_errors
from lab.live.door.interfaces import Interface
from lab.live.door.key_files import pem
from lab.live.door.limits import USUAL, Limits
from lab.live.door.opening import Choice, Opening

HERE = Interface("lo", "127.0.0.1", "this_machine")
LOOK_S = 0.02


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def small_app() -> FastAPI:
    """What is needed of an app: a page, an echo, a stream that never ends, a socket."""
    app = FastAPI(openapi_url=None)
    answer_errors(app)

    @app.get("/")
    async def page() -> str:
        return "page"

    @app.post("/echo")
    async def echo(request: Request) -> int:
        return len(await request.body())

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        async def lines() -> AsyncIterator[bytes]:
            while True:
                yield b"x" * 65_536
                await asyncio.sleep(0.01)

        return StreamingResponse(lines())

    @app.websocket("/ws")
    async def events(websocket: WebSocket) -> None:
        await websocket.accept()
        async for text in websocket.iter_text():
            await websocket.send_text(text)

    return app


@dataclass
class Opened:
    """The door of a test.

    Attributes:
        there: the interfaces of the machine, to be changed.
        heard: how it stood, one after the other.
    """

    folder: Path
    limits: Limits = USUAL
    there: list[Interface] = field(default_factory=lambda: [HERE])
    heard: list[Opening] = field(default_factory=list)
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.door = self.another()

    def another(self) -> Door:
        """A door that knows what the one before it kept."""
        app = small_app()
        return Door(
            lambda own: guarded(app, own, self.door.seen, self.limits),
            lambda _before, now: self.heard.append(now),
            ChoiceFile(self.folder / "kept"),
            self.certificates,
            lambda: tuple(self.there),
            self.limits,
        )

    @property
    def certificates(self) -> Certificates:
        return Certificates(self.folder / "certificates", lambda _name: frozenset())

    @property
    def inside(self) -> int:
        """How many connections its gate counts."""
        assert self.door._open is not None
        return self.door._open.listener._gate.inside

    @property
    def plain(self) -> Choice:
        return Choice("127.0.0.1", self.port, "plain")

    @property
    def own(self) -> Choice:
        return replace(self.plain, tls="own")

    def trusting(self) -> ssl.SSLContext:
        """A device on which the authority was enrolled."""
        context = ssl.create_default_context()
        context.load_verify_locations(cadata=pem(self.certificates.authority().certificate).decode())
        return context


@asynccontextmanager
async def kept_open(opened: Opened) -> AsyncIterator[Door]:
    """Its door is looked after until the end."""
    looking = asyncio.ensure_future(opened.door.keep_open(LOOK_S))
    try:
        yield opened.door
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        await opened.door.leave()


@asynccontextmanager
async def dialled(
    port: int, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None, comes_from: str = "127.0.0.1"
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection, hung up at the end."""
    name = address if tls else None
    reader, writer = await asyncio.open_connection(
        address, port, ssl=tls, server_hostname=name, local_addr=(comes_from, 0)
    )
    try:
        yield reader, writer
    finally:
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()


async def fetched(
    port: int,
    path: str = "/",
    *,
    address: str = "127.0.0.1",
    tls: ssl.SSLContext | None = None,
    headers: Iterable[str] = (),
    comes_from: str = "127.0.0.1",
) -> bytes:
    """The status and everything else of one answer; empty if the connection was closed without a word."""
    async with dialled(port, address, tls, comes_from) as (reader, writer):
        lines = [f"GET {path} HTTP/1.1", f"Host: {address}:{port}", "Connection: close", *headers]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        with suppress(ConnectionError):
            return await reader.read()
        return b""


async def until(fact: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(seconds):
        while not fact():  # noqa: ASYNC110 - nobody rings when somebody else's state changes
            await asyncio.sleep(0.005)
