"""The monitors of a Windows desktop, in physical pixels."""

import ctypes
import sys
from collections.abc import Iterator

from recordings.device_types import Screen

_PRIMARY = 1
_PER_MONITOR_AWARE_V2 = -4

if sys.platform == "win32":
    from ctypes import wintypes

    class _MonitorInfo(ctypes.Structure):
        """`MONITORINFOEXW`."""

        _fields_ = [
            ("size", wintypes.DWORD),
            ("place", wintypes.RECT),
            ("work", wintypes.RECT),
            ("flags", wintypes.DWORD),
            ("name", wintypes.WCHAR * 32),
        ]

    def monitors() -> list[Screen]:
        """The monitors of the desktop; places may be negative left of and above the primary one."""
        user = ctypes.WinDLL("user32", use_last_error=True)
        before = user.SetThreadDpiAwarenessContext(ctypes.c_void_p(_PER_MONITOR_AWARE_V2))
        try:
            return list(_monitors(user))
        finally:
            user.SetThreadDpiAwarenessContext(ctypes.c_void_p(before))

    def _monitors(user: ctypes.WinDLL) -> Iterator[Screen]:
        handles: list[int] = []
        visitor = ctypes.WINFUNCTYPE(
            wintypes.BOOL, wintypes.HMONITOR, wintypes.HDC, ctypes.POINTER(wintypes.RECT), wintypes.LPARAM
        )

        def note(handle: int, _context: int, _place: object, _data: int) -> bool:
            handles.append(handle)
            return True

        user.EnumDisplayMonitors(None, None, visitor(note), 0)
        for handle in handles:
            info = _MonitorInfo(size=ctypes.sizeof(_MonitorInfo))
            if user.GetMonitorInfoW(wintypes.HMONITOR(handle), ctypes.byref(info)):
                place, name = info.place, info.name.lstrip("\\.")
                size = (place.right - place.left, place.bottom - place.top)
                yield Screen(name, name, place.left, place.top, *size, primary=bool(info.flags & _PRIMARY))
