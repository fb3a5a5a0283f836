"""Connections to the room's own port on this machine whose token was not seen yet: a few at a time, and not for long.

Any program here may dial that port, and so may a page in a browser through a name that leads here. They learn nothing;
but whoever only held connections would keep the window out, and the window would take the room for dead and end it.
"""

import asyncio
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

MOST = 64
PATIENCE_S = 5.0
"""A program of ours says at once what it wants, and hangs up or goes on with a socket."""


class Strangers:
    """Those that are in. When one too many comes, the one that has been here longest is hung up on: so whoever comes is
    always heard.
    """

    def __init__(self, most: int = MOST, patience_s: float = PATIENCE_S) -> None:
        self._most = most
        self._patience_s = patience_s
        self._waiting: dict[asyncio.Transport, asyncio.TimerHandle] = {}

    def came(self, transport: asyncio.Transport) -> None:
        """Somebody dialled."""
        if len(self._waiting) >= self._most:
            oldest = next(iter(self._waiting))
            self.went(oldest)
            oldest.abort()
        loop = asyncio.get_running_loop()
        self._waiting[transport] = loop.call_later(self._patience_s, transport.abort)

    def went(self, transport: asyncio.Transport) -> None:
        """They hung up, or speak by a socket from now on. Twice is no fault."""
        timer = self._waiting.pop(transport, None)
        if timer is not None:
            timer.cancel()

    def speaking(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> "_Http":
        """What speaks HTTP with one of them; to be given to uvicorn, hence these names."""
        return _Http(self, config, server_state, app_state, _loop)


class _Http(H11Protocol):
    """One connection until it is a socket: a handshake that is turned away is hung up on at once."""

    def __init__(
        self,
        strangers: Strangers,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        loop: asyncio.AbstractEventLoop | None,
    ) -> None:
        super().__init__(config, server_state, app_state, loop)
        self._strangers = strangers

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Their time begins."""
        super().connection_made(transport)
        self._strangers.came(transport)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """From here on the room asks for the token before it accepts."""
        self._strangers.went(self.transport)
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is left to be waited for."""
        self._strangers.went(self.transport)
        super().connection_lost(exc)
