"""A connection to an X server that speaks the protocol itself, through libxcb alone.

libxcb carries the bytes (Qt and FFmpeg need it anyway); requests are packed here, so that no library is needed for each
extension. Unlike Xlib it never ends the process when the server goes away.
"""

import ctypes
import ctypes.util
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from recordings.errors import RecordingError

_CHECKED, _RAW = 1, 2
_QUERY_EXTENSION = 98
_HEADER = 32
"""Bytes of every event and of the fixed part of every reply."""

_GENERIC_EVENT = 35
"""An event of any length; libxcb puts a number of its own (4 bytes) between its header and what follows."""


class WireError(Exception):
    """The server refused a request: `code` is X's own (8 is `BadMatch`, 10 is `BadAccess`)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Root:
    """The root window of a display: its id, its size in px, the bits of a pixel that mean something."""

    window: int
    width: int
    height: int
    depth: int


@dataclass(frozen=True, slots=True)
class Extension:
    """Where the server put an extension: the first byte of its requests, the number of its first event."""

    opcode: int
    first_event: int


class _RootScreen(ctypes.Structure):
    """`xcb_screen_t`."""

    _fields_ = [
        ("root", ctypes.c_uint32),
        ("_colours_and_masks", ctypes.c_uint32 * 4),
        ("width", ctypes.c_uint16),
        ("height", ctypes.c_uint16),
        ("_millimetres_and_maps", ctypes.c_uint16 * 4),
        ("_visual", ctypes.c_uint32),
        ("_stores", ctypes.c_uint8 * 2),
        ("depth", ctypes.c_uint8),
    ]


class _RootIterator(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(_RootScreen)), ("left", ctypes.c_int), ("index", ctypes.c_int)]


class _Cookie(ctypes.Structure):
    _fields_ = [("sequence", ctypes.c_uint)]


class _Stretch(ctypes.Structure):
    """`struct iovec`."""

    _fields_ = [("start", ctypes.c_char_p), ("length", ctypes.c_size_t)]


class _Request(ctypes.Structure):
    """`xcb_protocol_request_t`."""

    _fields_ = [
        ("count", ctypes.c_size_t),
        ("extension", ctypes.c_void_p),
        ("opcode", ctypes.c_uint8),
        ("without_reply", ctypes.c_uint8),
    ]


_P = ctypes.c_void_p
_XCB: dict[str, tuple[Any, list[Any]]] = {
    "xcb_connect": (_P, [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]),
    "xcb_connection_has_error": (ctypes.c_int, [_P]),
    "xcb_disconnect": (None, [_P]),
    "xcb_get_setup": (_P, [_P]),
    "xcb_setup_roots_iterator": (_RootIterator, [_P]),
    "xcb_screen_next": (None, [ctypes.POINTER(_RootIterator)]),
    "xcb_generate_id": (ctypes.c_uint32, [_P]),
    "xcb_send_request": (ctypes.c_uint, [_P, ctypes.c_int, _P, ctypes.POINTER(_Request)]),
    "xcb_wait_for_reply": (_P, [_P, ctypes.c_uint, ctypes.POINTER(_P)]),
    "xcb_request_check": (_P, [_P, _Cookie]),
    "xcb_poll_for_event": (_P, [_P]),
    "xcb_flush": (ctypes.c_int, [_P]),
    "xcb_get_file_descriptor": (ctypes.c_int, [_P]),
}


@cache
def _library() -> ctypes.CDLL | None:
    """libxcb with the signatures of what is called in it, or None if it is not installed."""
    library = _loaded("libxcb.so.1") or _loaded(ctypes.util.find_library("xcb"))
    if library is not None:
        for function, (result, arguments) in _XCB.items():
            entry = getattr(library, function)
            entry.restype, entry.argtypes = result, arguments
    return library


def _loaded(name: str | None) -> ctypes.CDLL | None:
    if name is None:
        return None
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


@cache
def _free() -> Any:  # what ctypes gives has no type
    """Give back what xcb allocated."""
    release = ctypes.CDLL(None).free
    release.argtypes, release.restype = [_P], None
    return release


def _event_at(address: int) -> bytes:
    header = ctypes.string_at(address, _HEADER)
    if header[0] & 0x7F != _GENERIC_EVENT:
        return header
    (more,) = struct.unpack_from("<I", header, 4)
    return header + ctypes.string_at(address + _HEADER + 4, 4 * more)


class Wire:
    """One connection, used by one thread.

    Raises:
        RecordingError: `xcb_missing`, `no_display` (the server does not answer).
    """

    def __init__(self, display: str) -> None:
        xcb = _library()
        if xcb is None:
            raise RecordingError("xcb_missing")
        self._xcb = xcb
        number = ctypes.c_int()
        self._connection: int | None = xcb.xcb_connect(display.encode(), ctypes.byref(number))
        if xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise RecordingError("no_display", display=display)
        self.root = self._root(number.value)

    def close(self) -> None:
        """End the connection; the server forgets what was made through it. Idempotent."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._xcb.xcb_disconnect(connection)

    @property
    def file_descriptor(self) -> int:
        """Becomes readable when something has come from the server. What came with a reply before is not told again:
        take all events before waiting for more.
        """
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    def new_id(self) -> int:
        """Return an id for something that is to be made."""
        return int(self._xcb.xcb_generate_id(self._connection))

    def extension(self, name: str) -> Extension | None:
        """Where an extension is; None if this server has none of that name."""
        body = struct.pack("<HH", len(name), 0) + name.encode()
        present, opcode, event = struct.unpack_from("<BBB", self.ask(_QUERY_EXTENSION, 0, body), 8)
        return Extension(opcode, event) if present else None

    def ask(self, opcode: int, minor: int, body: bytes) -> bytes:
        """Send a request and return its whole reply.

        Raises:
            WireError: it was refused.
            RecordingError: `screen_ended`, the server is gone.
        """
        sequence = self._send(opcode, minor, body, _RAW | _CHECKED, without_reply=False)
        fault = ctypes.c_void_p()
        reply = self._xcb.xcb_wait_for_reply(self._connection, sequence, ctypes.byref(fault))
        if reply is None:
            raise self._refusal(fault.value)
        try:
            (more,) = struct.unpack("<I", ctypes.string_at(reply + 4, 4))
            return ctypes.string_at(reply, _HEADER + 4 * more)
        finally:
            _free()(reply)

    def tell(self, opcode: int, minor: int, body: bytes) -> None:
        """Send a request that has no reply; a refusal shows in what follows from it."""
        self._send(opcode, minor, body, _RAW, without_reply=True)

    def demand(self, opcode: int, minor: int, body: bytes) -> None:
        """Send a request that has no reply and wait until it is done.

        Raises:
            WireError: it was refused.
        """
        sequence = self._send(opcode, minor, body, _RAW | _CHECKED, without_reply=True)
        fault = self._xcb.xcb_request_check(self._connection, _Cookie(sequence))
        if fault is not None:
            raise self._refusal(fault)

    def events(self) -> list[bytes]:
        """Take all events that have come, each whole; does not wait.

        Raises:
            RecordingError: `screen_ended`, the server is gone.
        """
        found = []
        while (event := self._xcb.xcb_poll_for_event(self._connection)) is not None:
            found.append(_event_at(event))
            _free()(event)
        if self._xcb.xcb_connection_has_error(self._connection):
            raise RecordingError("screen_ended")
        return found

    def _send(self, opcode: int, minor: int, body: bytes, flags: int, *, without_reply: bool) -> int:
        padded = body + bytes(-len(body) % 4)
        packed = struct.pack("<BBH", opcode, minor, 1 + len(padded) // 4) + padded
        # xcb writes into the two places before the first that is handed over.
        stretches = (_Stretch * 3)(_Stretch(), _Stretch(), _Stretch(packed, len(packed)))
        first = ctypes.addressof(stretches) + 2 * ctypes.sizeof(_Stretch)
        request = _Request(1, None, opcode, without_reply)
        return int(self._xcb.xcb_send_request(self._connection, flags, first, ctypes.byref(request)))

    def _refusal(self, fault: int | None) -> Exception:
        if fault is None:
            return RecordingError("screen_ended")
        code = ctypes.string_at(fault, 2)[1]
        _free()(fault)
        return WireError(code)

    def _root(self, number: int) -> Root:
        roots = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        for _ in range(min(number, roots.left - 1)):
            self._xcb.xcb_screen_next(ctypes.byref(roots))
        root = roots.data.contents
        return Root(root.root, root.width, root.height, root.depth)


@contextmanager
def beginning(wire: Wire, code: str) -> Iterator[None]:
    """Begin something on a connection of its own; where that fails, the connection is closed.

    Raises:
        RecordingError: with this code, the server refused something.
    """
    try:
        yield
    except WireError as error:
        wire.close()
        raise RecordingError(code, why=f"X error {error.code}") from error
    except BaseException:
        wire.close()
        raise
