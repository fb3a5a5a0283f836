"""Takes connections from a listening socket, and no more of them than are let in at once.

asyncio would take everything that comes and only then ask; here an address that holds too many connections, and a house
that is full, are hung up on before a byte was read and before TLS costs anything.
"""

import asyncio
import contextlib
import errno
import logging
import socket
from collections import Counter
from collections.abc import Callable

from lab.live.door.limits import Limits

BATCH = 128
"""So many are taken before everybody else has their turn."""

BREATH_S = 0.2
_NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

Serve = Callable[[socket.socket], "asyncio.Task[None]"]
"""Begins to serve a connection; done when it is established, or given up and closed."""

_log = logging.getLogger(__name__)


class Gate:
    """The connections that are in.

    Args:
        serve: whom to hand a connection to.
    """

    def __init__(self, limits: Limits, serve: Serve) -> None:
        self._limits = limits
        self._serve = serve
        self._inside: Counter[str] = Counter()
        self._beginning: set[asyncio.Task[None]] = set()
        self._connections: set[_Counted] = set()
        self._empty = asyncio.Event()
        self._empty.set()

    @property
    def inside(self) -> int:
        """How many connections are in."""
        return len(self._connections)

    async def take(self, listening: socket.socket) -> None:
        """Take connections until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, address = await loop.sock_accept(listening)
                self._let_in(connection, str(address[0]))
                self._take_waiting(listening)
            except OSError as error:
                if error.errno not in _NO_ROOM:
                    raise
                _log.warning("no connection can be taken: %s", error)
                await asyncio.sleep(BREATH_S)
            await asyncio.sleep(0)

    def cut_off(self) -> None:
        """Give up whoever is still in the middle of coming in."""
        for task in self._beginning:
            task.cancel()

    async def turn_out(self, seconds: float) -> None:
        """Hang up on everybody who is still in, and wait a moment until they are gone."""
        for connection in list(self._connections):
            with contextlib.suppress(OSError):  # gone by itself in this moment
                connection.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._empty.wait()

    def _take_waiting(self, listening: socket.socket) -> None:
        """Take those who wait already: a crowd that is not taken fast keeps others out of the system's queue."""
        for _number in range(BATCH):
            try:
                connection, address = listening.accept()
            except (BlockingIOError, ConnectionAbortedError):
                return
            self._let_in(connection, str(address[0]))

    def _let_in(self, connection: socket.socket, address: str) -> None:
        if self._inside[address] >= self._limits.per_address or self.inside >= self._limits.in_all:
            connection.close()
            return
        counted = _Counted(connection, lambda one: self._gone(one, address))
        self._inside[address] += 1
        self._connections.add(counted)
        self._empty.clear()
        task = self._serve(counted)
        self._beginning.add(task)
        task.add_done_callback(self._beginning.discard)

    def _gone(self, connection: "_Counted", address: str) -> None:
        if connection in self._connections:
            self._connections.discard(connection)
            self._inside[address] -= 1
            if not self._inside[address]:
                del self._inside[address]
            if not self._connections:
                self._empty.set()


class _Counted(socket.socket):
    """A connection that says when it was closed: whatever protocols it went through, in the end its socket is."""

    def __init__(self, connection: socket.socket, closed: Callable[["_Counted"], None]) -> None:
        super().__init__(connection.family, connection.type, connection.proto, fileno=connection.detach())
        self.settimeout(0)
        self.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._tell_closed = closed

    def close(self) -> None:
        """Close it, and say so."""
        super().close()
        self._tell_closed(self)

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other
