"""Binary media messages: pictures and sound that travel beside the words. Public through `recordings.messages`."""

import struct
from typing import NamedTuple

MEDIA_STILL = 1
MEDIA_PCM = 2
TRACK_SCREEN = 0
TRACK_CAMERA = 1

_MEDIA = struct.Struct(">4sBBq")
_MAGIC = b"ULM1"


class MediaHeader(NamedTuple):
    """What stands before the payload of a binary message.

    Attributes:
        kind: `MEDIA_STILL` (a JPEG) or `MEDIA_PCM` (s16le mono 16 kHz; reserved).
        track: `TRACK_SCREEN`, `TRACK_CAMERA`, or a higher number for a further screen or camera.
        at_us: session clock of the picture.
    """

    kind: int
    track: int
    at_us: int


def pack_media(header: MediaHeader, payload: bytes) -> bytes:
    """Return one binary media message."""
    return _MEDIA.pack(_MAGIC, *header) + payload


def unpack_media(message: bytes) -> tuple[MediaHeader, bytes]:
    """Split a binary media message; `ValueError` if it is none."""
    if len(message) < _MEDIA.size or not message.startswith(_MAGIC):
        raise ValueError("not a media message")
    _, kind, track, at_us = _MEDIA.unpack_from(message)
    return MediaHeader(kind, track, at_us), message[_MEDIA.size :]
