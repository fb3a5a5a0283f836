"""What stands between a page and the room in a test: it dials the room for whoever comes, and passes bytes on."""

import contextlib
import socket
import threading
from abc import ABC, abstractmethod

AHEAD = 65_536


class Forwarding(ABC):
    """Takes connections on a port of its own until it is closed.

    Args:
        target: the port that is dialled for each.
        listening: bound to this machine already; else one is made.

    Attributes:
        port: where it listens.
    """

    def __init__(self, target: int, listening: socket.socket | None = None) -> None:
        self._target = target
        self._open: set[socket.socket] = set()
        self._listening = listening or socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._taking = threading.Thread(target=self._take, daemon=True)
        self._taking.start()

    def close(self) -> None:
        """End every connection, and take no other."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for one in tuple(self._open):
            end(one)

    @abstractmethod
    def _join(self, near: socket.socket) -> None:
        """Somebody has dialled; must not wait for them."""

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listening.accept()
                self._join(near)


def end(one: socket.socket) -> None:
    """Hang up, whoever is in the middle of reading from it."""
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


def pass_on(source: socket.socket, target: socket.socket) -> None:
    """Everything, until one of the two hangs up; then neither is there any more."""
    with contextlib.suppress(OSError):
        while data := source.recv(AHEAD):
            target.sendall(data)
    end(source)
    end(target)
