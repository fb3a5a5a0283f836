"""Live stills, handed from the recorder to the programs of the workstation. One that is slow sees fewer of them.

The observers' stream passes here on its way to the relay (`lab.live.relay`) and goes to nobody on this listener.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable

from fastapi import WebSocket, WebSocketDisconnect

from lab.live.frames import blocks, texts
from recordings.messages import MEDIA_STILL, kind_and_track, unpack_media

WAITING = 4


class Viewer:
    """One client at the media socket."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._waiting: deque[bytes] = deque(maxlen=WAITING)
        self._ready = asyncio.Event()

    def offer(self, picture: bytes) -> None:
        """Hand over a picture; the oldest that waits is dropped if there are too many."""
        self._waiting.append(picture)
        self._ready.set()

    async def run(self) -> None:
        """Send pictures until the client is gone."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while True:
                await self._ready.wait()
                self._ready.clear()
                while self._waiting:
                    await self._socket.send_bytes(self._waiting.popleft())


class MediaRelay:
    """Everybody at the media sockets.

    Args:
        relayed: takes every media message.
    """

    def __init__(self, relayed: Callable[[bytes], None]) -> None:
        self._relayed = relayed
        self._viewers: set[Viewer] = set()

    async def take(self, socket: WebSocket) -> None:
        """Take pictures from a recorder until it hangs up. What is no media message is passed over."""
        async for message in blocks(socket):
            try:
                unpack_media(message)
            except ValueError:
                continue
            self._relayed(message)
            if kind_and_track(message)[0] == MEDIA_STILL:
                for viewer in self._viewers:
                    viewer.offer(message)

    async def show(self, socket: WebSocket) -> None:
        """Send pictures to a client until it hangs up."""
        viewer = Viewer(socket)
        self._viewers.add(viewer)
        sending = asyncio.ensure_future(viewer.run())
        try:
            async for _ignored in texts(socket):
                pass
        finally:
            self._viewers.discard(viewer)
            sending.cancel()
