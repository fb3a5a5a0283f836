"""What playback hands out: one recorded picture and when it was shown."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, VideoReformatter

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Picture:
    """One recorded picture.

    Attributes:
        time_us: session time from which it was on the screen (or before the camera), µs.
        rgb: its pixels, height x width x 3.
        stale: it was asked for at a moment when nothing was recorded (pause, lost device, after the end): this is the
            last that had been seen, not what was there.
    """

    time_us: int
    rgb: Pixels
    stale: bool


@dataclass(frozen=True, eq=False)
class DecodedPicture:
    """A picture as the decoder left it, for those who draw it smaller than it is."""

    time_us: int
    frame: VideoFrame
    stale: bool


def matrix_of(frame: VideoFrame) -> Colorspace:
    """The colour matrix of a picture; untagged ones are BT.709, as everything here is recorded."""
    if frame.colorspace in {int(Colorspace.ITU601), int(Colorspace.SMPTE170M), int(Colorspace.FCC)}:
        return Colorspace.ITU601
    return Colorspace.ITU709


def to_picture(decoded: DecodedPicture, converter: VideoReformatter) -> Picture:
    """The same picture as pixels."""
    rgb = converter.reformat(
        decoded.frame, format="rgb24", src_colorspace=matrix_of(decoded.frame), interpolation="BILINEAR"
    )
    pixels = np.asarray(rgb.to_ndarray(), np.uint8)
    return Picture(time_us=decoded.time_us, rgb=pixels, stale=decoded.stale)
