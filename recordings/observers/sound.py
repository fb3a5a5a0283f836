"""The observers' sound: AAC, one fragment for each packet, every sample where the session clock heard it."""

from fractions import Fraction

import numpy as np
import numpy.typing as npt
from av import AudioFrame, CodecContext
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.packet import Packet

from recordings.media_words import MEDIA_STREAM_INIT, MEDIA_STREAM_KEY, TRACK_SOUND, MediaHeader, pack_init
from recordings.observers.fmp4 import SOUND_SCALE, SoundForm, fragment, sound_init
from recordings.observers.picture import Message

FRAME = 1024
"""Samples in one packet of AAC."""

BIT_RATE = 64_000

Samples = npt.NDArray[np.float32]


class SoundTrack:
    """Encodes the track of sound.

    Args:
        starts: session clock of the first sample, in samples.
    """

    def __init__(self, starts: int) -> None:
        self._next = starts
        self._codec = _opened()
        self._count = 0
        self._sent_init = False

    def messages(self, samples: Samples) -> list[Message]:
        """Encode one packet's worth, `FRAME` samples from -1 to 1 that follow those before. Raises what FFmpeg does."""
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_SCALE, self._next, Fraction(1, SOUND_SCALE)
        self._next += FRAME
        return [message for packet in self._codec.encode(frame) for message in self._packed(packet)]

    def _packed(self, packet: "Packet[AudioStream]") -> list[Message]:
        assert packet.pts is not None
        if packet.pts < 0:
            return []
        at_us = packet.pts * 1_000_000 // SOUND_SCALE
        messages: list[Message] = []
        if not self._sent_init:
            self._sent_init = True
            form = SoundForm(bytes(self._codec.extradata or b""), bit_rate=BIT_RATE)
            messages.append(
                (MediaHeader(MEDIA_STREAM_INIT, TRACK_SOUND, at_us), pack_init(form.mime, sound_init(form)))
            )
        self._count += 1
        payload = fragment(self._count, packet.pts, FRAME, bytes(packet), sync=True)
        return [*messages, (MediaHeader(MEDIA_STREAM_KEY, TRACK_SOUND, at_us), payload)]


def _opened() -> AudioCodecContext:
    codec = CodecContext.create("aac", "w")
    assert isinstance(codec, AudioCodecContext)
    codec.sample_rate, codec.layout, codec.format = SOUND_SCALE, "mono", "fltp"
    codec.bit_rate, codec.time_base = BIT_RATE, Fraction(1, SOUND_SCALE)
    codec.open()
    return codec
