"""A WebSocket written byte by byte, so that it may be wrong in any way; and what the room says before it hangs up."""

import json
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from lab.live.messages import Hello
from tests.process.second_room import Guest

TEXT, BINARY, CLOSE, PING, PONG, CONTINUATION = 1, 2, 8, 9, 10, 0
PATIENCE_S = 20.0
_MASK = b"\x01\x02\x03\x04"


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, masked: bool = True) -> bytes:
    """One frame, as it should be unless it is said otherwise. `rsv`: the three reserved bits."""
    return head(opcode, len(payload), fin=fin, rsv=rsv, masked=masked) + (_hidden(payload) if masked else payload)


def head(opcode: int, length: int, *, fin: bool = True, rsv: int = 0, masked: bool = True) -> bytes:
    """The beginning of a frame that says it were so long."""
    first, second = (fin << 7) | (rsv << 4) | opcode, masked << 7
    if length < 126:
        said = struct.pack("!BB", first, second | length)
    elif length < 65_536:
        said = struct.pack("!BBH", first, second | 126, length)
    else:
        said = struct.pack("!BBQ", first, second | 127, length)
    return said + (_MASK if masked else b"")


def words(text: str) -> bytes:
    """A message as it should be."""
    return frame(TEXT, text.encode())


def _hidden(payload: bytes) -> bytes:
    mask = (_MASK * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(mask, "big")).to_bytes(len(payload), "big")


class RawSocket:
    """A socket of a guest, accepted by the room.

    Attributes:
        status: of the handshake.
    """

    def __init__(self, guest: Guest, *more_headers: str) -> None:
        ticket = guest.post("/api/ws-ticket", {"kind": "events"})["ticket"]
        self._line = socket.create_connection(("127.0.0.1", guest.port), timeout=PATIENCE_S)
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._came = b""
        host = f"127.0.0.1:{guest.port}"
        lines = [
            "GET /ws/events HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            f"Sec-WebSocket-Protocol: lab.1, ticket.{ticket}", *more_headers,
        ]  # fmt: skip
        self._line.sendall("\r\n".join([*lines, "", ""]).encode())
        while b"\r\n\r\n" not in self._came:
            self._take()
        answer, _, self._came = self._came.partition(b"\r\n\r\n")
        self.status = int(answer.split()[1])

    def say(self, *parts: bytes) -> None:
        """Send bytes; the room may hang up in the middle of them."""
        with suppress(ConnectionError):
            for part in parts:
                self._line.sendall(part)

    def hello(self) -> None:
        """Be welcomed."""
        self.say(words(Hello(client="page", name="").model_dump_json()))
        assert self.told("welcome")

    def told(self, *kinds: str, about: str = "") -> dict[str, Any]:
        """The next message of one of these kinds, of this id if one is given; AssertionError if the room hangs up."""
        for opcode, payload in self._frames():
            if opcode == TEXT:
                message: dict[str, Any] = json.loads(payload)
                if message["type"] in kinds and about in ("", message.get("id")):
                    return message
            assert opcode != CLOSE, payload
        raise AssertionError("the room hung up")

    def pongs(self, count: int) -> None:
        """Wait until so many pings were answered."""
        for opcode, _payload in self._frames():
            count -= opcode == PONG
            if count == 0:
                return
        raise AssertionError("the room hung up")

    def end_of_words(self) -> None:
        """Say nothing more, and listen on."""
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_WR)

    def closed(self) -> int | None:
        """With which code the room closes; None: it hung up without one."""
        with suppress(ConnectionError):
            for opcode, payload in self._frames():
                if opcode == CLOSE:
                    return int.from_bytes(payload[:2], "big")
        return None

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _frames(self) -> Iterator[tuple[int, bytes]]:
        while True:
            opcode, length = self._ahead(2)[0] & 15, self._came[1] & 127
            size = {126: 2, 127: 8}.get(length, 0)
            if size:
                length = int.from_bytes(self._ahead(2 + size)[2 : 2 + size], "big")
            payload = self._ahead(2 + size + length)[2 + size : 2 + size + length]
            self._came = self._came[2 + size + length :]
            yield opcode, payload

    def _ahead(self, count: int) -> bytes:
        while len(self._came) < count:
            self._take()
        return self._came

    def _take(self) -> None:
        more = self._line.recv(65_536)
        if not more:
            raise ConnectionResetError(os.strerror(104))
        self._came += more


@contextmanager
def raw_socket(guest: Guest, *more_headers: str) -> Iterator[RawSocket]:
    """A socket that is hung up at the end."""
    made = RawSocket(guest, *more_headers)
    try:
        yield made
    finally:
        made.close()
