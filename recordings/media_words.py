"""Binary media messages: pictures and sound that travel beside the words. Public through `recordings.messages`."""

import struct
from collections.abc import Callable
from typing import NamedTuple

MEDIA_STILL = 1
MEDIA_PCM = 2
MEDIA_STREAM_INIT = 3
MEDIA_STREAM_KEY = 4
MEDIA_STREAM_DELTA = 5
MEDIA_STREAM_VEIL = 6
"""From the recorder to the room alone: whether what follows on this track shows something (`UNVEILED`) or nothing."""

UNVEILED, VEILED = b"\0", b"\1"

TRACK_SCREEN = 0
TRACK_CAMERA = 1

TRACK_MAIN = 0
TRACK_LOW = 1
TRACK_SOUND = 2
"""Of the observers' stream (kinds 3 to 5); the tracks of stills count for themselves."""

_MEDIA = struct.Struct(">4sBBq")
_MAGIC = b"ULM1"


class MediaHeader(NamedTuple):
    """What stands before the payload of a binary message.

    Attributes:
        kind: `MEDIA_STILL` (a JPEG) or `MEDIA_PCM` (s16le mono 16 kHz; reserved). Of the observers' stream:
            `MEDIA_STREAM_INIT` (`pack_init`), `MEDIA_STREAM_KEY` (`moof` + `mdat` from which a player can begin; every
            fragment of sound is one), `MEDIA_STREAM_DELTA` (the same, of a picture that needs those before it).
        track: of a still `TRACK_SCREEN`, `TRACK_CAMERA`, or a higher number for a further screen or camera; of the
            stream `TRACK_MAIN`, `TRACK_LOW` or `TRACK_SOUND`.
        at_us: session clock of the picture, of the first sample of a packet of sound. A fragment's own time is the
            same: `currentTime` of a player is session time. How long a picture lasts is not known when it is sent, so
            its fragment says the longest: the live edge is the `at_us` of the newest, not the end of what is buffered.
    """

    kind: int
    track: int
    at_us: int


Emit = Callable[[MediaHeader, bytes], None]
"""Takes a media message."""


def pack_media(header: MediaHeader, payload: bytes) -> bytes:
    """Return one binary media message."""
    return _MEDIA.pack(_MAGIC, *header) + payload


def unpack_media(message: bytes) -> tuple[MediaHeader, bytes]:
    """Split a binary media message; `ValueError` if it is none."""
    if len(message) < _MEDIA.size or not message.startswith(_MAGIC):
        raise ValueError("not a media message")
    _, kind, track, at_us = _MEDIA.unpack_from(message)
    return MediaHeader(kind, track, at_us), message[_MEDIA.size :]


def kind_and_track(message: bytes) -> tuple[int, int]:
    """What a packed media message is, without taking it apart. Any message that `unpack_media` would take."""
    return message[4], message[5]


def pack_init(mime: str, segment: bytes) -> bytes:
    """The payload of a `MEDIA_STREAM_INIT`: one byte for the length of the MIME type, the type, `ftyp` + `moov`."""
    name = mime.encode("ascii")
    return bytes([len(name)]) + name + segment
