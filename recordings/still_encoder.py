"""One decoded picture as a JPEG or PNG file."""

from fractions import Fraction
from pathlib import Path
from typing import Literal

from av.codec.context import CodecContext
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, VideoReformatter

from recordings.errors import RecordingError
from recordings.picture import matrix_of

StillCodec = Literal["mjpeg", "png"]

_CODECS: dict[str, StillCodec] = {".jpg": "mjpeg", ".jpeg": "mjpeg", ".png": "png"}
BEST = 2
"""Of the JPEG encoder's scale from 2 to 31: text stays readable."""

_UNSIGNED = {"flags": "+bitexact"}
"""No encoder puts its name and version into the file."""


def still_codec(path: Path) -> StillCodec:
    """Which encoder a file's name asks for. Raises RecordingError `still_format` for any but .jpg, .jpeg, .png."""
    codec = _CODECS.get(path.suffix.lower())
    if codec is None:
        raise RecordingError("still_format", path=str(path), formats=sorted(_CODECS))
    return codec


def encoded_still(frame: VideoFrame, width: int, height: int, codec: StillCodec, quality: int = BEST) -> bytes:
    """The bytes of an image file of that size, px; `quality` of a JPEG from 2, the best, to 31."""
    jpeg = codec == "mjpeg"
    image = VideoReformatter().reformat(
        frame,
        width,
        height,
        "yuvj444p" if jpeg else "rgb24",
        src_colorspace=matrix_of(frame),
        dst_colorspace=Colorspace.ITU601 if jpeg else None,  # what JPEG files mean by their colours
        dst_color_range="JPEG",
        interpolation="AREA" if width < frame.width else "BICUBIC",
    )
    encoder = CodecContext.create(codec, "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, image.format.name
    encoder.time_base = Fraction(1, 25)
    encoder.options = {**_UNSIGNED, **({"qmin": str(quality), "qmax": str(quality)} if jpeg else {})}
    image.pts, image.time_base = 0, encoder.time_base
    return b"".join(bytes(packet) for packet in [*encoder.encode(image), *encoder.encode(None)])
