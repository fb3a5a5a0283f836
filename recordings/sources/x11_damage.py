"""What was drawn on an X server's screen since it was last asked (the extension DAMAGE)."""

import struct

from recordings.x11_wire import Extension, Wire

Rectangle = tuple[int, int, int, int]
"""x, y, width, height in px of the desktop."""

_CREATE, _SUBTRACT = 1, 3
_CREATE_REGION, _FETCH_REGION = 5, 19
_WHEN_NO_LONGER_EMPTY = 3


class Damage:
    """Everything drawn in any window. The server says once that there is something; what, is asked for."""

    def __init__(self, wire: Wire, damage: Extension, fixes: Extension) -> None:
        self._wire = wire
        self._damage = damage
        self._fixes = fixes
        self._watched, self._region = wire.new_id(), wire.new_id()
        self._is_something = False
        created = struct.pack("<IIBxxx", self._watched, wire.root.window, _WHEN_NO_LONGER_EMPTY)
        wire.demand(damage.opcode, _CREATE, created)
        wire.demand(fixes.opcode, _CREATE_REGION, struct.pack("<I", self._region))

    def note(self, event: bytes) -> None:
        """Look at an event of the server."""
        if event[0] & 0x7F == self._damage.first_event:
            self._is_something = True

    def take(self) -> list[Rectangle]:
        """Return what was drawn since this was last asked."""
        if not self._is_something:
            return []
        self._is_something = False
        self._wire.tell(self._damage.opcode, _SUBTRACT, struct.pack("<III", self._watched, 0, self._region))
        reply = self._wire.ask(self._fixes.opcode, _FETCH_REGION, struct.pack("<I", self._region))
        return [(x, y, width, height) for x, y, width, height in struct.iter_unpack("<hhHH", reply[32:])]
