"""The presses of an X server's pointing devices, whoever they are meant for (the extension XInput 2).

The server is asked for one thing alone: that a button of a pointer went down. Keys are not asked for, so none reaches
this process. It says which button and when; where the pointer is at that moment is asked for at once.
"""

import struct
from dataclasses import dataclass

from recordings import clock
from recordings.errors import RecordingError
from recordings.x11_wire import Wire, beginning

_QUERY_POINTER = 38
_SELECT_EVENTS, _QUERY_VERSION, _GET_SELECTED_EVENTS = 46, 47, 60
_GENERIC_EVENT = 35
_ALL_MASTERS = 1
_RAW_BUTTON_PRESS = 15
_MASK = 1 << _RAW_BUTTON_PRESS
_WHEEL = frozenset({4, 5, 6, 7})
"""A turn of the wheel comes as presses of these: it scrolls, it chooses nothing, and a touchpad makes hundreds."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button that went down. `clock_us`: machine clock; `button`: as the device counts (1 is the first); `x`, `y`:
    px of the desktop.
    """

    clock_us: int
    button: int
    x: int
    y: int


class X11Presses:
    """What is pressed from now on, on a connection of its own.

    Raises:
        RecordingError: `clicks_unsupported` (a server without XInput 2), `no_display`, `xcb_missing`.
    """

    def __init__(self, display: str) -> None:
        self._wire = Wire(display)
        with beginning(self._wire, "clicks_unsupported"):
            self._opcode = self._begin()

    @property
    def file_descriptor(self) -> int:
        """Becomes readable when something was pressed."""
        return self._wire.file_descriptor

    def take(self) -> list[Press]:
        """What was pressed since this was last asked; does not wait. `RecordingError` if the server is gone."""
        found = []
        while events := self._wire.events():  # a question to the server may bring further ones
            found += [press for event in events if (press := self._press_of(event))]
        return found

    def asked_for(self) -> dict[int, int]:
        """What the server says it was asked for through this connection: a mask of event types by device."""
        reply = self._wire.ask(self._opcode, _GET_SELECTED_EVENTS, struct.pack("<I", self._wire.root.window))
        (count,) = struct.unpack_from("<H", reply, 8)
        masks, at = {}, 32
        for _ in range(count):
            device, words = struct.unpack_from("<HH", reply, at)
            masks[device] = int.from_bytes(reply[at + 4 : at + 4 + 4 * words], "little")
            at += 4 + 4 * words
        return masks

    def close(self) -> None:
        """Give everything back. Idempotent."""
        self._wire.close()

    def _begin(self) -> int:
        extension = self._wire.extension("XInputExtension")
        if extension is None:
            raise RecordingError("clicks_unsupported", why="the server has no XInputExtension")
        self._wire.ask(extension.opcode, _QUERY_VERSION, struct.pack("<HH", 2, 2))
        selected = struct.pack("<IHxxHHI", self._wire.root.window, 1, _ALL_MASTERS, 1, _MASK)
        self._wire.demand(extension.opcode, _SELECT_EVENTS, selected)
        return extension.opcode

    def _press_of(self, event: bytes) -> Press | None:
        if event[0] & 0x7F != _GENERIC_EVENT or event[1] != self._opcode:
            return None
        kind, _device, stamp_ms, button = struct.unpack_from("<HHII", event, 8)
        if kind != _RAW_BUTTON_PRESS or button in _WHEEL:
            return None
        now = clock.now_us()
        reply = self._wire.ask(_QUERY_POINTER, 0, struct.pack("<I", self._wire.root.window))
        x, y = struct.unpack_from("<hh", reply, 16)
        on_this_screen = reply[1]
        return Press(clock.stamped_us(stamp_ms, now), button, x, y) if on_this_screen else None
