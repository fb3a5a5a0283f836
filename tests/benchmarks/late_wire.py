"""A way to the room on which the picture is late: what a media socket brings waits, everything else passes at once."""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator

MEDIA = b"GET /ws/media"


class LateWire:
    """Passes bytes on between its own port and another one.

    Attributes:
        port: where it listens.
        late_s: how late the picture is on a connection that is opened from now on.
    """

    def __init__(self, target: int) -> None:
        self.late_s = 0.0
        self._target = target
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
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
                threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        with contextlib.suppress(OSError):
            first = near.recv(65_536)
            far = socket.create_connection(("127.0.0.1", self._target))
            for one in (near, far):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open |= {near, far}
            far.sendall(first)
            late_s = self.late_s if first.startswith(MEDIA) else 0.0
            threading.Thread(target=_pass, args=(near, far), daemon=True).start()
            if late_s > 0:
                _pass_later(far, near, late_s)
            else:
                _pass(far, near)


def _pass(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    _end(source)
    _end(target)


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
        _end(target)

    threading.Thread(target=send, daemon=True).start()
    with contextlib.suppress(OSError):
        target.sendall(source.recv(65_536))
        while data := source.recv(65_536):
            waiting.put((time.monotonic() + late_s, data))
    waiting.put((time.monotonic() + late_s, b""))


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextlib.contextmanager
def late_wire_to(port: int) -> Iterator[LateWire]:
    """A wire to a port of this machine."""
    wire = LateWire(port)
    try:
        yield wire
    finally:
        wire.close()
