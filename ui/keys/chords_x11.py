"""Registers chords with an X server, on a connection of our own through libxcb, which Qt needs on X11 anyway."""

import ctypes
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QGuiApplication

from ui.keys.physical_keys import x11_code

_CONTROL, _ALT = 4, 8
_CAPS_LOCK, _NUM_LOCK = 2, 16
_LOCKS = (0, _CAPS_LOCK, _NUM_LOCK, _CAPS_LOCK | _NUM_LOCK)
"""A chord must act whatever lamps burn: the server takes each combination for another key."""
_PRESS, _RELEASE, _SENT = 2, 3, 0x80
_ASYNC = 1

_P = ctypes.c_void_p


class _Roots(ctypes.Structure):
    """`xcb_screen_iterator_t`; the first field of what it points to is the root window."""

    _fields_ = [("data", ctypes.POINTER(ctypes.c_uint32)), ("left", ctypes.c_int), ("index", ctypes.c_int)]


class _Cookie(ctypes.Structure):
    _fields_ = [("sequence", ctypes.c_uint)]


class _KeyEvent(ctypes.Structure):
    """The beginning of `xcb_key_press_event_t`."""

    _fields_ = [
        ("response_type", ctypes.c_uint8),
        ("detail", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
    ]


_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "xcb_connect": (_P, [ctypes.c_char_p, _P]),
    "xcb_connection_has_error": (ctypes.c_int, [_P]),
    "xcb_disconnect": (None, [_P]),
    "xcb_get_setup": (_P, [_P]),
    "xcb_setup_roots_iterator": (_Roots, [_P]),
    "xcb_get_file_descriptor": (ctypes.c_int, [_P]),
    "xcb_grab_key_checked": (
        _Cookie,
        [_P, ctypes.c_uint8, ctypes.c_uint32, ctypes.c_uint16, ctypes.c_uint8, ctypes.c_uint8, ctypes.c_uint8],
    ),
    "xcb_request_check": (_P, [_P, _Cookie]),
    "xcb_poll_for_event": (_P, [_P]),
}


@dataclass(frozen=True, slots=True)
class Pressed:
    """A chord went down: its key, and the server's time, ms."""

    key: str
    time_ms: int


def chords_possible() -> bool:
    """Whether this window system lets a program register chords: X11 does."""
    return sys.platform.startswith("linux") and QGuiApplication.platformName() == "xcb"


class Grabs:
    """The chords that one connection holds; `taken` are the keys that another program has already.

    Raises OSError where there is no library or no server to ask.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._xcb = _library()
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [_P]
        self._connection: int | None = self._xcb.xcb_connect(os.environb.get(b"DISPLAY"), None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OSError("the X server does not answer")
        root = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection)).data[0]
        self._names = {x11_code(key): key for key in keys}
        self.taken = tuple(key for code, key in self._names.items() if not self._grab(root, code))
        self._released = (0, 0)

    @property
    def file_descriptor(self) -> int:
        """Becomes readable when something was pressed."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    @property
    def lost(self) -> bool:
        """Whether the server has gone."""
        return self._connection is None or bool(self._xcb.xcb_connection_has_error(self._connection))

    def pressed(self) -> list[Pressed]:
        """What was pressed since this was last asked; a key that is held counts once."""
        found = []
        while self._connection is not None and (at := self._xcb.xcb_poll_for_event(self._connection)):
            event = ctypes.cast(at, ctypes.POINTER(_KeyEvent)).contents
            kind, code, time_ms = event.response_type & ~_SENT, int(event.detail), int(event.time)
            self._free(at)
            if kind == _RELEASE:
                self._released = (code, time_ms)
            elif kind == _PRESS and code in self._names and self._released != (code, time_ms):
                # A held key is released and pressed again in one millisecond.
                found.append(Pressed(self._names[code], time_ms))
        return found

    def close(self) -> None:
        """Give everything back."""
        if self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def _grab(self, root: int, code: int) -> bool:
        """Whether the key could be registered under all lamps."""
        refused = False
        for locks in _LOCKS:
            modifiers = _CONTROL | _ALT | locks
            cookie = self._xcb.xcb_grab_key_checked(self._connection, 0, root, modifiers, code, _ASYNC, _ASYNC)
            error = self._xcb.xcb_request_check(self._connection, cookie)
            if error:
                refused = True
                self._free(error)
        return not refused


def _library() -> Any:
    library = ctypes.CDLL("libxcb.so.1")
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
