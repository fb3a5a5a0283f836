"""A small real room for the watching page: files, tickets, both streams and the stills, on a socket of this machine.

What it sends is a synthetic observers' stream in real time. Each fault that the page must bear is a switch.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

import lab.live
from recordings import clock
from recordings.messages import MEDIA_STREAM_INIT, MEDIA_STREAM_KEY, TRACK_SOUND, MediaHeader, unpack_media
from recordings.opencv import cv2
from tests.recordings.filming import rgb_of
from tests.recordings.synthetic_stream import drawn, synthetic_stream

PAGE = Path(lab.live.__file__).parent / "page"
HOUR_US = 3_600_000_000
SIZE = (640, 360)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob: data:; "
    "media-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HTML = """<!doctype html><html lang="en"><meta charset="utf-8"><title>watch</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page/style/tokens.css"><link rel="stylesheet" href="/page/style/base.css">
<video id="video"></video><canvas id="canvas"></canvas><button id="hear">Hear</button>
<script type="module" src="/watch_page.js"></script></html>"""


@dataclass
class Switches:
    """What goes wrong, and what was seen. `delay_s`: every message comes so much later."""

    sockets: bool = True
    streams: bool = True
    sends: bool = True
    delay_s: float = 0.0
    tickets: int = 0


class Feed:
    """Hands the stream to viewers; a new one gets the beginnings and all since the last key picture first."""

    def __init__(self, loop: asyncio.AbstractEventLoop, origin_us: int, switches: Switches, *, sound: bool) -> None:
        self._loop = loop
        self._origin_us = origin_us
        self._switches = switches
        self._sound = sound
        self._viewers: set[asyncio.Queue[bytes | None]] = set()
        self._beginnings: dict[int, bytes] = {}
        self._group: list[bytes] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed")
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._over.set()
        self._thread.join()

    def drop(self) -> None:
        """Hang up on everybody."""
        self._loop.call_soon_threadsafe(self._hang_up)

    async def messages(self) -> AsyncIterator[bytes]:
        """What one viewer gets, until `drop`."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        for kept in (*self._beginnings.values(), *self._group):
            queue.put_nowait(kept)
        self._viewers.add(queue)
        try:
            while (one := await queue.get()) is not None:
                yield one
        finally:
            self._viewers.discard(queue)

    def _hang_up(self) -> None:
        for viewer in self._viewers:
            viewer.put_nowait(None)

    def _run(self) -> None:
        for message in synthetic_stream(3600, self._origin_us, sound=self._sound, size=SIZE):
            if self._over.is_set():
                return
            self._loop.call_soon_threadsafe(self._loop.call_later, self._switches.delay_s, self._hand_out, message)

    def _hand_out(self, message: bytes) -> None:
        header: MediaHeader = unpack_media(message)[0]
        if header.kind == MEDIA_STREAM_INIT:
            self._beginnings[header.track] = message
        elif header.track != TRACK_SOUND:
            self._group = [message] if header.kind == MEDIA_STREAM_KEY else [*self._group, message]
        if self._switches.sends:
            for viewer in self._viewers:
                viewer.put_nowait(message)


@dataclass
class WatchRoom:
    """A running room. `origin_us`: machine clock at session time 0."""

    address: str
    origin_us: int
    switches: Switches
    feed: Feed


@contextlib.contextmanager
def watch_room(*, sound: bool = True) -> Iterator[WatchRoom]:
    """Serve until the block ends."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    switches, origin_us = Switches(), clock.now_us() - HOUR_US
    loop = asyncio.new_event_loop()
    source = Feed(loop, origin_us, switches, sound=sound)
    config = uvicorn.Config(
        _Routes(source, switches, origin_us).app(), ws="websockets-sansio", log_config=None, lifespan="off",
        access_log=False, timeout_graceful_shutdown=1, ws_per_message_deflate=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: loop.run_until_complete(server.serve([listening])), name="watch-room")
    thread.start()
    try:
        yield WatchRoom(address, origin_us, switches, source)
    finally:
        source.drop()
        server.should_exit = True
        thread.join()
        source.stop()
        loop.close()


class _Routes:
    """What the page asks for."""

    def __init__(self, feed: Feed, switches: Switches, origin_us: int) -> None:
        self._feed = feed
        self._switches = switches
        self._origin_us = origin_us

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", self._index),
                Route("/watch_page.js", self._script),
                Route("/page/{path:path}", self._file),
                Route("/now", self._now),
                Route("/api/ws-ticket", self._ticket, methods=["POST"]),
                Route("/api/still", self._still),
                Route("/api/media", self._stream),
                WebSocketRoute("/ws/media", self._media),
            ]
        )

    async def _index(self, _request: Request) -> Response:
        return HTMLResponse(HTML, headers={"content-security-policy": CSP})

    async def _script(self, _request: Request) -> Response:
        return _served(Path(__file__).parent / "watch_page.js")

    async def _file(self, request: Request) -> Response:
        return _served(PAGE / request.path_params["path"])

    async def _now(self, _request: Request) -> Response:
        return JSONResponse({"now_us": clock.now_us(), "origin_us": self._origin_us})

    async def _ticket(self, _request: Request) -> Response:
        self._switches.tickets += 1
        return JSONResponse({"ticket": f"ticket-{self._switches.tickets}"})

    async def _still(self, _request: Request) -> Response:
        now_us = clock.now_us()
        picture = rgb_of(drawn(now_us, *SIZE))[:, :, ::-1]
        jpeg = cv2.imencode(".jpg", picture)[1].tobytes()
        return Response(jpeg, media_type="image/jpeg", headers={"x-lab-at-us": str(now_us - self._origin_us)})

    async def _stream(self, _request: Request) -> Response:
        async def body() -> AsyncIterator[bytes]:
            async for one in self._feed.messages():
                yield len(one).to_bytes(4, "big") + one

        return StreamingResponse(body()) if self._switches.streams else Response(status_code=502)

    async def _media(self, websocket: WebSocket) -> None:
        if not self._switches.sockets:
            await websocket.close()
            return
        await websocket.accept(subprotocol="lab.1")
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            async for one in self._feed.messages():
                await websocket.send_bytes(one)
            await websocket.close(1001)


def _served(file: Path) -> Response:
    """A file of the page, read here: other ways leave threads behind."""
    kind = {"js": "text/javascript", "css": "text/css"}.get(file.suffix[1:], "text/plain")
    return Response(file.read_bytes(), media_type=kind)
