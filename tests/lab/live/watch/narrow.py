"""A network that carries only so many bytes a second, all connections together, between a page and the room."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

from tests.lab.live.forwarding import AHEAD, Forwarding, end, pass_on

PIECE = 1400
"""What one packet of an Ethernet or Wi-Fi carries. Without it this machine's packets are of 64 kB, and a sender waits
for room that the few bytes held here never have: it would go on by its timer alone, some times a second.
"""

HELD_BYTES = 4096
"""What the system may hold here for either side: a network of little patience, not a store of seconds."""


class Narrow(Forwarding):
    """Passes bytes on between its own port and another one.

    Attributes:
        bits: a second towards the page; None: as many as come. May be changed at any time.
    """

    def __init__(self, target: int) -> None:
        self.bits: int | None = None
        self._lock = threading.Lock()
        self._free_at = time.monotonic()
        super().__init__(target, _listening())

    def _join(self, near: socket.socket) -> None:
        far = socket.socket()
        far.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, HELD_BYTES)
        far.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, PIECE)
        far.connect(("127.0.0.1", self._target))
        self._open |= {near, far}
        threading.Thread(target=pass_on, args=(near, far), daemon=True).start()
        threading.Thread(target=self._pass, args=(far, near), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(PIECE if self.bits is not None else AHEAD):
                self._wait(len(data))
                target.sendall(data)
        end(source)
        end(target)

    def _wait(self, count: int) -> None:
        with self._lock:
            now = time.monotonic()
            if self.bits is None:
                self._free_at = now
                return
            self._free_at = max(now, self._free_at) + count * 8 / self.bits
            wait_s = self._free_at - now
        time.sleep(max(0.0, wait_s))


def _listening() -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, HELD_BYTES)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, PIECE)
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    return listening


@contextlib.contextmanager
def narrow_to(port: int) -> Iterator[Narrow]:
    """A network to a port of this machine, as wide as it likes at first."""
    with contextlib.closing(Narrow(port)) as network:
        yield network
