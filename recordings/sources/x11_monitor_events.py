"""Tells at once that something about the monitors of an X server has changed (RandR), on a connection of its own."""

import logging
import os
import struct
import sys

from recordings.errors import RecordingError
from recordings.x11_wire import Wire, beginning

_CHANGE_WINDOW_ATTRIBUTES, _EVENT_MASK, _STRUCTURE = 2, 1 << 11, 1 << 17
_CONFIGURED = 22
_VERSION, _SELECT_INPUT = 0, 4
_EVERYTHING = 1 | 2 | 4 | 8
"""The screen, its controllers, its outputs and what these say of themselves."""

_SCREEN_CHANGED, _OTHERS_CHANGED = 0, 1
"""Counted from the extension's first event."""

_log = logging.getLogger(__name__)


class MonitorEvents:
    """What the server tells from now on.

    Raises:
        RecordingError: `no_display`, `xcb_missing`; `screen_failed`, the server tells of no changes.
    """

    def __init__(self, display: str) -> None:
        self._wire = Wire(display)
        with beginning(self._wire, "screen_failed"):
            self._first = self._begin()

    def are_new(self) -> bool:
        """Whether something has changed since this was last asked; does not wait.

        Raises:
            RecordingError: `screen_ended`, the server is gone.
        """
        told = {event[0] & 0x7F for event in self._wire.events()}
        return bool(told & {_CONFIGURED, self._first + _SCREEN_CHANGED, self._first + _OTHERS_CHANGED})

    def close(self) -> None:
        """Give everything back. Idempotent."""
        self._wire.close()

    def _begin(self) -> int:
        randr = self._wire.extension("RANDR")
        if randr is None:
            raise RecordingError("screen_failed", why="the server has no RANDR")
        root = self._wire.root.window
        self._wire.ask(randr.opcode, _VERSION, struct.pack("<II", 1, 5))
        self._wire.demand(randr.opcode, _SELECT_INPUT, struct.pack("<IHxx", root, _EVERYTHING))
        # A monitor that is only named (xrandr --setmonitor) is told to whoever watches the root window itself.
        self._wire.demand(_CHANGE_WINDOW_ATTRIBUTES, 0, struct.pack("<III", root, _EVENT_MASK, _STRUCTURE))
        return randr.first_event


def monitor_events() -> MonitorEvents | None:
    """What tells of the monitors here; None where nothing does, so that they have to be looked at."""
    display = os.environ.get("DISPLAY", "")
    if sys.platform != "linux" or not display:
        return None
    try:
        return MonitorEvents(display)
    except RecordingError as error:
        _log.info("the monitors are looked at now and then: %s", error)
        return None
