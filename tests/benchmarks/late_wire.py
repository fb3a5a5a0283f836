"""A way to the room on which the picture is late: what a media socket brings waits, everything else passes at once."""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator

from tests.lab.live.forwarding import AHEAD, Forwarding, end, pass_on

MEDIA = b"GET /ws/media"


class LateWire(Forwarding):
    """Passes bytes on between its own port and another one.

    Attributes:
        late_s: how late the picture is on a connection that is opened from now on.
    """

    def __init__(self, target: int) -> None:
        self.late_s = 0.0
        super().__init__(target)

    def _join(self, near: socket.socket) -> None:
        threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with contextlib.suppress(OSError):
            first = near.recv(AHEAD)
            far = socket.create_connection(("127.0.0.1", self._target))
            for one in (near, far):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open |= {near, far}
            far.sendall(first)
            late_s = self.late_s if first.startswith(MEDIA) else 0.0
            threading.Thread(target=pass_on, args=(near, far), daemon=True).start()
            if late_s > 0:
                _pass_later(far, near, late_s)
            else:
                pass_on(far, near)


def _pass_later(source: socket.socket, target: socket.socket, late_s: float) -> None:
    """The answer to the handshake passes at once, what follows waits."""
    waiting: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()

    def send() -> None:
        with contextlib.suppress(OSError):
            while True:
                due, data = waiting.get()
                time.sleep(max(0.0, due - time.monotonic()))
                if data == b"":
                    break
                target.sendall(data)
        end(target)

    threading.Thread(target=send, daemon=True).start()
    with contextlib.suppress(OSError):
        target.sendall(source.recv(AHEAD))
        while data := source.recv(AHEAD):
            waiting.put((time.monotonic() + late_s, data))
    waiting.put((time.monotonic() + late_s, b""))


@contextlib.contextmanager
def late_wire_to(port: int) -> Iterator[LateWire]:
    """A wire to a port of this machine."""
    with contextlib.closing(LateWire(port)) as wire:
        yield wire
