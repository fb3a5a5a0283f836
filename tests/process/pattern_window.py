"""A screen that shows its own time: `python -m tests.process.pattern_window RATE [LEFT]`, until its stdin closes.

A window of plain Xlib over the upper left corner of the screen, or LEFT px to the right of it, carries the machine
clock of each painting as the pattern of `recordings.sources.synthetic`. Every painting is one request to the X server,
so that no grab ever sees half of one. For each one line is printed: the machine clock when it was on the screen, then
what it shows (both µs).
"""

import ctypes
import select
import sys

from recordings import clock
from recordings.sources.synthetic import PATTERN_BITS, PATTERN_BLOCK

COLUMNS = PATTERN_BITS // 2
WIDTH, HEIGHT = COLUMNS * PATTERN_BLOCK, 2 * PATTERN_BLOCK
WHITE, BLACK = 0xFFFFFF, 0x000000


class PatternWindow:
    """The window, and the picture of it that is drawn out of sight."""

    def __init__(self, left: int = 0) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        for name, kind in (
            ("XOpenDisplay", ctypes.c_void_p),
            ("XDefaultRootWindow", ctypes.c_ulong),
            ("XCreateSimpleWindow", ctypes.c_ulong),
            ("XCreatePixmap", ctypes.c_ulong),
            ("XCreateGC", ctypes.c_void_p),
        ):
            getattr(self._x, name).restype = kind
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        assert self._display.value, "no display"
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        nothing = ctypes.c_ulong(0)
        place = (left, 0, WIDTH, HEIGHT, 0)
        self._window = ctypes.c_ulong(self._x.XCreateSimpleWindow(self._display, root, *place, nothing, nothing))
        depth = self._x.XDefaultDepth(self._display, 0)
        self._drawing = ctypes.c_ulong(self._x.XCreatePixmap(self._display, self._window, WIDTH, HEIGHT, depth))
        self._pen = ctypes.c_void_p(self._x.XCreateGC(self._display, self._window, nothing, None))
        self._x.XMapRaised(self._display, self._window)
        self._x.XSync(self._display, 0)

    def paint(self, value: int) -> None:
        """Show a number; returns when the server has done so."""
        for bit in range(PATTERN_BITS):
            row, column = divmod(bit, COLUMNS)
            colour = WHITE if value >> (PATTERN_BITS - 1 - bit) & 1 else BLACK
            self._x.XSetForeground(self._display, self._pen, ctypes.c_ulong(colour))
            place = (column * PATTERN_BLOCK, row * PATTERN_BLOCK, PATTERN_BLOCK, PATTERN_BLOCK)
            self._x.XFillRectangle(self._display, self._drawing, self._pen, *place)
        self._x.XCopyArea(self._display, self._drawing, self._window, self._pen, 0, 0, WIDTH, HEIGHT, 0, 0)
        self._x.XSync(self._display, 0)


def main() -> int:
    """Paint until nobody wants to see it."""
    period_us = 1_000_000 // int(sys.argv[1])
    window = PatternWindow(*map(int, sys.argv[2:]))
    due_us = clock.now_us()
    while True:
        shown = clock.now_us()
        window.paint(shown)
        print(clock.now_us(), shown, flush=True)
        due_us = max(due_us + period_us, clock.now_us())
        if select.select([sys.stdin], [], [], max(0, due_us - clock.now_us()) / 1e6)[0]:
            return 0


if __name__ == "__main__":
    sys.exit(main())
