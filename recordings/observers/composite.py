"""The one picture that observers see: the screen, made smaller where it is large, with the camera in a corner."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from av import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from recordings.fitting import fitting
from recordings.picture_codecs import PIXELS
from recordings.sources.base import Picture

MOST_WIDTH, MOST_HEIGHT = 1280, 720
LOW_WIDTH, LOW_HEIGHT = 640, 360

INSET_PART = 0.22
"""Of the picture's width, the camera's picture at most; and so much of its height."""

_MARGIN = 8
_FRAME = 2
_DARK, _GREY = 32, 128
"""Brightness of the slate and of the inset's frame; the middle of both colour planes."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be shown: the picture that fills the whole, and one for the corner. None of both: a slate."""

    whole: Picture | None = None
    corner: Picture | None = None

    @property
    def clock_us(self) -> int | None:
        """The machine clock of the newest picture in it."""
        return max((one.clock_us for one in (self.whole, self.corner) if one is not None), default=None)


class Composite:
    """Puts scenes together; keeps what can be kept between two of them."""

    def __init__(self) -> None:
        self._whole = _Scaled()
        self._corner = _Scaled()
        self._low = VideoReformatter()
        self._size = (MOST_WIDTH, MOST_HEIGHT)

    def drawn(self, scene: Scene) -> VideoFrame:
        """The picture of a scene, of even size, at most 1280×720 px, never enlarged. It is the caller's to write on."""
        if scene.whole is None:
            return slate(*self._size)
        shown = scene.whole.frame
        self._size = fitting(shown.width, shown.height, MOST_WIDTH, MOST_HEIGHT)
        frame = copied(self._whole.frame(scene.whole, *self._size))
        if scene.corner is not None:
            self._inset(frame, scene.corner)
        return frame

    def low(self, drawn: VideoFrame) -> VideoFrame:
        """The same picture of at most 640×360 px."""
        width, height = fitting(drawn.width, drawn.height, LOW_WIDTH, LOW_HEIGHT)
        small = self._low.reformat(drawn, width=width, height=height, interpolation="BILINEAR")
        return copied(small) if small is drawn else small

    def _inset(self, frame: VideoFrame, picture: Picture) -> None:
        shown = picture.frame
        most = round(frame.width * INSET_PART), round(frame.height * INSET_PART * 16 / 9)
        width, height = fitting(shown.width, shown.height, *most)
        x, y = (frame.width - width - _MARGIN) & ~1, (frame.height - height - _MARGIN) & ~1
        if x < _FRAME or y < _FRAME:
            return
        small = self._corner.frame(picture, width, height)
        around = (x - _FRAME, y - _FRAME, width + 2 * _FRAME, height + 2 * _FRAME)
        for number, plane in enumerate(planes_of(frame)):
            part = 1 if number == 0 else 2
            left, top, across, down = (length // part for length in around)
            plane[top : top + down, left : left + across] = _DARK if number == 0 else _GREY
            plane[y // part : (y + height) // part, x // part : (x + width) // part] = planes_of(small)[number]


class _Scaled:
    """The newest picture of one source in another size."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()
        self._of: Picture | None = None
        self._frame: VideoFrame | None = None

    def frame(self, picture: Picture, width: int, height: int) -> VideoFrame:
        """Not to be written on: it may be the picture that is being recorded."""
        frame = self._frame
        if frame is None or self._of is not picture or (frame.width, frame.height) != (width, height):
            self._frame = frame = self._reformatter.reformat(
                picture.frame,
                width=width,
                height=height,
                format=PIXELS,
                interpolation="BILINEAR",
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
            )
            self._of = picture
        return frame


def slate(width: int, height: int) -> VideoFrame:
    """A picture that shows nothing. What it stands for, the page says in words."""
    frame = _blank(width, height)
    for number, plane in enumerate(planes_of(frame)):
        plane[:] = _DARK if number == 0 else _GREY
    return frame


def copied(frame: VideoFrame) -> VideoFrame:
    """The same picture in memory of its own."""
    copy = _blank(frame.width, frame.height)
    for to, source in zip(planes_of(copy), planes_of(frame), strict=True):
        to[:] = source
    return copy


def planes_of(frame: VideoFrame) -> list[npt.NDArray[np.uint8]]:
    """Brightness and both colours of a 4:2:0 picture: rows × columns, without the padding of their lines."""
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
        for plane in frame.planes
    ]


def _blank(width: int, height: int) -> VideoFrame:
    frame = VideoFrame(width, height, PIXELS)
    frame.colorspace, frame.color_range = Colorspace.ITU709, ColorRange.MPEG
    return frame
