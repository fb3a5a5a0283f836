"""A wire between a page and the room that can be cut and mended: what was open breaks, what is dialled finds nobody."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class Wire:
    """Passes bytes on between its own port and another one, while it is whole."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._is_whole = True
        self._threads = [threading.Thread(target=self._take, daemon=True)]
        self._threads[0].start()

    def cut(self) -> None:
        """Break every connection, and take no other."""
        with self._lock:
            self._is_whole = False
            broken, self._open = self._open, set()
        for one in broken:
            _end(one)

    def mend(self) -> None:
        """Pass on again."""
        with self._lock:
            self._is_whole = True

    def close(self) -> None:
        """End for good."""
        self.cut()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(5)

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listening.accept()
                self._join(near)

    def _join(self, near: socket.socket) -> None:
        with self._lock:
            if not self._is_whole:
                near.close()
                return
            far = socket.create_connection(("127.0.0.1", self._target))
            self._open |= {near, far}
        for one, other in ((near, far), (far, near)):
            thread = threading.Thread(target=self._pass, args=(one, other), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                target.sendall(data)
        with self._lock:
            self._open -= {source, target}
        _end(source)
        _end(target)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextlib.contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    """A whole wire to a port of this machine."""
    wire = Wire(port)
    try:
        yield wire
    finally:
        wire.close()
