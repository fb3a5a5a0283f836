"""The monitors of this machine, without Qt and without any program to call."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from recordings.device_types import DeviceListError, InventoryFault, Screen
from recordings.plan import Region

PORTAL = Screen("portal", "portal", 0, 0, 0, 0, primary=True)
"""The one screen of a Wayland session: no program may list the monitors, and its own dialog asks which is meant."""


def list_screens() -> tuple[Screen, ...]:
    """The monitors, the primary one first; only `PORTAL` in a Wayland session.

    Raises:
        DeviceListError: `no_display`, `xcb_missing`.
    """
    found = _of_this_system()
    if not found:
        raise DeviceListError(InventoryFault("no_display", "start_display"))
    ordered = sorted(found, key=lambda screen: not screen.primary)
    if not any(screen.primary for screen in ordered):
        ordered[0] = replace(ordered[0], primary=True)
    return _with_one_id_each(ordered)


def is_asked_for() -> bool:
    """Whether the session itself asks which screen is meant."""
    try:
        return PORTAL in list_screens()
    except DeviceListError:
        return False


def whole_desktop() -> Region | None:
    """The smallest rectangle that holds all monitors; None where they cannot be listed."""
    try:
        screens = list_screens()
    except DeviceListError:
        return None
    if PORTAL in screens:
        return None
    left, top = min(screen.x for screen in screens), min(screen.y for screen in screens)
    right = max(screen.x + screen.width for screen in screens)
    bottom = max(screen.y + screen.height for screen in screens)
    return Region(x=left, y=top, width=right - left, height=bottom - top)


def _of_this_system() -> list[Screen]:
    if sys.platform == "win32":
        from recordings.screens_windows import monitors

        return monitors()
    if sys.platform == "darwin":
        from recordings.screens_macos import monitors

        return monitors()
    from recordings.screens_x11 import WaylandSessionError, monitors

    try:
        return monitors()
    except WaylandSessionError:
        return [PORTAL]


def _with_one_id_each(screens: Sequence[Screen]) -> tuple[Screen, ...]:
    """Names are the ids, as they outlive a change of order; monitors of one name are known by their place instead."""
    names = Counter(screen.name for screen in screens)
    return tuple(
        replace(screen, id=f"{screen.width}x{screen.height}+{screen.x}+{screen.y}")
        if names[screen.name] > 1
        else screen
        for screen in screens
    )
