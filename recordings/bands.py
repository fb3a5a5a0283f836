"""One picture kept raw and converted, of which only the bands that changed are compared, copied and converted.

A keystroke changes two bands of thirty-four: the other thirty-two cost nothing. A converted picture that was handed out
is never touched again; the next takes over from it what has not changed. Where two bands meet, colour (not lightness)
is mixed from the rows of its own band alone: in text it is up to a twenty-fifth off, in one row of thirty-two.
"""

import ctypes
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Protocol

from av import VideoFrame
from av.video.plane import VideoPlane

from recordings.duplicates import memory_equals
from recordings.picture_encoder import Converter
from recordings.picture_rows import copy_lines

BAND_ROWS = 32
"""Even, so that the halved rows of colour fall together."""

PIXEL = 4
"""Bytes of a raw pixel: blue, green, red and one that means nothing."""


MOST = 0.75
"""Of this many bands, and more, it costs less to convert the picture at one go (a quarter less for all of them)."""


class Overlay(Protocol):
    """Something that lies over the picture without being part of it."""

    def draw(self, pixels: memoryview, stride: int, rows: range) -> None:
        """Draw what of it falls into these rows of the picture, each `stride` bytes after the one before."""


class Bands:
    """A picture of that even size, px.

    Args:
        pixels: the form in which it is encoded.
    """

    def __init__(self, width: int, height: int, pixels: str) -> None:
        self._converter = Converter(pixels)
        self._band_converter = Converter(pixels)
        self._width = width
        self._height = height
        self._rows = min(BAND_ROWS, height)
        self._stride = width * PIXEL
        self._raw = ctypes.create_string_buffer(self._stride * height)
        self._whole = VideoFrame(width, height, "bgr0")
        self._band = VideoFrame(width, self._rows, "bgr0")
        self._shown: VideoFrame | None = None
        self.all = frozenset(range(-(-height // self._rows)))

    def rows(self, band: int) -> range:
        """The rows of a band. The last one overlaps the one before: all are of one height."""
        start = min(band * self._rows, self._height - self._rows)
        return range(start, start + self._rows)

    def touched(self, y: int, height: int) -> range:
        """The bands that these rows of the picture fall into; rows outside it fall into none."""
        first, last = max(0, y), min(self._height, y + height) - 1
        return range(first // self._rows, last // self._rows + 1) if first <= last else range(0)

    def runs(self, bands: Collection[int]) -> Iterator[range]:
        """The rows of these bands, neighbours together: each is fetched at one go."""
        ordered = sorted(bands)
        breaks = [0, *(place + 1 for place, (a, b) in enumerate(pairwise(ordered)) if b != a + 1), len(ordered)]
        for begin, end in pairwise(breaks):
            if begin < end:
                yield range(self.rows(ordered[begin]).start, self.rows(ordered[end - 1]).stop)

    def renew(self, fresh: int, bands: Iterable[int]) -> set[int]:
        """Take over these bands of the picture at the address `fresh`; those that differ from what was there."""
        raw = ctypes.addressof(self._raw)
        changed = set()
        for band in bands:
            rows = self.rows(band)
            offset, size = rows.start * self._stride, len(rows) * self._stride
            if not memory_equals(raw + offset, fresh + offset, size):
                ctypes.memmove(raw + offset, fresh + offset, size)
                changed.add(band)
        return changed

    def converted(self, changed: Collection[int], overlay: Overlay) -> VideoFrame:
        """The whole picture as it is encoded, with these bands new in it."""
        if self._shown is None or len(changed) >= MOST * len(self.all):
            self._load(self._whole, range(self._height), overlay)
            self._shown = self._converter.convert(self._whole)
        else:
            self._shown = self._renewed(self._shown, changed, overlay)
        return self._shown

    def _renewed(self, before: VideoFrame, changed: Collection[int], overlay: Overlay) -> VideoFrame:
        shown = self._converter.blank(self._width, self._height)
        for old, new in zip(before.planes, shown.planes, strict=True):
            _paste(old, new, 0)
        for band in changed:
            rows = self.rows(band)
            self._load(self._band, rows, overlay)
            for new, whole in zip(self._band_converter.convert(self._band).planes, shown.planes, strict=True):
                _paste(new, whole, rows.start * whole.height // self._height)
        return shown

    def _load(self, frame: VideoFrame, rows: range, overlay: Overlay) -> None:
        """Fill a frame with these rows and what lies over them."""
        plane = frame.planes[0]
        source = ctypes.addressof(self._raw) + rows.start * self._stride
        copy_lines(source, self._stride, plane.buffer_ptr, plane.line_size, len(rows))
        overlay.draw(memoryview(plane), plane.line_size, rows)


def _paste(band: VideoPlane, whole: VideoPlane, row: int) -> None:
    """Copy a plane of a band into that of the whole picture, from that row on."""
    target = whole.buffer_ptr + row * whole.line_size
    copy_lines(band.buffer_ptr, band.line_size, target, whole.line_size, band.height)
