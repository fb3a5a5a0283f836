"""The units in which H.264 comes out of an encoder, and the form in which MP4 keeps them."""

import struct
from collections.abc import Iterable

SPS, PPS = 7, 8
_DELIMITER = 9
_KEPT_ELSEWHERE = frozenset({SPS, PPS, _DELIMITER})


def units_of(stream: bytes) -> list[bytes]:
    """The NAL units of an Annex B byte stream, without start codes and the zeros before them."""
    places = []
    at = stream.find(b"\0\0\1")
    while at >= 0:
        places.append(at)
        at = stream.find(b"\0\0\1", at + 3)
    ends = [*places[1:], len(stream)]
    return [stream[begin + 3 : end].rstrip(b"\0") for begin, end in zip(places, ends, strict=True)]


def kind_of(unit: bytes) -> int:
    """What a unit holds (`nal_unit_type`)."""
    return unit[0] & 0x1F


def sample_of(units: Iterable[bytes]) -> bytes:
    """A picture as MP4 keeps it: each unit behind its length; parameter sets stand in the initialisation segment."""
    kept = [unit for unit in units if kind_of(unit) not in _KEPT_ELSEWHERE]
    return b"".join(struct.pack(">I", len(unit)) + unit for unit in kept)
