"""The second listener: uvicorn on a socket of our own, in the room's event loop, with its own gate and deadlines."""

import asyncio
import contextlib
import errno
import logging
import socket
import ssl
from collections.abc import Callable, Iterator

import uvicorn
from starlette.types import ASGIApp

from lab.domain.errors import WorldError
from lab.live.door.deadlines import TimelyHttp
from lab.live.door.first_byte import speaks_tls
from lab.live.door.gate import Gate
from lab.live.door.limits import Limits

BACKLOG = 4096
"""Connections that wait until they are taken; the system may hold fewer."""

TAKEN_AHEAD = 256 * 1024
"""Bytes that the system takes of what is sent to somebody slow. Left to itself it takes megabytes, and a picture that
was late by then cannot be left out any more: it would come twenty seconds behind what happens.
"""

LEAST_S = 0.05
"""So much is left for TLS to whoever began it in time."""

UNSENT_AHEAD = 16 * 1024
"""Of those so many may lie there that have not set out yet, where the system can be told (Linux, macOS)."""

_log = logging.getLogger(__name__)


def bound(address: str, port: int) -> socket.socket:
    """A socket bound to just this address and port.

    Raises:
        WorldError: `port_in_use`, `port_forbidden`, `address_gone`.
    """
    # With the protocol named, asyncio too sends small messages at once (TCP_NODELAY): else each costs 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            # On Windows SO_REUSEADDR would share the port with whoever has it already.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, TAKEN_AHEAD)
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_AHEAD)
        listening.settimeout(0)
        listening.bind((address, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise _fault(error, address, port) from error
    return listening


def _fault(error: OSError, address: str, port: int) -> WorldError:
    if isinstance(error, PermissionError):
        return WorldError("port_forbidden", port=port)
    if error.errno == errno.EADDRNOTAVAIL:
        return WorldError("address_gone", address=address)
    return WorldError("port_in_use", address=address, port=port, reason=error.strerror or str(error))


class Listener(uvicorn.Server):
    """Serves until `should_exit`.

    Args:
        app: what is served.
        plainly: what whoever speaks plain HTTP hears where TLS is spoken.
        context: how to speak TLS now; asked for each connection, so that a new certificate needs no new listener. None:
            plain HTTP, and the app is served by it.
        ready: called when connections are taken.
    """

    def __init__(
        self,
        app: ASGIApp,
        plainly: ASGIApp,
        limits: Limits,
        context: Callable[[], ssl.SSLContext | None],
        ready: Callable[[], None],
    ) -> None:
        super().__init__(_configured(app, limits))
        self._plainly = _configured(plainly, limits)
        self._limits = limits
        self._context = context
        self._ready = ready
        self._gate = Gate(limits, lambda connection: asyncio.ensure_future(self._speak(connection)))
        self._taking: list[asyncio.Task[None]] = []

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the room's: it ends this listener when they come."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections."""
        self.servers = []
        self._taking = [asyncio.ensure_future(self._gate.take(listening)) for listening in sockets or ()]
        self.started = True
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, say goodbye, cut off who does not go."""
        for taking in self._taking:
            taking.cancel()
        await asyncio.gather(*self._taking, return_exceptions=True)
        self._gate.cut_off()
        await super().shutdown(sockets)
        await self._gate.turn_out(self._limits.goodbye_s)

    async def _speak(self, connection: socket.socket) -> None:
        """Agree on TLS and speak HTTP. Whoever cannot is hung up on: strangers are no fault of ours."""
        context = self._context()
        if context is None:
            await self._talk(connection, self.config)
            return
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._limits.handshake_s
        try:
            async with asyncio.timeout_at(ends):
                tls = await speaks_tls(connection)
        except (OSError, asyncio.CancelledError) as error:
            _log.debug("somebody said nothing: %s", error)
            connection.close()
            return
        if tls is None:
            connection.close()
        elif tls:
            await self._talk(connection, self.config, context, max(LEAST_S, ends - loop.time()))
        else:
            await self._talk(connection, self._plainly)

    async def _talk(
        self,
        connection: socket.socket,
        config: uvicorn.Config,
        context: ssl.SSLContext | None = None,
        handshake_s: float | None = None,
    ) -> None:
        """Speak HTTP with the app of a configuration."""
        loop = asyncio.get_running_loop()
        try:
            await loop.connect_accepted_socket(
                lambda: TimelyHttp(config, self.server_state, self._limits, loop),
                connection,
                ssl=context,
                ssl_handshake_timeout=handshake_s,
                ssl_shutdown_timeout=self._limits.goodbye_s if context is not None else None,
            )
        except (OSError, asyncio.CancelledError) as error:
            _log.debug("a connection was not established: %s", error)
            # Its transport closes it in its own time; where there came to be none, nobody else would.
            loop.call_later(2 * self._limits.goodbye_s, connection.close)


def _configured(app: ASGIApp, limits: Limits) -> uvicorn.Config:
    """The options that the defaults leave too wide open. How many may come in, the gate decides."""
    return uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_max_size=limits.body,
        ws_max_queue=32,
        ws_ping_interval=5,
        ws_ping_timeout=10,
        ws_per_message_deflate=False,
        h11_max_incomplete_event_size=limits.head,
        timeout_keep_alive=int(limits.receive_s) + 1,
        timeout_graceful_shutdown=max(1, round(limits.goodbye_s)),
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        lifespan="off",
    )
