"""A network that carries only so many bytes a second, all connections together, between a page and the room."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

PIECE = 1400
"""What one packet of an Ethernet or Wi-Fi carries. Without it this machine's packets are of 64 kB, and a sender waits
for room that the few bytes held here never have: it would go on by its timer alone, some times a second.
"""

HELD_BYTES = 4096
"""What the system may hold here for either side: a network of little patience, not a store of seconds."""


class Narrow:
    """Passes bytes on between its own port and another one.

    Attributes:
        port: where it listens.
        bits: a second towards the page; None: as many as come. May be changed at any time.
        passed: bytes that went towards the page.
    """

    def __init__(self, target: int) -> None:
        self.bits: int | None = None
        self.passed = 0
        self._target = target
        self._lock = threading.Lock()
        self._free_at = time.monotonic()
        self._open: set[socket.socket] = set()
        self._listening = socket.socket()
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, HELD_BYTES)
        self._listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, PIECE)
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen(64)
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        """End every connection, and take no other."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for one in tuple(self._open):
            _end(one)

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listening.accept()
                far = socket.socket()
                far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, HELD_BYTES)
                far.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, PIECE)
                far.connect(("127.0.0.1", self._target))
                self._open |= {near, far}
                threading.Thread(target=self._pass, args=(near, far, False), daemon=True).start()
                threading.Thread(target=self._pass, args=(far, near, True), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, narrow: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(PIECE if self.bits is not None else 65_536):
                if narrow:
                    self.passed += len(data)
                    self._wait(len(data))
                target.sendall(data)
        _end(source)
        _end(target)

    def _wait(self, count: int) -> None:
        with self._lock:
            now = time.monotonic()
            if self.bits is None:
                self._free_at = now
                return
            self._free_at = max(now, self._free_at) + count * 8 / self.bits
            wait_s = self._free_at - now
        time.sleep(max(0.0, wait_s))


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextlib.contextmanager
def narrow_to(port: int) -> Iterator[Narrow]:
    """A network to a port of this machine, as wide as it likes at first."""
    network = Narrow(port)
    try:
        yield network
    finally:
        network.close()
