"""HTTP and WebSocket as uvicorn speaks them, but nobody may take their time over it.

uvicorn waits for ever for a request that does not end: its own timer begins anew with each byte. Here a whole request
must have come within a fixed time, an answer must be taken within one, and what cannot be sent is thrown away.
"""

import asyncio
import logging
from functools import partial
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from lab.live.door.limits import Limits

GOING_AWAY = 1001

HANG_UP = "lab.hang_up"
"""Name of the extension by which an app hangs up (ASGI scope; a function without arguments)."""

WAITING_BYTES = 16 * 1024
"""What may wait in this program for a connection that takes slowly, before whoever sends is held up."""


def _is_about_us(record: logging.LogRecord) -> bool:
    """Whether something went wrong with us: text that is no UTF-8 is not, and has a traceback in uvicorn."""
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, UnicodeDecodeError) and record.funcName == "send_receive_event_to_app")


_quiet = logging.getLogger("lab.live.door.http")
# Strangers decide how often it would be said that a request was none; and who came when is kept in the chain.
_quiet.setLevel(logging.ERROR)
_quiet.addFilter(_is_about_us)


class _Deadline:
    """Cuts a connection off when its time is over."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._timer: asyncio.TimerHandle | None = None

    def arm(self, transport: asyncio.Transport, seconds: float) -> None:
        self.disarm()
        # Not closed in good order: what waits to be sent to who does not read would hold it open.
        self._timer = self._loop.call_later(seconds, transport.abort)

    @property
    def is_armed(self) -> bool:
        return self._timer is not None

    def disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class _Taken(asyncio.Protocol):
    """What is sent must be taken in time; the other half of a protocol of uvicorn's, before which it stands."""

    transport: asyncio.Transport
    _limits: Limits
    _sending: _Deadline

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Who takes slowly is noticed soon: what waits here is late, and can be left out no more."""
        assert isinstance(transport, asyncio.Transport)
        transport.set_write_buffer_limits(high=WAITING_BYTES)
        super().connection_made(transport)

    def pause_writing(self) -> None:
        """The client takes nothing at the moment."""
        super().pause_writing()
        self._sending.arm(self.transport, self._limits.stalled_s)

    def resume_writing(self) -> None:
        """It takes something again."""
        self._sending.disarm()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is left to be waited for."""
        self._sending.disarm()
        super().connection_lost(exc)


class TimelyHttp(_Taken, H11Protocol):
    """One HTTP connection."""

    def __init__(
        self, config: Config, server_state: ServerState, limits: Limits, loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__(config, server_state, {}, loop)
        self.logger = _quiet
        self.access_log = False
        self.ws_protocol_class = partial(TimelySocket, limits=limits)  # type: ignore[assignment]
        self._limits = limits
        self._receiving = _Deadline(loop)
        self._sending = _Deadline(loop)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The time of the first request begins."""
        super().connection_made(transport)
        self._receiving.arm(transport, self._limits.receive_s)

    def data_received(self, data: bytes) -> None:
        """A request that is there whole may be answered at leisure: streams go on for hours."""
        super().data_received(data)
        if self.conn.their_state in (h11.DONE, h11.MUST_CLOSE):
            self._receiving.disarm()

    def on_response_complete(self) -> None:
        """The time of the next request begins."""
        if not self.transport.is_closing():
            self._receiving.arm(self.transport, self._limits.receive_s)
        super().on_response_complete()
        if self.conn.their_state in (h11.DONE, h11.MUST_CLOSE):
            self._receiving.disarm()  # it was there already

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """From here on the other protocol counts."""
        self._receiving.disarm()
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is left to be waited for."""
        self._receiving.disarm()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The room closes: a short answer may end, a stream does not."""
        super().shutdown()
        self.loop.call_later(self._limits.goodbye_s / 2, self._hang_up)

    def _hang_up(self) -> None:
        """Who takes nothing is not waited for: closing in good order would mean until they have taken all."""
        if self._sending.is_armed:
            self.transport.abort()
        else:
            self.transport.close()


class TimelySocket(_Taken, WebSocketsSansIOProtocol):
    """One WebSocket."""

    def __init__(self, config: Config, server_state: ServerState, app_state: dict[str, Any], limits: Limits) -> None:
        super().__init__(config, server_state, app_state)
        self.logger = _quiet
        self.conn.logger = _quiet
        self._limits = limits
        self._sending = _Deadline(self.loop)

    async def run_asgi(self) -> None:
        """Let the app hang up at once: a farewell in good order would wait behind all that was not taken."""
        extensions: Any = self.scope.setdefault("extensions", {})
        extensions[HANG_UP] = self.transport.abort
        await super().run_asgi()

    def keepalive_timeout(self) -> None:
        """Nobody answers there: waiting until the rest is sent would be for ever."""
        super().keepalive_timeout()
        self._sending.arm(self.transport, self._limits.goodbye_s)

    def shutdown(self) -> None:
        """The room closes: 1001, going away."""
        if not self.handshake_complete or self.close_sent:
            super().shutdown()
            return
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": GOING_AWAY})
        self.conn.send_close(GOING_AWAY)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.close()
