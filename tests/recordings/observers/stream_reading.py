"""Reading an observers' stream: as boxes, and as whoever joins it would decode it."""

import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import av
import numpy as np
from av import AudioFrame, VideoFrame

from recordings.messages import MEDIA_STREAM_INIT, MEDIA_STREAM_KEY, MediaHeader
from recordings.observers.picture import Message, PictureTrack
from recordings.sources.synthetic import pattern_clock_us
from tests.recordings.filming import rgb_of
from tests.recordings.synthetic_stream import drawn

_CONTAINERS = frozenset({"moov", "trak", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf"})


@dataclass(frozen=True)
class Box:
    """A box of ISO/IEC 14496-12: its path of names, and what stands in it."""

    path: str
    body: bytes


def boxes(data: bytes, above: str = "") -> Iterator[Box]:
    """All boxes, from the outside in. Raises AssertionError where their lengths do not fit."""
    while data:
        size, name = struct.unpack_from(">I4s", data)
        assert 8 <= size <= len(data)
        box = Box(f"{above}{name.decode()}", data[8:size])
        yield box
        if name.decode() in _CONTAINERS:
            yield from boxes(box.body, f"{box.path}/")
        data = data[size:]


def unpack_init(payload: bytes) -> tuple[str, bytes]:
    """The MIME type and the initialisation segment; `ValueError` if there are none."""
    if not payload or len(payload) <= 1 + payload[0]:
        raise ValueError("not an initialisation segment")
    return payload[1 : 1 + payload[0]].decode("ascii"), payload[1 + payload[0] :]


def of_track(messages: Iterable[Message], track: int) -> list[Message]:
    """The messages of one track."""
    return [message for message in messages if message[0].track == track]


def concatenated(messages: Iterable[Message]) -> bytes:
    """What a player of one track is given: initialisation segments and fragments, one after another."""
    return b"".join(
        unpack_init(payload)[1] if header.kind == MEDIA_STREAM_INIT else payload for header, payload in messages
    )


def fragments(messages: Iterable[Message]) -> list[MediaHeader]:
    """The headers of pictures or packets of sound."""
    return [header for header, _ in messages if header.kind != MEDIA_STREAM_INIT]


def keys(messages: Iterable[Message]) -> list[MediaHeader]:
    """The headers of those with which a player can begin."""
    return [header for header, _ in messages if header.kind == MEDIA_STREAM_KEY]


def pictures(messages: Iterable[Message]) -> list[tuple[int, VideoFrame]]:
    """Session time in µs and picture, as FFmpeg decodes one track."""
    with av.open(io.BytesIO(concatenated(messages)), "r") as container:
        return [(_us(frame), frame) for frame in container.decode(video=0)]


def sounds(messages: Iterable[Message]) -> list[tuple[int, AudioFrame]]:
    """Session time in µs and sound, as FFmpeg decodes one track."""
    with av.open(io.BytesIO(concatenated(messages)), "r") as container:
        return [(_us(frame), frame) for frame in container.decode(audio=0)]


def clock_in(frame: VideoFrame) -> int:
    """The machine clock that a picture of `drawn` shows."""
    return pattern_clock_us(rgb_of(frame))


def filmed(track: PictureTrack, moments_us: Iterable[int], size: tuple[int, int] = (640, 360)) -> list[Message]:
    """A track whose pictures show their own session time."""
    return [message for at_us in moments_us for message in track.messages(drawn(at_us, *size), at_us)]


def loudest_us(frames: Iterable[tuple[int, AudioFrame]]) -> list[int]:
    """Session time of every sample that is loud, to 1 ms."""
    found: list[int] = []
    for at_us, frame in frames:
        loud = np.abs(frame.to_ndarray()[0]) > 0.2
        found += [round(at_us + n / frame.sample_rate * 1e6) for n in np.flatnonzero(loud)]
    return found


QUIET_US = 200_000
"""Between two beeps it is silent for longer than within one."""


def beginnings_us(frames: list[tuple[int, AudioFrame]]) -> list[int]:
    """Session time at which each beep but the first begins: of the first, the beginning may not have been heard."""
    return [later for before, later in pairwise(loudest_us(frames)) if later - before > QUIET_US]


def _us(frame: VideoFrame | AudioFrame) -> int:
    assert frame.pts is not None
    assert frame.time_base is not None
    return round(frame.pts * frame.time_base * 1_000_000)
