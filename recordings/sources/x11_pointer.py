"""The mouse pointer of an X server, which is in no picture that the server hands out: its place and its image."""

import struct

from recordings.bands import PIXEL
from recordings.plan import Region
from recordings.x11_wire import Extension, Wire

_QUERY_POINTER = 38
_SELECT_CURSOR_INPUT, _GET_CURSOR_IMAGE = 3, 4
_CURSOR_NOTIFY = 1
"""Counted from the extension's first event."""

_OPAQUE = 255


class Pointer:
    """The pointer over the picture of a place of the desktop."""

    def __init__(self, wire: Wire, fixes: Extension, place: Region) -> None:
        self._wire = wire
        self._fixes = fixes
        self._place = place
        self._image_is_old = True
        self._at: tuple[int, int] | None = None
        self._hot = (0, 0)
        self._height = 0
        self._runs: list[tuple[int, int, bytes]] = []
        self._blends: list[tuple[int, int, tuple[int, int, int], int]] = []
        wire.tell(fixes.opcode, _SELECT_CURSOR_INPUT, struct.pack("<II", wire.root.window, 1))

    def note(self, event: bytes) -> None:
        """Look at an event of the server: the image may have changed."""
        if event[0] & 0x7F == self._fixes.first_event + _CURSOR_NOTIFY:
            self._image_is_old = True

    def place(self) -> tuple[int, int] | None:
        """Ask where it is now, px of the picture; None when it is on another screen of the server."""
        reply = self._wire.ask(_QUERY_POINTER, 0, struct.pack("<I", self._wire.root.window))
        x, y = struct.unpack_from("<hh", reply, 16)
        return (x - self._place.x, y - self._place.y) if reply[1] else None

    def move(self, at: tuple[int, int] | None) -> list[tuple[int, int]]:
        """Note where it is; first row and height of what of the picture it leaves and covers, nothing if it rests."""
        if at == self._at and not self._image_is_old:
            return []
        left = self._covers()
        self._at = at
        if self._image_is_old:
            self._image_is_old = False
            self._take_image()
        return [rows for rows in (left, self._covers()) if rows is not None]

    def draw(self, pixels: memoryview, stride: int, rows: range) -> None:
        """Draw what of it falls into these rows of the picture, each `stride` bytes after the one before."""
        if self._at is None:
            return
        left, top = self._at[0] - self._hot[0], self._at[1] - self._hot[1]
        if top >= rows.stop or top + self._height <= rows.start:
            return
        for row, column, run in self._runs:
            if top + row in rows:
                start, end = max(0, left + column), min(self._place.width, left + column + len(run) // PIXEL)
                if start < end:
                    cut = (start - left - column) * PIXEL
                    at = (top + row - rows.start) * stride + start * PIXEL
                    pixels[at : at + (end - start) * PIXEL] = run[cut : cut + (end - start) * PIXEL]
        for row, column, colour, through in self._blends:
            if top + row in rows and 0 <= left + column < self._place.width:
                at = (top + row - rows.start) * stride + (left + column) * PIXEL
                for place, light in enumerate(colour, at):
                    pixels[place] = min(255, light + pixels[place] * through // _OPAQUE)

    def _covers(self) -> tuple[int, int] | None:
        return (self._at[1] - self._hot[1], self._height) if self._at is not None else None

    def _take_image(self) -> None:
        """Sort the image's pixels: stretches that hide what is below are copied, the few at the edges are mixed."""
        reply = self._wire.ask(self._fixes.opcode, _GET_CURSOR_IMAGE, b"")
        width, self._height, *hot = struct.unpack_from("<4H", reply, 12)
        self._hot = (hot[0], hot[1])
        self._runs, self._blends = [], []
        for row in range(self._height):
            line = reply[32 + row * width * PIXEL :][: width * PIXEL]
            self._sort(row, line)

    def _sort(self, row: int, line: bytes) -> None:
        begin = None
        for column in range(len(line) // PIXEL + 1):
            blue, green, red, opacity = line[column * PIXEL :][:PIXEL] or (0, 0, 0, 0)
            if opacity == _OPAQUE:
                begin = column if begin is None else begin
                continue
            if begin is not None:
                self._runs.append((row, begin, line[begin * PIXEL : column * PIXEL]))
                begin = None
            if opacity:
                self._blends.append((row, column, (blue, green, red), _OPAQUE - opacity))
