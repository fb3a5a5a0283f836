"""An observers' stream in real time without devices: the same media messages that a recorder sends.

The picture shows the machine clock of its moment (`pattern_clock_us` reads it back, also at half the size), the sound
beeps at each whole second of the machine clock.
"""

import time
from collections.abc import Iterator

import numpy as np
from av import VideoFrame

from recordings import clock
from recordings.messages import pack_media
from recordings.observers.fmp4 import SOUND_SCALE
from recordings.observers.picture import LOW, MAIN, Message, PictureTrack, Rate
from recordings.observers.sound import FRAME, Samples, SoundTrack
from recordings.sources.synthetic import beeping, draw_pattern

WIDTH, HEIGHT = 1280, 720


def synthetic_stream(
    seconds: float, origin_us: int, *, rate: Rate = MAIN, sound: bool = True, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Iterator[bytes]:
    """Media messages, each when it is due; session time is `clock.now_us() - origin_us`.

    Args:
        rate: `MAIN`, or `LOW` for the low track.
        sound: also a track of sound.
    """
    pictures, every_us = PictureTrack(int(rate is LOW), rate), 1_000_000 // rate.fps
    heard = (clock.now_us() - origin_us) * SOUND_SCALE // 1_000_000
    sounds = SoundTrack(heard)
    begun_us = picture_us = clock.now_us()
    while clock.now_us() - begun_us < seconds * 1e6:
        if sound and (heard + FRAME) * 1_000_000 // SOUND_SCALE + origin_us <= clock.now_us():
            yield from _packed(sounds.messages(beep(heard, origin_us)))
            heard += FRAME
        elif clock.now_us() >= picture_us:
            now_us = clock.now_us()
            yield from _packed(pictures.messages(drawn(now_us, *size), now_us - origin_us))
            picture_us = max(picture_us + every_us, now_us)
        else:
            time.sleep(0.002)


def drawn(now_us: int, width: int = WIDTH, height: int = HEIGHT) -> VideoFrame:
    """A picture as the stream encodes it: the clock in the corner, a bar that moves."""
    array = np.full((height, width, 3), 128, np.uint8)
    x = now_us // 10_000 % (width - 40)
    array[height // 2 :, x : x + 40] = (40, 160, 240)
    draw_pattern(array, now_us)
    return VideoFrame.from_ndarray(array, format="bgr24").reformat(
        format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG"
    )


def beep(starts: int, origin_us: int) -> Samples:
    """One packet's worth of sound from that sample of the session clock on."""
    pcm = beeping(origin_us + starts * 1_000_000 // SOUND_SCALE, FRAME)
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)


def _packed(messages: list[Message]) -> Iterator[bytes]:
    return (pack_media(header, payload) for header, payload in messages)
