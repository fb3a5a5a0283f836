"""A flash on the screen and a beep in the microphone at the same instants: `python flashes.py PIPE SECONDS [PPM]`.

Prints, when the window stands, `ready` and the machine clock (µs) from which the instants count; at the end, how late
the flashes were painted (median, µs) and how many blocks of sound nobody took between the first instant and the last,
for afterwards nobody records. A window of plain Xlib: nothing but the X server lies between instant and picture.
"""

import ctypes
import sys
import time
from pathlib import Path
from statistics import median

from tests.sound_server import SimulatedConverter, beeps

PERIOD_S = 2.137
"""No multiple of a frame: over many flashes every place within a frame is met alike."""

FLASH_S = 0.2
LEAD_S = 4.0
X, Y, WIDTH, HEIGHT = 400, 400, 1000, 200
WHITE, BLACK = 0xFFFFFF, 0x000000


class FlashWindow:
    """A black window that can be white."""

    def __init__(self) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XCreateSimpleWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        place = (X, Y, WIDTH, HEIGHT, 0)
        window = self._x.XCreateSimpleWindow(self._display, root, *place, ctypes.c_ulong(0), ctypes.c_ulong(BLACK))
        self._window = ctypes.c_ulong(window)
        self._x.XMapRaised(self._display, self._window)
        self._x.XSync(self._display, 0)

    def paint(self, colour: int) -> None:
        """Fill the window; returns when the server has done so."""
        self._x.XSetWindowBackground(self._display, self._window, ctypes.c_ulong(colour))
        self._x.XClearWindow(self._display, self._window)
        self._x.XSync(self._display, 0)


def moments_of(seconds: float) -> list[float]:
    """The instants within so many seconds, s."""
    return [LEAD_S + n * PERIOD_S for n in range(int((seconds - LEAD_S - 1) / PERIOD_S))]


def main() -> int:
    """Flash and beep until the time is over."""
    pipe, seconds = Path(sys.argv[1]), float(sys.argv[2])
    off_ppm = float(sys.argv[3]) if len(sys.argv) > 3 else 0.0
    window = FlashWindow()
    moments_s = moments_of(seconds)
    converter = SimulatedConverter(pipe, beeps(moments_s), off_ppm)
    print("ready", converter.start_us, flush=True)
    late_us = []
    for moment_s in moments_s:
        due_us = converter.start_us + round(moment_s * 1e6)
        _sleep_until(due_us)
        window.paint(WHITE)
        late_us.append(_now_us() - due_us)
        _sleep_until(due_us + round(FLASH_S * 1e6))
        window.paint(BLACK)
    _sleep_until(converter.start_us + round(seconds * 1e6))
    converter.stop()
    lost = sum(LEAD_S < at_s < moments_s[-1] + FLASH_S for at_s in converter.lost_s)
    print(round(median(late_us)), lost, flush=True)
    return 0


def _now_us() -> int:
    return time.monotonic_ns() // 1000


def _sleep_until(moment_us: int) -> None:
    while (left_us := moment_us - _now_us()) > 0:
        time.sleep(left_us / 1e6 if left_us < 2000 else (left_us - 1500) / 1e6)


if __name__ == "__main__":
    sys.exit(main())
