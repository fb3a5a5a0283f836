"""One client's connection: what waits to be sent to it, and nothing that could hold up anybody else."""

import asyncio
import contextlib

from fastapi import WebSocket, WebSocketDisconnect

from lab.live.messages import Message

WAITING = 5_000
"""Messages that may wait for a client that does not read. It is then cut off, and asks later for what it missed."""

TOO_SLOW = 4408


class Connection:
    """A client at the events socket.

    Attributes:
        name: who sits there.
        wants_stills: it looks at the live picture.
        greeted: it has said hello.
    """

    def __init__(self, socket: WebSocket) -> None:
        self.name = ""
        self.wants_stills = False
        self.greeted = False
        self._socket = socket
        self._out: asyncio.Queue[str] = asyncio.Queue(WAITING)
        self._cut_off = False

    def send(self, message: Message) -> None:
        """Send a message, or cut the client off if too much waits."""
        self.send_text(message.model_dump_json())

    def send_text(self, text: str) -> None:
        """As `send`, of a message that was written out once for everybody."""
        if self._cut_off:
            return
        try:
            self._out.put_nowait(text)
        except asyncio.QueueFull:
            self._cut_off = True

    async def run(self) -> None:
        """Send what waits until the client is gone."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while not self._cut_off:
                await self._socket.send_text(await self._out.get())
                self._out.task_done()
            await self._socket.close(TOO_SLOW)

    async def flush(self, timeout_s: float) -> None:
        """Give what waits a moment to be sent."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._out.join()
