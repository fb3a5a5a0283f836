"""The monitors of an X server, asked through libxcb, which X11 programs (Qt, FFmpeg) need anyway.

Unlike Xlib it never ends the process when the server goes away.
"""

import ctypes
import ctypes.util
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from recordings.device_types import DeviceListError, InventoryFault, Screen


class _RootScreen(ctypes.Structure):
    """The beginning of `xcb_screen_t`."""

    _fields_ = [
        ("root", ctypes.c_uint32),
        ("_colours_and_masks", ctypes.c_uint32 * 4),
        ("width", ctypes.c_uint16),
        ("height", ctypes.c_uint16),
    ]


class _Monitor(ctypes.Structure):
    """`xcb_randr_monitor_info_t`."""

    _fields_ = [
        ("name", ctypes.c_uint32),
        ("primary", ctypes.c_uint8),
        ("automatic", ctypes.c_uint8),
        ("outputs", ctypes.c_uint16),
        ("x", ctypes.c_int16),
        ("y", ctypes.c_int16),
        ("width", ctypes.c_uint16),
        ("height", ctypes.c_uint16),
        ("width_mm", ctypes.c_uint32),
        ("height_mm", ctypes.c_uint32),
    ]


class _RootIterator(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(_RootScreen)), ("left", ctypes.c_int), ("index", ctypes.c_int)]


class _MonitorIterator(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(_Monitor)), ("left", ctypes.c_int), ("index", ctypes.c_int)]


class _Cookie(ctypes.Structure):
    _fields_ = [("sequence", ctypes.c_uint)]


_Signatures = Mapping[str, tuple[Any, list[Any]]]

_P, _U32 = ctypes.c_void_p, ctypes.c_uint32
_XCB: _Signatures = {
    "xcb_connect": (_P, [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]),
    "xcb_connection_has_error": (ctypes.c_int, [_P]),
    "xcb_disconnect": (None, [_P]),
    "xcb_get_setup": (_P, [_P]),
    "xcb_setup_roots_iterator": (_RootIterator, [_P]),
    "xcb_screen_next": (None, [ctypes.POINTER(_RootIterator)]),
    "xcb_get_atom_name": (_Cookie, [_P, _U32]),
    "xcb_get_atom_name_reply": (_P, [_P, _Cookie, _P]),
    "xcb_get_atom_name_name": (_P, [_P]),
    "xcb_get_atom_name_name_length": (ctypes.c_int, [_P]),
}
_RANDR: _Signatures = {
    "xcb_randr_get_monitors": (_Cookie, [_P, _U32, ctypes.c_uint8]),
    "xcb_randr_get_monitors_reply": (_P, [_P, _Cookie, _P]),
    "xcb_randr_get_monitors_monitors_iterator": (_MonitorIterator, [_P]),
    "xcb_randr_monitor_info_next": (None, [ctypes.POINTER(_MonitorIterator)]),
}


def monitors(environment: Mapping[str, str] | None = None) -> list[Screen]:
    """The active monitors; one for the whole screen where the server cannot tell.

    Raises:
        DeviceListError: `no_display`, `wayland_session` (its windows cannot be grabbed through X), `xcb_missing`.
    """
    surroundings = os.environ if environment is None else environment
    display = surroundings.get("DISPLAY", "")
    if not display:
        wayland = "WAYLAND_DISPLAY" in surroundings
        raise _wayland() if wayland else DeviceListError(InventoryFault("no_display", "start_display"))
    xcb = _library("xcb", "libxcb.so.1", _XCB)
    if xcb is None:
        raise DeviceListError(InventoryFault("xcb_missing", "install_xcb"))
    with _connected(xcb, display) as (connection, number):
        root = _root(xcb, connection, number)
        whole = Screen("screen", "screen", 0, 0, root.width, root.height, primary=True)
        found = list(_monitors(xcb, connection, root.root))
    if any(screen.name.startswith("XWAYLAND") for screen in found):
        raise _wayland()
    return found or [whole]


def _wayland() -> DeviceListError:
    return DeviceListError(InventoryFault("wayland_session", "use_x11_session"))


def _library(name: str, usual: str, functions: _Signatures) -> ctypes.CDLL | None:
    """A C library with the signatures of what is called in it, or None if it is not installed."""
    for candidate in (usual, ctypes.util.find_library(name)):
        if candidate is None:
            continue
        try:
            library = ctypes.CDLL(candidate)
        except OSError:
            continue
        for function, (result, arguments) in functions.items():
            entry = getattr(library, function)
            entry.restype, entry.argtypes = result, arguments
        return library
    return None


@contextmanager
def _connected(xcb: ctypes.CDLL, display: str) -> Iterator[tuple[int, int]]:
    """A connection and the number of its default screen."""
    number = ctypes.c_int()
    connection = xcb.xcb_connect(display.encode(), ctypes.byref(number))
    try:
        if xcb.xcb_connection_has_error(connection):
            raise DeviceListError(InventoryFault("no_display", "start_display", {"display": display}))
        yield connection, number.value
    finally:
        xcb.xcb_disconnect(connection)


def _root(xcb: ctypes.CDLL, connection: int, number: int) -> _RootScreen:
    roots = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection))
    for _ in range(min(number, roots.left - 1)):
        xcb.xcb_screen_next(ctypes.byref(roots))
    root = roots.data.contents
    return _RootScreen(root.root, (ctypes.c_uint32 * 4)(), root.width, root.height)


def _monitors(xcb: ctypes.CDLL, connection: int, root: int) -> Iterator[Screen]:
    randr = _library("xcb-randr", "libxcb-randr.so.0", _RANDR)
    if randr is None:
        return
    reply = randr.xcb_randr_get_monitors_reply(connection, randr.xcb_randr_get_monitors(connection, root, 1), None)
    if not reply:  # a server without RandR 1.5
        return
    try:
        found = randr.xcb_randr_get_monitors_monitors_iterator(reply)
        while found.left > 0:
            monitor = found.data.contents
            name = _atom_name(xcb, connection, monitor.name)
            place = (monitor.x, monitor.y, monitor.width, monitor.height)
            yield Screen(name, name, *place, primary=bool(monitor.primary))
            randr.xcb_randr_monitor_info_next(ctypes.byref(found))
    finally:
        _free(reply)


def _atom_name(xcb: ctypes.CDLL, connection: int, atom: int) -> str:
    reply = xcb.xcb_get_atom_name_reply(connection, xcb.xcb_get_atom_name(connection, atom), None)
    if not reply:
        return "screen"
    try:
        letters = ctypes.string_at(xcb.xcb_get_atom_name_name(reply), xcb.xcb_get_atom_name_name_length(reply))
    finally:
        _free(reply)
    return letters.decode("utf-8", "replace")


def _free(reply: int) -> None:
    """Give back what xcb allocated."""
    release = ctypes.CDLL(None).free
    release.argtypes = [ctypes.c_void_p]
    release(reply)
