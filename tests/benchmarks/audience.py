"""Many viewers of an observers' stream in a process of their own: `python audience.py`, told by one line on stdin.

The line is JSON: `url`, `origin`, `tickets` (one each; an empty one for a server that asks for none), `seconds`,
`origin_us` (machine clock at session time 0), `stuck` (how many of them take nothing after their first message), and
`keep` (a file for all that the first of them was sent). Prints `ready` when all are connected, and at the end one line
of JSON: how many messages and bytes came to those who take them, and how late pictures of the main track were (ms).
"""

import asyncio
import json
import struct
import sys
from pathlib import Path
from statistics import quantiles
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from recordings import clock
from recordings.media_words import MEDIA_STREAM_INIT, TRACK_MAIN, unpack_media

PER_ADDRESS = 10
"""A room takes twenty connections of one address, and these are as many devices."""


class Audience:
    """Everybody, and what came."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.messages = 0
        self.bytes = 0
        self.late_ms: list[float] = []
        self.kept: list[tuple[int, bytes]] = []

    async def watch(self, number: int, ticket: str, connected: asyncio.Semaphore) -> None:
        """One viewer."""
        offered: Any = ["lab.1", f"ticket.{ticket}"] if ticket else None
        here = (f"127.0.0.{2 + number // PER_ADDRESS}", 0)
        async with connect(
            self.told["url"],
            subprotocols=offered,
            origin=self.told["origin"],
            compression=None,
            proxy=None,
            local_addr=here,
            max_queue=4,
            ping_interval=None,
        ) as socket:
            connected.release()
            if number >= len(self.told["tickets"]) - self.told["stuck"]:
                await socket.recv()
                socket.transport.pause_reading()
                await asyncio.Event().wait()
            await self._take(number, socket)

    async def _take(self, number: int, socket: ClientConnection) -> None:
        async for message in socket:
            assert isinstance(message, bytes)
            now_us = clock.now_us()
            self.messages += 1
            self.bytes += len(message)
            if number == 0 and self.told["keep"]:
                self.kept.append((now_us, message))
            header, _ = unpack_media(message)
            if header.track == TRACK_MAIN and header.kind != MEDIA_STREAM_INIT:
                self.late_ms.append((now_us - self.told["origin_us"] - header.at_us) / 1000)

    def forget(self) -> None:
        """Count from here on."""
        self.messages = self.bytes = 0
        self.late_ms.clear()


async def main() -> int:
    """Watch for as long as was told."""
    told = json.loads(sys.stdin.readline())
    audience = Audience(told)
    connected = asyncio.Semaphore(0)
    tickets = told["tickets"]
    watching = [asyncio.ensure_future(audience.watch(n, one, connected)) for n, one in enumerate(tickets)]
    for _ in tickets:
        await connected.acquire()
    await asyncio.sleep(1)
    audience.forget()
    print("ready", flush=True)
    await asyncio.sleep(told["seconds"])
    late = quantiles(audience.late_ms, n=100) if len(audience.late_ms) > 1 else [0.0] * 99
    result = {"messages": audience.messages, "bytes": audience.bytes, "p50_ms": late[49], "p95_ms": late[94]}
    print(json.dumps(result), flush=True)
    if told["keep"]:
        _write(Path(told["keep"]), audience.kept)
    for one in watching:
        one.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    return 0


def _write(path: Path, kept: list[tuple[int, bytes]]) -> None:
    """Each message behind when it came (µs) and its length."""
    path.write_bytes(b"".join(struct.pack(">QI", at_us, len(one)) + one for at_us, one in kept))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
