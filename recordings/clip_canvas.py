"""The picture of a clip: one source fitted into a fixed size, another laid small over its lower right corner."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, VideoReformatter

from recordings.picture import matrix_of

Planes = tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8], npt.NDArray[np.uint8]]

_BLANK = (40, 128, 128)
"""Dark grey (Y, U, V): nothing was recorded then."""
_RING, _RING_EDGE = (170, 44, 182), (16, 128, 128)
"""Orange and black (Y, U, V): one of the two is seen on any ground."""
_RING_PART = 40
"""The radius of a ring is such a part of the longer side; its line is a fifth of that."""
_INSET_PART = 4
_MARGIN_PART = 64


@dataclass(frozen=True)
class Box:
    """A place on the canvas, px; all even, because colour is stored for two by two pixels."""

    x: int
    y: int
    width: int
    height: int


def even(length: float) -> int:
    """The nearest even length, at least 2 px."""
    return max(2, round(length / 2) * 2)


def canvas_size(width: int, height: int, max_width: int) -> tuple[int, int]:
    """The size of a clip of a picture: even, of the same shape, not wider than asked for or than the picture."""
    wide = min(max_width, width) // 2 * 2
    return max(2, wide), even(height * wide / width)


def fitted(frame: VideoFrame, room: Box) -> Box:
    """Where a picture lies when it fills a room without being distorted."""
    scale = min(room.width / frame.width, room.height / frame.height)
    width = min(room.width, even(frame.width * scale))
    height = min(room.height, even(frame.height * scale))
    x, y = (room.width - width) // 4 * 2, (room.height - height) // 4 * 2
    return Box(room.x + x, room.y + y, width, height)


class Canvas:
    """Draws pictures as 4:2:0, BT.709, limited range. For one thread; remembers what it scaled last."""

    def __init__(self, width: int, height: int, foot: int = 0) -> None:
        """Size of the picture and height of what is put below it, px, all even."""
        self._whole = Box(0, 0, width, height)
        self._foot = foot
        self._scalers = (VideoReformatter(), VideoReformatter())
        self._scaled: list[tuple[VideoFrame, Planes] | None] = [None, None]

    def draw(
        self,
        picture: VideoFrame | None,
        inset: VideoFrame | None,
        foot: Planes | None = None,
        rings: Iterable[tuple[int, int]] = (),
    ) -> VideoFrame:
        """The canvas with a picture (grey where there is none), rings around places in it (px of the picture), an
        inset, and what lies below the picture.
        """
        whole, high = self._whole, self._whole.height + self._foot
        planes = [
            np.full((height, width), grey, np.uint8)
            for grey, (width, height) in zip(
                _BLANK, ((whole.width, high), *[(whole.width // 2, high // 2)] * 2), strict=True
            )
        ]
        if picture is not None:
            box = fitted(picture, whole)
            self._paste(planes, picture, box, 0)
            for x, y in rings:
                middle = (
                    box.x + (x + 0.5) * box.width / picture.width,
                    box.y + (y + 0.5) * box.height / picture.height,
                )
                _draw_ring(planes, middle, whole)
        if inset is not None:
            self._paste(planes, inset, self._corner(inset), 1)
        if foot is not None:
            _put(planes, foot, 0, whole.height)
        return _frame(planes)

    def _corner(self, inset: VideoFrame) -> Box:
        whole = self._whole
        margin = even(whole.width / _MARGIN_PART)
        width, height = even(whole.width / _INSET_PART), even(whole.height / _INSET_PART)
        shape = fitted(inset, Box(0, 0, width, height))
        x, y = whole.width - margin - shape.width, whole.height - margin - shape.height
        return Box(max(0, x), max(0, y), shape.width, shape.height)

    def _paste(self, planes: list[npt.NDArray[np.uint8]], frame: VideoFrame, box: Box, layer: int) -> None:
        _put(planes, self._scale(frame, box, layer), box.x, box.y)

    def _scale(self, frame: VideoFrame, box: Box, layer: int) -> Planes:
        kept = self._scaled[layer]
        if kept is not None and kept[0] is frame:
            return kept[1]
        small = self._scalers[layer].reformat(
            frame,
            box.width,
            box.height,
            "yuv420p",
            src_colorspace=matrix_of(frame),
            dst_colorspace=Colorspace.ITU709,
            dst_color_range="MPEG",
            interpolation="AREA" if box.width < frame.width else "BICUBIC",
        )
        pieces = planes_of(small)
        self._scaled[layer] = (frame, pieces)
        return pieces


def _put(planes: list[npt.NDArray[np.uint8]], pieces: Planes, left: int, top: int) -> None:
    for plane, piece, part in zip(planes, pieces, (1, 2, 2), strict=True):
        y, x = top // part, left // part
        plane[y : y + piece.shape[0], x : x + piece.shape[1]] = piece


def _draw_ring(planes: list[npt.NDArray[np.uint8]], middle: tuple[float, float], room: Box) -> None:
    """Draw a ring around a place, px; what falls out of the room is not drawn."""
    radius = max(room.width, room.height) / _RING_PART
    line = max(2.0, radius / 5)
    for plane, colour, edge, part in zip(planes, _RING, _RING_EDGE, (1, 2, 2), strict=True):
        x, y = middle[0] / part, middle[1] / part
        reach = int((radius + line) / part) + 1
        left, top = max(0, int(x) - reach), max(0, int(y) - reach)
        square = plane[
            top : min(room.height // part, int(y) + reach + 1), left : min(room.width // part, int(x) + reach + 1)
        ]
        rows, columns = np.ogrid[top : top + square.shape[0], left : left + square.shape[1]]
        off = np.abs(np.hypot(columns + 0.5 - x, rows + 0.5 - y) * part - radius)
        square[off < line] = edge
        square[off < line / 2] = colour


def planes_of(frame: VideoFrame) -> Planes:
    """The pixels of the three planes without the padding behind their lines."""
    found = []
    for plane in frame.planes:
        lines = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        found.append(lines[: plane.height, : plane.width].copy())
    return found[0], found[1], found[2]


def _frame(planes: list[npt.NDArray[np.uint8]]) -> VideoFrame:
    height, width = planes[0].shape
    frame = VideoFrame(width, height, "yuv420p")
    for target, source in zip(frame.planes, planes, strict=True):
        lines = np.zeros((target.buffer_size // target.line_size, target.line_size), np.uint8)
        lines[: source.shape[0], : source.shape[1]] = source
        target.update(lines.tobytes())
    return frame
