"""A server that does nothing but send: `python dummy_relay.py FILE VIEWERS`; prints its port.

When so many have come, each is sent the messages of the file (as `audience.py` keeps them) at the pace at which they
were kept. What it costs is what sending costs, whoever sends.
"""

import asyncio
import struct
import sys
from pathlib import Path
from typing import Any

import uvicorn

from lab.live.server import bound_socket


class Dummy:
    """The ASGI app."""

    def __init__(self, messages: list[tuple[int, bytes]], viewers: int) -> None:
        self._messages = messages
        self._viewers = viewers
        self._queues: list[asyncio.Queue[bytes]] = []
        self._sending: asyncio.Task[None] | None = None

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self._queues.append(queue)
        if len(self._queues) == self._viewers:
            self._sending = asyncio.ensure_future(self._send_all())
        while True:
            await send({"type": "websocket.send", "bytes": await queue.get()})

    async def _send_all(self) -> None:
        loop = asyncio.get_running_loop()
        began, first_us = loop.time(), self._messages[0][0]
        for at_us, message in self._messages:
            await asyncio.sleep(max(0.0, began + (at_us - first_us) / 1e6 - loop.time()))
            for queue in self._queues:
                queue.put_nowait(message)


def read(path: Path) -> list[tuple[int, bytes]]:
    """The messages of a file, and when each came, µs."""
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        at_us, length = struct.unpack_from(">QI", data, at)
        found.append((at_us, data[at + 12 : at + 12 + length]))
        at += 12 + length
    return found


def main() -> int:
    """Serve until terminated."""
    listening = bound_socket(0)
    print(listening.getsockname()[1], flush=True)
    app = Dummy(read(Path(sys.argv[1])), int(sys.argv[2]))
    config = uvicorn.Config(
        app, ws="websockets-sansio", ws_per_message_deflate=False, lifespan="off", log_config=None, access_log=False
    )
    uvicorn.Server(config).run([listening])
    return 0


if __name__ == "__main__":
    sys.exit(main())
