"""Words below the picture of a clip, drawn so that every player shows them and nothing of the screen is hidden."""

from collections.abc import Sequence

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, VideoReformatter

from recordings.caption import Caption
from recordings.clip_canvas import Planes, even, planes_of
from recordings.opencv import cv2

LINES = 2

_SMALLEST = 12
_WIDTH_OF_LETTERS = 46
"""The picture is as wide as so many letters are high."""
_LINE_PART, _EDGE_PART = 1.4, 0.5
_GROUND, _LETTERS = (24, 24, 24), (255, 255, 255)


class CaptionStrip:
    """Draws the captions of one clip. For one thread; remembers what it drew last.

    Attributes:
        height: of the strip, px, even; 0 without captions.
    """

    def __init__(self, width: int, captions: Sequence[Caption]) -> None:
        """`width` of the picture, px, even."""
        self._captions = tuple(captions)
        self._width = width
        self._size = max(_SMALLEST, width // _WIDTH_OF_LETTERS)
        self._font = cv2.FontFace("sans")  # comes with the library; Latin and Cyrillic
        self.height = even(self._size * (LINES * _LINE_PART + 2 * _EDGE_PART)) if captions else 0
        self._drawn: tuple[str, Planes] | None = None

    def at(self, session_us: int) -> Planes | None:
        """The strip at a moment; None without captions."""
        if not self._captions:
            return None
        words = " · ".join(one.words for one in self._captions if one.from_us <= session_us < one.to_us)
        if self._drawn is None or self._drawn[0] != words:
            self._drawn = (words, self._draw(words))
        return self._drawn[1]

    def _draw(self, words: str) -> Planes:
        image = np.full((self.height, self._width, 3), _GROUND, np.uint8)
        edge = round(self._size * _EDGE_PART)
        for number, line in enumerate(self._lines(words, self._width - 2 * edge)):
            base = edge + round(self._size * ((number + 1) * _LINE_PART - 0.35))
            cv2.putText(image, line, (edge, base), _LETTERS, self._font, self._size)
        frame = VideoFrame.from_ndarray(image, format="bgr24")
        small = VideoReformatter().reformat(
            frame, format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range="MPEG"
        )
        return planes_of(small)

    def _lines(self, words: str, room: int) -> list[str]:
        """The words in lines that fit; what is too much ends in an ellipsis."""
        lines: list[str] = []
        for word in "".join(one if one.isprintable() else " " for one in words).split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._fits(longer, room):
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) > LINES:
            lines = [*lines[: LINES - 1], " ".join(lines[LINES - 1 :])]
        return [self._shortened(line, room) for line in lines]

    def _shortened(self, line: str, room: int) -> str:
        if self._fits(line, room):
            return line
        while line and not self._fits(f"{line}…", room):
            line = line[:-1]
        return f"{line.rstrip()}…"

    def _fits(self, line: str, room: int) -> bool:
        _left, _top, width, _height = cv2.getTextSize((0, 0), line, (0, 0), self._font, self._size)
        return int(width) <= room
