"""Who writes H.264 on this machine: x264, else the first encoder that opens and encodes a picture.

x264 costs least at this quality and does everything. Others come into play only in an FFmpeg built without it; of those
that a build brings, most need a graphics card that is not there, and only an attempt tells. All of them are set up
alike: no picture waits for a later one, none is predicted from a later one, and a key picture is one from which a
player can begin.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import av
from av import VideoFrame
from av.codec.codec import UnknownCodecError
from av.video.codeccontext import VideoCodecContext

from recordings.errors import RecordingError
from recordings.plan import Quality

PIXELS, SHARP_PIXELS = "yuv420p", "yuv444p"
"""4:2:0 halves the colours in both directions; everything but it plays in few players."""

_FORM_WIDTH, _FORM_HEIGHT = 640, 360
"""Size of the picture with which an encoder is tried; some refuse smaller ones."""

_QUANTIZERS: Mapping[Quality, int] = {"small": 28, "balanced": 24, "archive": 17}
"""For encoders of a graphics card; at the same number they keep a little less than x264."""

_BITS_A_SECOND: Mapping[Quality, int] = {"small": 2_000_000, "balanced": 4_000_000, "archive": 12_000_000}
"""For encoders that know no quality but a rate."""

Options = dict[str, str]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PictureCodec:
    """An encoder of FFmpeg.

    Attributes:
        name: FFmpeg's name of it.
        options: what it is told for a quality.
        options_drawn: the same for pictures that a computer has drawn, where another choice is better.
        sharp: it also encodes 4:4:4.
        pixels: the form of the pixels that it takes (4:2:0).
        format: what it writes, as FFmpeg names it.
    """

    name: str
    options: Callable[[Quality], Options]
    sharp: bool = False
    pixels: str = PIXELS
    format: str = "h264"
    options_drawn: Callable[[Quality], Options] | None = None

    def options_for(self, quality: Quality, *, drawn: bool) -> Options:
        """What it is told for pictures of that kind."""
        return self.options_drawn(quality) if drawn and self.options_drawn else self.options(quality)

    def pixels_for(self, *, sharp_colours: bool) -> str:
        """The form of the pixels that it is given."""
        return SHARP_PIXELS if sharp_colours else self.pixels


_X264_PRESETS: Mapping[Quality, str] = {"small": "superfast", "balanced": "ultrafast", "archive": "superfast"}


def _x264(quality: Quality) -> Options:
    """Filmed pictures have a rate: their noise would make files of any size with a constant quantizer."""
    rate_factors: Mapping[Quality, str] = {"small": "26", "balanced": "23", "archive": "16"}
    return {"preset": _X264_PRESETS[quality], "crf": rate_factors[quality], "tune": "zerolatency"}


def _x264_drawn(quality: Quality) -> Options:
    """Drawn pictures have none: it would look at each picture twice (5 ms of CPU instead of 3 for a 1080p page), begin
    a new page coarser, and then write it finer again and again, 130 kB for a page that stands still.
    """
    quantizers: Mapping[Quality, str] = {"small": "28", "balanced": "23", "archive": "17"}
    return {"preset": _X264_PRESETS[quality], "qp": quantizers[quality], "tune": "zerolatency"}


def _nvenc(quality: Quality) -> Options:
    rate = {"rc": "constqp", "qp": str(_QUANTIZERS[quality])}
    return {"preset": "p3", "tune": "ull", "zerolatency": "1", "delay": "0", "bf": "0", "forced-idr": "1", **rate}


def _qsv(quality: Quality) -> Options:
    rate = {"global_quality": str(_QUANTIZERS[quality])}
    return {"preset": "veryfast", "async_depth": "1", "look_ahead": "0", "bf": "0", "forced_idr": "1", **rate}


def _amf(quality: Quality) -> Options:
    quantizer = str(_QUANTIZERS[quality])
    rate = {"rc": "cqp", "qp_i": quantizer, "qp_p": quantizer}
    return {"usage": "ultralowlatency", "quality": "speed", "bf": "0", "forced_idr": "1", **rate}


def _videotoolbox(quality: Quality) -> Options:
    return {"realtime": "1", "allow_sw": "1", "bf": "0", "b": str(_BITS_A_SECOND[quality])}


def _media_foundation(quality: Quality) -> Options:
    percent: Mapping[Quality, str] = {"small": "50", "balanced": "65", "archive": "85"}
    return {"scenario": "display_remoting", "rate_control": "quality", "quality": percent[quality], "bf": "0"}


def _openh264(quality: Quality) -> Options:
    return {"rc_mode": "quality", "allow_skip_frames": "0", "b": str(_BITS_A_SECOND[quality])}


CANDIDATES: Sequence[PictureCodec] = (
    PictureCodec("libx264", _x264, sharp=True, options_drawn=_x264_drawn),
    PictureCodec("h264_nvenc", _nvenc, sharp=True),
    PictureCodec("h264_qsv", _qsv, pixels="nv12"),
    PictureCodec("h264_amf", _amf, pixels="nv12"),
    PictureCodec("h264_videotoolbox", _videotoolbox),
    PictureCodec("h264_mf", _media_foundation, pixels="nv12"),
    PictureCodec("libopenh264", _openh264),
)
"""In the order in which they are tried. VA-API is not among them: it takes pictures only from the card's own memory."""


def first_that_opens(candidates: Sequence[PictureCodec]) -> PictureCodec:
    """The first of them that encodes a picture here.

    Raises:
        RecordingError: `encoder_missing`, none does; `codec` names all that were tried.
    """
    for codec in candidates:
        try:
            _try(codec, sharp_colours=False)
        except (UnknownCodecError, av.FFmpegError, OSError, ValueError) as error:
            _log.info("no pictures by %s: %s", codec.name, error)
        else:
            return codec
    raise RecordingError("encoder_missing", codec=", ".join(codec.name for codec in candidates))


@cache
def picture_codec() -> PictureCodec:
    """Who writes pictures in this process; looked for once. Raises RecordingError `encoder_missing`."""
    found = first_that_opens(CANDIDATES)
    if found is not CANDIDATES[0]:
        _log.info("pictures are encoded by %s", found.name)
    return found


def check_codec(*, sharp_colours: bool) -> None:
    """See whether pictures can be written here.

    Raises:
        RecordingError: `encoder_missing`; `sharp_colours_impossible`, whoever encodes here knows no 4:4:4.
    """
    codec = picture_codec()
    if not sharp_colours:
        return
    if codec.sharp:
        try:
            _try(codec, sharp_colours=True)
        except (av.FFmpegError, OSError, ValueError) as error:
            _log.info("no sharp colours by %s: %s", codec.name, error)
        else:
            return
    raise RecordingError("sharp_colours_impossible", codec=codec.name)


def _try(codec: PictureCodec, *, sharp_colours: bool) -> None:
    """Encode one grey picture. Raises what FFmpeg does, or ValueError where nothing comes out."""
    context = VideoCodecContext.create(codec.name, "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height = _FORM_WIDTH, _FORM_HEIGHT
    context.pix_fmt = codec.pixels_for(sharp_colours=sharp_colours)
    context.time_base = Fraction(1, 1000)
    context.framerate = Fraction(30)
    context.options = codec.options("balanced")
    grey = VideoFrame(_FORM_WIDTH, _FORM_HEIGHT, context.pix_fmt)
    for plane in grey.planes:
        plane.update(b"\x80" * plane.buffer_size)
    grey.pts, grey.time_base = 0, context.time_base
    if not [*context.encode(grey), *context.encode(None)]:
        raise ValueError("it opens, but encodes nothing")
