"""Measuring pictures for `recordings.judging`: how light they are, and what of them has changed."""

from av import VideoFrame
from av.video.reformatter import VideoReformatter

from recordings.judging import Light, light_of

FIELDS = (64, 36)
SAMPLES = (96, 54)


def light(frame: VideoFrame) -> Light:
    """Measure how light a picture is. Costs 2 ms at 1080p."""
    return light_of(_grey(frame, FIELDS, "AREA"))


def samples(frame: VideoFrame) -> bytes:
    """Return the luminance of some thousand single pixels, noise and all. Costs 0.2 ms at 1080p."""
    return _grey(frame, SAMPLES, "POINT")


def _grey(frame: VideoFrame, size: tuple[int, int], interpolation: str) -> bytes:
    width, height = size
    grey = VideoReformatter().reformat(
        frame, width, height, "gray", interpolation=interpolation, dst_color_range="JPEG"
    )
    plane = grey.planes[0]
    rows, line = bytes(plane), plane.line_size
    return b"".join(rows[row * line : row * line + width] for row in range(height))
