"""How the raw pixels of a part of an X11 desktop come to us: through memory shared with the server, else sent by it."""

import ctypes
import struct
from typing import Protocol

from recordings.bands import PIXEL
from recordings.errors import RecordingError
from recordings.plan import Region
from recordings.shared_memory import SharedMemory
from recordings.x11_wire import Extension, Wire

_VERSION, _ATTACH, _GET_SHARED = 0, 1, 4
_GET_IMAGE = 73
_PIXMAP = 2
_ALL_PLANES = 0xFFFFFFFF
_HEADER = 32


class Images(Protocol):
    """The pixels of a place. `address` is where its first one lies; each row follows the one before."""

    @property
    def address(self) -> int:
        """Where the pixels lie in memory."""

    def fetch(self, rows: range) -> None:
        """Bring these rows of the place up to date. Raises WireError, RecordingError if the server is gone."""

    def close(self) -> None:
        """Give everything back. Idempotent."""


class SharedImages:
    """Written by the server into memory that it shares with us (the extension MIT-SHM).

    Raises:
        RecordingError: `screen_failed`, the system gives no memory.
        WireError: the server cannot see our memory.
    """

    def __init__(self, wire: Wire, extension: Extension, place: Region) -> None:
        self._wire = wire
        self._opcode = extension.opcode
        self._place = place
        self._memory = SharedMemory(place.width * place.height * PIXEL)
        self._segment = wire.new_id()
        try:
            wire.ask(self._opcode, _VERSION, b"")
            wire.demand(self._opcode, _ATTACH, struct.pack("<IIBxxx", self._segment, self._memory.id, 0))
        except BaseException:
            self.close()
            raise
        finally:
            self._memory.disown()

    @property
    def address(self) -> int:
        """Where the pixels lie in memory."""
        return self._memory.address

    def fetch(self, rows: range) -> None:
        """Bring these rows of the place up to date. Raises WireError, RecordingError if the server is gone."""
        place = (self._place.x, self._place.y + rows.start, self._place.width, len(rows))
        form = (_ALL_PLANES, _PIXMAP, self._segment, rows.start * self._place.width * PIXEL)
        body = struct.pack("<IhhHHIBxxxII", self._wire.root.window, *place, *form)
        self._wire.ask(self._opcode, _GET_SHARED, body)

    def close(self) -> None:
        """Give everything back. Idempotent."""
        self._memory.close()


class SentImages:
    """Sent by the server over the connection: for one that shares no memory, or runs on another machine."""

    def __init__(self, wire: Wire, place: Region) -> None:
        self._wire = wire
        self._place = place
        self._pixels = ctypes.create_string_buffer(place.width * place.height * PIXEL)

    @property
    def address(self) -> int:
        """Where the pixels lie in memory."""
        return ctypes.addressof(self._pixels)

    def fetch(self, rows: range) -> None:
        """Bring these rows of the place up to date. Raises WireError, RecordingError if the server is gone."""
        place = (self._place.x, self._place.y + rows.start, self._place.width, len(rows))
        body = struct.pack("<IhhHHI", self._wire.root.window, *place, _ALL_PLANES)
        reply = self._wire.ask(_GET_IMAGE, _PIXMAP, body)
        size = len(rows) * self._place.width * PIXEL
        if len(reply) < _HEADER + size:
            raise RecordingError("screen_failed", why="its pixels are of another form")
        ctypes.memmove(self.address + rows.start * self._place.width * PIXEL, reply[_HEADER:], size)

    def close(self) -> None:
        """Give everything back. Idempotent."""
