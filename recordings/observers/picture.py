"""One track of the observers' pictures: H.264 that any player takes, one fragment for each picture.

x264 `superfast` writes half the bytes of `ultrafast` (1.5 Mbit/s for a page that scrolls) for a quarter more work, and
bytes are what thirty viewers on one radio network share. Baseline, one slice, no picture that waits for another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from av import CodecContext, VideoFrame
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from recordings.media_words import MEDIA_STREAM_DELTA, MEDIA_STREAM_INIT, MEDIA_STREAM_KEY, MediaHeader, pack_init
from recordings.observers.fmp4 import PICTURE_SCALE, PictureForm, fragment, picture_init
from recordings.observers.nal_units import PPS, SPS, kind_of, sample_of, units_of
from recordings.picture_codecs import PIXELS, picture_codec

KEY_EVERY_US = 2_000_000
LEAST_APART_US = 1000
"""Pictures of one moment are put so far apart: a player takes no two at once."""

LASTS_US = 600_000
"""How long a picture says that it lasts: somewhat longer than until the next one comes at the latest.

A browser takes a gap of more than twice that for a break, and then waits for a key picture.
"""

_NONE, _KEY = 0, 1
_X264: Mapping[str, str] = {
    "preset": "superfast",
    "tune": "zerolatency",
    "profile": "baseline",
    "threads": "1",
    "forced-idr": "1",
    "x264-params": "scenecut=0:open-gop=0:repeat-headers=1:aud=0",
}

Message = tuple[MediaHeader, bytes]


@dataclass(frozen=True, slots=True)
class Rate:
    """Most pictures a second, the quality aimed at (x264's `crf`: less is better), most bits a second."""

    fps: int
    quality: int
    bits: int


MAIN = Rate(25, 25, 3_000_000)
LOW = Rate(8, 27, 120_000)
"""Of 200 kbit/s, with which a picture is to go on at all, sound takes half."""


class PictureTrack:
    """Encodes one track. Its pictures are of any size; a change of it begins the track anew.

    Args:
        track: number of the track, `TRACK_MAIN` or `TRACK_LOW`.
    """

    def __init__(self, track: int, rate: Rate) -> None:
        self._track = track
        self._rate = rate
        self._codec: VideoCodecContext | None = None
        self._form: PictureForm | None = None
        self._at_us = -LEAST_APART_US
        self._key_us = -KEY_EVERY_US
        self._wants_key = True
        self._count = 0

    def begin_anew(self) -> None:
        """Send the initialisation segment and a key picture next: somebody new takes what is made here."""
        self._form = None
        self._wants_key = True

    def messages(self, frame: VideoFrame, at_us: int) -> list[Message]:
        """Encode a picture of that moment (session clock). Its size is even, its pixels are `picture_codecs.PIXELS`.

        A moment that is not later than the last one is put behind it. Raises what FFmpeg does.
        """
        codec = self._codec_for(frame)
        at_us = max(at_us, self._at_us + LEAST_APART_US, 0)
        late = at_us - self._at_us > LASTS_US
        self._wants_key = self._wants_key or late or at_us - self._key_us >= KEY_EVERY_US
        self._at_us = at_us
        frame.pts, frame.time_base = at_us, Fraction(1, 1_000_000)
        frame.pict_type = _KEY if self._wants_key else _NONE
        encoded = b"".join(bytes(packet) for packet in codec.encode(frame))
        return self._packed(encoded, at_us) if encoded else []

    def _packed(self, encoded: bytes, at_us: int) -> list[Message]:
        units = units_of(encoded)
        is_key = any(kind_of(unit) == SPS for unit in units)
        messages: list[Message] = []
        if is_key:
            self._key_us, self._wants_key = at_us, False
            messages = self._begun(units, at_us)
        self._count += 1
        starts, lasts = (us * PICTURE_SCALE // 1_000_000 for us in (at_us, LASTS_US))
        payload = fragment(self._count, starts, lasts, sample_of(units), sync=is_key)
        header = MediaHeader(MEDIA_STREAM_KEY if is_key else MEDIA_STREAM_DELTA, self._track, at_us)
        return [*messages, (header, payload)]

    def _begun(self, units: list[bytes], at_us: int) -> list[Message]:
        """The initialisation segment, where it is another than that sent last."""
        sets = {kind_of(unit): unit for unit in units if kind_of(unit) in (SPS, PPS)}
        assert self._codec is not None
        form = PictureForm(self._codec.width, self._codec.height, sets[SPS], sets[PPS])
        if form == self._form:
            return []
        self._form = form
        return [(MediaHeader(MEDIA_STREAM_INIT, self._track, at_us), pack_init(form.mime, picture_init(form)))]

    def _codec_for(self, frame: VideoFrame) -> VideoCodecContext:
        codec = self._codec
        if codec is None or (codec.width, codec.height) != (frame.width, frame.height):
            self._codec = codec = _opened(frame.width, frame.height, self._rate)
            self.begin_anew()
        return codec


def _opened(width: int, height: int, rate: Rate) -> VideoCodecContext:
    encoder = picture_codec()
    codec = CodecContext.create(encoder.name, "w")
    assert isinstance(codec, VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt = width, height, PIXELS
    codec.time_base, codec.framerate = Fraction(1, 1_000_000), Fraction(rate.fps)
    codec.gop_size = rate.fps * KEY_EVERY_US // 1_000_000
    codec.max_b_frames = 0
    codec.colorspace, codec.color_range = Colorspace.ITU709, ColorRange.MPEG
    codec.color_primaries, codec.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
    if encoder.name == "libx264":
        bits = {"crf": str(rate.quality), "maxrate": str(rate.bits), "bufsize": str(rate.bits)}
        codec.options = {**_X264, **bits}
    else:
        codec.options = encoder.options("small")
    return codec
