"""Pictures into H.264: conversion and encoding, the two things that cost.

x264, `ultrafast` with `zerolatency`, was the cheapest encoder that keeps text readable (9 ms of CPU for a 1080p page
that moves, two thirds of it conversion); `picture_codecs` says who encodes where it is missing. Pictures come
only when something changed, so key frames go by time, not by count.
"""

from dataclasses import dataclass
from fractions import Fraction

from av import VideoFrame
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter
from av.video.stream import VideoStream

from recordings.picture_codecs import PIXELS, SHARP_PIXELS, PictureCodec
from recordings.plan import Quality

PIXELS_A_THREAD = 1920 * 1200
"""More threads cost a tenth more CPU for the same picture; larger screens need them to keep up."""

KEY_EVERY_US = 4_000_000
MILLISECOND = Fraction(1, 1000)

_NONE, _KEY = 0, 1


@dataclass(frozen=True, slots=True)
class PictureTrack:
    """Size in px, highest rate and quality of a file's pictures.

    Attributes:
        drawn: by a computer, without the noise of a lens.
    """

    width: int
    height: int
    fps: int
    quality: Quality = "balanced"
    sharp_colours: bool = False
    drawn: bool = False


def pixels_of(*, sharp_colours: bool) -> str:
    """The form of pixels in which a source may hand pictures out: encoding takes it as it is, or at little cost."""
    return SHARP_PIXELS if sharp_colours else PIXELS


def prepare(codec: VideoCodecContext, track: PictureTrack, encoder: PictureCodec) -> None:
    """Set up a not yet opened codec: BT.709, times in ms."""
    codec.width, codec.height = track.width, track.height
    codec.pix_fmt = encoder.pixels_for(sharp_colours=track.sharp_colours)
    codec.time_base = MILLISECOND
    codec.gop_size = track.fps * 120
    codec.colorspace = Colorspace.ITU709
    codec.color_range = ColorRange.MPEG
    codec.color_primaries = ColorPrimaries.BT709
    codec.color_trc = ColorTrc.BT709


def options(track: PictureTrack, encoder: PictureCodec) -> dict[str, str]:
    """Return the encoder's options for such pictures."""
    told = encoder.options_for(track.quality, drawn=track.drawn)
    return {**told, "threads": str(_threads(track.width, track.height))}


def _threads(width: int, height: int) -> int:
    return -(-width * height // PIXELS_A_THREAD)


class Converter:
    """Turns pictures into the form in which they are encoded, of BT.709.

    Args:
        pixels: as `pixels_of` says.
    """

    def __init__(self, pixels: str = PIXELS) -> None:
        self._pixels = pixels
        self._reformatter = VideoReformatter()

    def blank(self, width: int, height: int) -> VideoFrame:
        """A picture of that form whose content is anything."""
        frame = VideoFrame(width, height, self._pixels)
        frame.colorspace, frame.color_range = Colorspace.ITU709, ColorRange.MPEG
        return frame

    def convert(self, frame: VideoFrame) -> VideoFrame:
        """Return the picture in that form; one that a source has converted already stays as it is."""
        if frame.format.name == self._pixels and frame.colorspace == Colorspace.ITU709:
            return frame
        return self._reformatter.reformat(
            frame,
            format=self._pixels,
            interpolation="BILINEAR",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=_threads(frame.width, frame.height),
        )


class PictureEncoder:
    """Encodes one track of pictures whose presentation time 0 is `origin_us` on the machine clock."""

    def __init__(self, stream: VideoStream, origin_us: int) -> None:
        self._stream = stream
        self._origin_us = origin_us
        self._converter = Converter(stream.codec_context.pix_fmt or PIXELS)
        self._converted: VideoFrame | None = None
        self._pts = -1
        self._key_pts = -KEY_EVERY_US

    @property
    def written_us(self) -> int:
        """Machine clock of the last picture encoded."""
        return self._origin_us + max(self._pts, 0) * 1000

    def encode(self, frame: VideoFrame, clock_us: int, *, repeat: bool) -> "list[Packet[VideoStream]]":
        """Encode a picture of that moment; with `repeat` its content equals the one before."""
        if not repeat or self._converted is None:
            self._converted = self._converter.convert(frame)
        return self._encode(self._converted, clock_us)

    def again(self, clock_us: int) -> "list[Packet[VideoStream]]":
        """Show the last picture once more at that moment, so that the file ends when the recording does."""
        if self._converted is None or clock_us <= self.written_us:
            return []
        return self._encode(self._converted, clock_us)

    def finish(self) -> "list[Packet[VideoStream]]":
        """End the track."""
        return self._stream.encode(None)

    def _encode(self, converted: VideoFrame, clock_us: int) -> "list[Packet[VideoStream]]":
        self._pts = max(round((clock_us - self._origin_us) / 1000), self._pts + 1)
        converted.pts = self._pts
        converted.time_base = MILLISECOND
        # Grabbed pictures say that they are key pictures; the encoder would obey and write 27 times the
        # bytes.
        converted.pict_type = _NONE
        if (self._pts - self._key_pts) * 1000 >= KEY_EVERY_US:
            converted.pict_type = _KEY
            self._key_pts = self._pts
        return self._stream.encode(converted)
