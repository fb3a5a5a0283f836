"""The room on the network: a socket on this machine, two WebSocket routes, nothing else.

`/ws/events` carries JSON, `/ws/media` binary; what happens there depends on whose token was shown.
"""

import contextlib
import socket
from collections.abc import Awaitable, Callable

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp

from lab.live.access import ROLE, Access, Role
from lab.live.address import AddressFile
from lab.live.conversation import Conversation
from lab.live.room import Room
from lab.live.strangers import Strangers

LOOPBACK = "127.0.0.1"
LARGEST_MESSAGE = 1 << 20
"""Stills come from the recorder; a client's words are held to `messages.MOST_BYTES` besides."""

Serve = Callable[[WebSocket], Awaitable[None]]


def bound_socket(port: int) -> socket.socket:
    """A listening socket on this port if it is free, else on one that is. Raises OSError when there is none at all."""
    for wanted in (port, 0):
        # With the protocol named, asyncio sends small messages at once (TCP_NODELAY): else each costs 40 ms.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK, wanted))
        except OSError:
            listening.close()
            if wanted == 0:
                raise
            continue
        return listening
    raise OSError(port)


def application(room: Room, tokens: AddressFile, shut_down: Callable[[], None]) -> ASGIApp:
    """The room behind its access check."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @app.get("/alive")
    async def alive() -> JSONResponse:
        return JSONResponse({"pid": room.pid})

    @app.websocket("/ws/events")
    async def events(websocket: WebSocket) -> None:
        if websocket.scope[ROLE] == "recorder":
            await _served(websocket, room.link.serve)
        else:
            await _served(websocket, lambda accepted: Conversation(room, accepted, shut_down).run())

    @app.websocket("/ws/media")
    async def media(websocket: WebSocket) -> None:
        is_recorder = websocket.scope[ROLE] == "recorder"
        await _served(websocket, room.media.take if is_recorder else room.media.show)

    known: dict[Role, str] = {"workstation": tokens.token, "recorder": tokens.recorder_token}
    return Access(app, known, tokens.port)


async def _served(websocket: WebSocket, serve: Serve) -> None:
    """Accept and serve until either side hangs up."""
    await websocket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        await serve(websocket)
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await websocket.close()


class Server(uvicorn.Server):
    """Serves until `should_exit`; says when connections are taken."""

    def __init__(self, app: ASGIApp, ready: Callable[[], None], strangers: Strangers | None = None) -> None:
        super().__init__(_configured(app, strangers or Strangers()))
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._ready()


def _configured(app: ASGIApp, strangers: Strangers) -> uvicorn.Config:
    """The options that the defaults leave too wide open."""
    return uvicorn.Config(
        app,
        http=strangers.speaking,  # type: ignore[arg-type] # uvicorn calls it, whatever it is
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        ws_max_queue=64,
        ws_ping_interval=5,
        ws_ping_timeout=10,
        ws_per_message_deflate=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        lifespan="off",
    )
