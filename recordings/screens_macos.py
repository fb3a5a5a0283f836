"""The displays of a Mac, in physical pixels."""

import ctypes
import ctypes.util

from recordings.device_types import Screen

_MOST = 16


class _Rect(ctypes.Structure):
    """`CGRect` of doubles."""

    _fields_ = [(name, ctypes.c_double) for name in ("x", "y", "width", "height")]


def monitors() -> list[Screen]:
    """The active displays; the system gives their places in points, which are scaled to pixels here."""
    path = ctypes.util.find_library("CoreGraphics")
    if path is None:
        return []
    graphics = ctypes.CDLL(path)
    graphics.CGDisplayBounds.restype = _Rect
    graphics.CGDisplayPixelsWide.restype = ctypes.c_size_t
    displays, count = (ctypes.c_uint32 * _MOST)(), ctypes.c_uint32()
    if graphics.CGGetActiveDisplayList(_MOST, displays, ctypes.byref(count)):
        return []
    return [_screen(graphics, displays[number], number) for number in range(count.value)]


def _screen(graphics: ctypes.CDLL, display: int, number: int) -> Screen:
    bounds = graphics.CGDisplayBounds(ctypes.c_uint32(display))
    scale = graphics.CGDisplayPixelsWide(ctypes.c_uint32(display)) / (bounds.width or 1)
    x, y, width, height = (round(length * scale) for length in (bounds.x, bounds.y, bounds.width, bounds.height))
    name = f"display-{number}"
    return Screen(name, name, x, y, width, height, primary=bool(graphics.CGDisplayIsMain(ctypes.c_uint32(display))))


def may_be_recorded() -> bool:
    """Whether the person has allowed this program to record the screen; if not, the system asks them now. Untested."""
    path = ctypes.util.find_library("CoreGraphics")
    graphics = ctypes.CDLL(path) if path else None
    allowed = getattr(graphics, "CGPreflightScreenCaptureAccess", None)
    if allowed is None:  # before macOS 10.15 nobody had to be asked
        return True
    allowed.restype = ctypes.c_bool
    if allowed():
        return True
    ask = getattr(graphics, "CGRequestScreenCaptureAccess", None)
    if ask is not None:
        ask.restype = ctypes.c_bool
        return bool(ask())
    return False
