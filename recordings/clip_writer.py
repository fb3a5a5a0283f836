"""Writing a clip every browser plays: MP4, index in front, H.264 4:2:0 and AAC, without metadata."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from recordings.media_file import MICROSECONDS
from recordings.picture_codecs import PictureCodec, picture_codec
from recordings.track_sound import Sound

FPS = 25
SOUND_RATE = 48_000

_TICKS = 90_000
_TICK = Fraction(1, _TICKS)
_KEY_EVERY = 2 * FPS
# Without reordered pictures the first one is shown at 0 in every player, also in those that ignore edit lists.
_X264_OPTIONS = {"preset": "veryfast", "crf": "22", "bf": "0", "profile": "high"}
_MUXING = {"movflags": "+faststart", "fflags": "+bitexact"}
_UNSIGNED = {"flags": "+bitexact"}
"""No encoder puts its name and version into what it writes …"""
_WITHOUT_NOTES = "filter_units=remove_types=6"
"""… and the one that does so all the same (x264, with all its settings) has its notes to decoders taken out."""


class ClipWriter:
    """Writes pictures of 1/25 s and sound into one file; the last picture is cut to the clip's exact length."""

    def __init__(self, path: Path, width: int, height: int, duration_us: int, *, sound: bool) -> None:
        """Begin the file. Errors of the disk come out as FFmpeg's or the system's own.

        Raises:
            RecordingError: `encoder_missing`; there is no file then.
        """
        encoder = picture_codec()
        self._ends = duration_us * _TICKS // MICROSECONDS
        self._container = av.open(str(path), "w", format="mp4", options=_MUXING)
        self._pictures = self._add_pictures(encoder, width, height)
        self._sound = self._add_sound() if sound else None
        self._waiting: Packet[VideoStream] | None = None
        self._shown = self._heard = 0
        self._container.start_encoding()
        self._bare = BitStreamFilterContext(_WITHOUT_NOTES, self._pictures)

    def add_picture(self, frame: VideoFrame) -> None:
        """Show a picture for the next 1/25 s."""
        frame.pts, frame.time_base = self._shown * _TICKS // FPS, _TICK
        frame.pict_type = 0
        self._shown += 1
        self._mux_pictures(self._pictures.encode(frame))

    def add_sound(self, samples: Sound) -> None:
        """Go on with the sound, one channel of 48 kHz."""
        if self._sound is None or not len(samples):
            return
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None, :]), format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, self._heard, Fraction(1, SOUND_RATE)
        self._heard += len(samples)
        self._container.mux(self._sound.encode(frame))

    def finish(self) -> None:
        """Write what is left, and the index in front."""
        self._mux_pictures(self._pictures.encode(None))
        if self._waiting is not None:
            assert self._waiting.pts is not None
            self._waiting.duration = self._ends - self._waiting.pts
            self._container.mux(self._waiting)
        if self._sound is not None:
            self._container.mux(self._sound.encode(None))
        self._container.close()

    def abandon(self) -> None:
        """Close the file as it is; idempotent."""
        self._container.close()

    def _mux_pictures(self, coded: "list[Packet[VideoStream]]") -> None:
        for packet in (bare for one in coded for bare in self._bare.filter(one)):
            packet.stream = self._pictures
            if self._waiting is not None:
                self._container.mux(self._waiting)
            self._waiting = packet

    def _add_pictures(self, encoder: PictureCodec, width: int, height: int) -> VideoStream:
        told = _X264_OPTIONS if encoder.name == "libx264" else encoder.options_for("balanced", drawn=True)
        stream = self._container.add_stream(encoder.name, rate=FPS, options=told)
        assert isinstance(stream, VideoStream)
        codec = stream.codec_context
        codec.width, codec.height, codec.pix_fmt = width, height, encoder.pixels_for(sharp_colours=False)
        codec.time_base, codec.gop_size = _TICK, _KEY_EVERY
        codec.thread_count = 1  # else the bytes would tell how many cores the machine has; clips are cut side by side
        codec.colorspace, codec.color_range = Colorspace.ITU709, ColorRange.MPEG
        codec.color_primaries, codec.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
        stream.time_base = _TICK
        return stream

    def _add_sound(self) -> AudioStream:
        stream = self._container.add_stream("aac", rate=SOUND_RATE, layout="mono", options=_UNSIGNED)
        assert isinstance(stream, AudioStream)
        stream.codec_context.bit_rate = 96_000
        return stream
