"""A recording as long as one likes, made in seconds: four seconds are encoded once, and their packets copied on.

As many packets and bytes as an hour of a recorder has: 1080p30 at about 500 kB/s, and sound.
"""

from pathlib import Path

import av
import numpy as np
from av import AudioFrame, VideoFrame
from av.container.output import OutputContainer
from av.packet import Packet
from av.stream import Stream

from recordings.writer import CONTAINER_OPTIONS

PIECE_S = 4
FPS = 30
RATE = 48_000
SOUND_BLOCK = 1024
BIT_RATE = 3_900_000


def write_long_film(path: Path, seconds: int) -> None:
    """Write so many seconds as the recorder's muxer would."""
    with av.open(str(path), "w", format="matroska", options=CONTAINER_OPTIONS) as film:
        piece = _encoded(film)
        for number in range(seconds // PIECE_S):
            for one in piece:
                film.mux_one(_later(one, number * PIECE_S))


def _encoded(film: OutputContainer) -> list["Packet[Stream]"]:
    """The packets of one piece, in the order of time."""
    pictures = film.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "tune": "zerolatency"})
    pictures.width, pictures.height, pictures.pix_fmt = 1920, 1080, "yuv420p"
    pictures.bit_rate, pictures.gop_size = BIT_RATE, PIECE_S * FPS
    sound = film.add_stream("aac", rate=RATE, layout="mono")
    film.start_encoding()
    chance = np.random.default_rng(6)
    made: list[Packet[Stream]] = []
    for number in range(PIECE_S * FPS):
        noise = chance.integers(0, 255, (135, 240, 3), np.uint8).repeat(8, 0).repeat(8, 1)
        frame = VideoFrame.from_ndarray(noise, format="rgb24").reformat(format="yuv420p")
        frame.pts = number
        made += pictures.encode(frame)
    for start in range(0, PIECE_S * RATE - SOUND_BLOCK, SOUND_BLOCK):
        heard = AudioFrame.from_ndarray(chance.normal(0, 0.05, (1, SOUND_BLOCK)).astype(np.float32), "fltp", "mono")
        heard.sample_rate, heard.pts = RATE, start
        made += sound.encode(heard)
    return sorted(made, key=_begins_s)


def _begins_s(packet: "Packet[Stream]") -> float:
    assert packet.pts is not None
    assert packet.time_base is not None
    return float(packet.pts * packet.time_base)


def _later(packet: "Packet[Stream]", by_s: int) -> "Packet[Stream]":
    """The same packet so much later."""
    assert packet.time_base is not None
    assert packet.pts is not None
    copy = Packet(bytes(packet))
    shift = round(by_s / packet.time_base)
    copy.stream, copy.time_base = packet.stream, packet.time_base
    copy.pts, copy.dts, copy.duration = packet.pts + shift, packet.pts + shift, packet.duration
    copy.is_keyframe = packet.is_keyframe
    return copy
