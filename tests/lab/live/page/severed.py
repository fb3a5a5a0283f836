"""A wire between a page and the room that can be cut and mended: what was open breaks, what is dialled finds nobody."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

from tests.lab.live.forwarding import AHEAD, Forwarding, end


class Wire(Forwarding):
    """Passes bytes on between its own port and another one, while it is whole.

    Args:
        homes: from so many addresses of this machine the far side is dialled: there is a bound for each.

    Attributes:
        tears_after: asked for each connection how many bytes it still passes, either way, before it breaks: in the
            middle of whatever passes then. None: it is whole.
        torn: how many connections broke by that.
    """

    def __init__(self, target: int, homes: int = 1) -> None:
        self.tears_after: Callable[[], int] | None = None
        self.torn = 0
        self._joined, self._homes = 0, homes
        self._lock = threading.Lock()
        self._is_whole = True
        self._threads: list[threading.Thread] = []
        super().__init__(target)

    def cut(self) -> None:
        """Break every connection, and take no other."""
        with self._lock:
            self._is_whole = False
            broken, self._open = self._open, set()
        for one in broken:
            end(one)

    def mend(self) -> None:
        """Pass on again."""
        with self._lock:
            self._is_whole = True

    def close(self) -> None:
        """End for good."""
        self.cut()
        super().close()
        for thread in (self._taking, *self._threads):
            thread.join(5)

    def _join(self, near: socket.socket) -> None:
        with self._lock:
            if not self._is_whole:
                near.close()
                return
            self._joined += 1
            home = (f"127.0.0.{1 + self._joined % self._homes}", 0)
            try:
                far = socket.create_connection(("127.0.0.1", self._target), source_address=home)
            except OSError:
                near.close()
                return
            self._open |= {near, far}
        passes = _Passing(self.tears_after() if self.tears_after is not None else None)
        for one, other in ((near, far), (far, near)):
            thread = threading.Thread(target=self._pass, args=(one, other, passes), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _pass(self, source: socket.socket, target: socket.socket, passes: "_Passing") -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(AHEAD):
                through = passes.of(data)
                target.sendall(through)
                if len(through) < len(data):
                    self.torn += 1
                    break
        with self._lock:
            self._open -= {source, target}
        end(source)
        end(target)


class _Passing:
    """How much of what comes a connection still passes, both ways together."""

    def __init__(self, left: int | None) -> None:
        self._left = left
        self._lock = threading.Lock()

    def of(self, data: bytes) -> bytes:
        """As much of these bytes as passes."""
        with self._lock:
            if self._left is None:
                return data
            through = data[: self._left]
            self._left -= len(through)
            return through


@contextlib.contextmanager
def wire_to(port: int, homes: int = 1) -> Iterator[Wire]:
    """A whole wire to a port of this machine; `homes` as for `Wire`."""
    with contextlib.closing(Wire(port, homes)) as wire:
        yield wire
