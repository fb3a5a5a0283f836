"""What a camera or capture device of Linux can deliver (Video4Linux: linux/videodev2.h), and the best of it.

Left alone, OpenCV takes 640x480 of whatever there is. A capture device of a participant's phone or computer is worth
as much as is recorded of a screen; a camera is worth what its picture in the corner needs.
"""

import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

FILMED, SCREEN = (1280, 720), (1920, 1080)
"""The most that is taken of a camera that films, and of one that shows a screen, px."""

RAW = ("NV12", "YUYV", "UYVY", "YU12", "BGR3")
"""Formats that need no decoding; of the compressed ones OpenCV decodes JPEG."""

JPEG = ("MJPG", "JPEG")

_ENUM_FMT, _ENUM_SIZES, _ENUM_INTERVALS = 0xC0405602, 0xC02C564A, 0xC034564B
_CAPTURE = 1
_DISCRETE = 1
_MOST = 256
"""No driver names more of anything; one that never ends its list must not hold us up."""

Ask = Callable[[int, int, bytearray], object]
"""`ioctl`: descriptor, request, what is asked and where the answer goes; OSError at the end of a list."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way in which a device delivers: FourCC of its format, px, pictures a second at most."""

    fourcc: str
    width: int
    height: int
    fps: float


def camera_modes(path: Path, ask: Ask | None = None) -> tuple[Mode, ...]:
    """All modes of a device, in its own order; none where it, or its driver, does not tell."""
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return ()
    try:
        return tuple(_modes(descriptor, ask or _ioctl()))
    finally:
        os.close(descriptor)


def best_mode(modes: tuple[Mode, ...], fps: int, most: tuple[int, int]) -> Mode | None:
    """The largest picture within `most` of those that come as often as wanted; of equals the one that costs least.

    If none comes so often, the fastest ones are chosen from; if all are larger, the smallest.
    """
    usable = [mode for mode in modes if mode.fourcc in RAW + JPEG]
    if not usable:
        return None
    fitting = [mode for mode in usable if mode.width <= most[0] and mode.height <= most[1]]
    if not fitting:
        return min(usable, key=lambda mode: (mode.width * mode.height, -mode.fps))
    # A camera that says 29.97 means 30.
    wanted = min(fps * 0.95, max(mode.fps for mode in fitting))
    return max(
        (mode for mode in fitting if mode.fps >= wanted),
        key=lambda mode: (mode.width * mode.height, -_cost(mode.fourcc), mode.fps),
    )


def _cost(fourcc: str) -> int:
    return (RAW + JPEG).index(fourcc)


def _ioctl() -> Ask:
    import fcntl  # not on Windows

    def ask(descriptor: int, request: int, asked: bytearray) -> object:
        return fcntl.ioctl(descriptor, request, asked)  # a bytearray is filled in

    return ask


def _modes(descriptor: int, ask: Ask) -> Iterator[Mode]:
    for number in range(_MOST):
        answer = _answer(ask, descriptor, _ENUM_FMT, struct.pack("=2I", number, _CAPTURE), 64)
        if answer is None:
            return
        fourcc = bytes(answer[44:48])
        for width, height in _sizes(descriptor, ask, fourcc):
            yield Mode(fourcc.decode("latin-1"), width, height, _fps(descriptor, ask, fourcc, width, height))


def _sizes(descriptor: int, ask: Ask, fourcc: bytes) -> Iterator[tuple[int, int]]:
    for number in range(_MOST):
        answer = _answer(ask, descriptor, _ENUM_SIZES, struct.pack("=I4s", number, fourcc), 44)
        if answer is None:
            return
        kind, *sizes = struct.unpack_from("=7I", answer, 8)
        if kind == _DISCRETE:
            yield sizes[0], sizes[1]
            continue
        least_width, most_width, _step, least_height, most_height, _step = sizes
        for width, height in (FILMED, SCREEN, (most_width, most_height)):
            if least_width <= width <= most_width and least_height <= height <= most_height:
                yield width, height
        return


def _fps(descriptor: int, ask: Ask, fourcc: bytes, width: int, height: int) -> float:
    """Pictures a second at most; 0 where the driver does not tell."""
    found = 0.0
    for number in range(_MOST):
        asked = struct.pack("=I4s2I", number, fourcc, width, height)
        answer = _answer(ask, descriptor, _ENUM_INTERVALS, asked, 52)
        if answer is None:
            break
        _kind, numerator, denominator = struct.unpack_from("=3I", answer, 16)  # of several the shortest comes first
        found = max(found, denominator / numerator if numerator else 0.0)
    return found


def _answer(ask: Ask, descriptor: int, request: int, asked: bytes, size: int) -> bytearray | None:
    answer = bytearray(asked.ljust(size, b"\0"))
    try:
        ask(descriptor, request, answer)
    except OSError:
        return None  # the list is over, or the driver keeps none
    return answer
