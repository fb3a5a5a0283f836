"""Fragmented MP4: one initialisation segment for a track, then one fragment for each picture or packet of sound.

Standard library only. The boxes are those of ISO/IEC 14496-12 (ISO base media), -14 (MP4, `esds`) and -15 (`avc1`,
`avcC`). Written here and not by FFmpeg, whose muxer holds a picture back until the next one comes, to know how long it
lasts. Each fragment says by itself where it lies (`tfdt`), so one that is left out harms no other.
"""

import struct
from dataclasses import dataclass

PICTURE_SCALE = 90_000
SOUND_SCALE = 48_000
"""Units of time in a second."""

_TRACK = 1
_SYNC, _NOT_SYNC = 0x0200_0000, 0x0101_0000
"""A sample that depends on no other; one that does."""

_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000)
_UNITY = 0x10000
_UNDETERMINED = 0x55C4
"""The language `und`, three letters of five bits each."""


@dataclass(frozen=True, slots=True)
class PictureForm:
    """What a player must know before the first picture: size in px and the parameter sets, without start codes."""

    width: int
    height: int
    sps: bytes
    pps: bytes

    @property
    def mime(self) -> str:
        """The type as browsers ask for it; profile, constraints and level stand in the sequence parameter set."""
        return f'video/mp4; codecs="avc1.{self.sps[1:4].hex().upper()}"'


@dataclass(frozen=True, slots=True)
class SoundForm:
    """What a player must know before the first sound. `config`: the AudioSpecificConfig of ISO/IEC 14496-3."""

    config: bytes
    rate: int = SOUND_SCALE
    channels: int = 1
    bit_rate: int = 64_000

    @property
    def mime(self) -> str:
        """The type as browsers ask for it: AAC-LC."""
        return 'audio/mp4; codecs="mp4a.40.2"'


def picture_init(form: PictureForm) -> bytes:
    """The initialisation segment of a track of pictures."""
    size = struct.pack(">II", form.width << 16, form.height << 16)
    header = _full("vmhd", 0, 1, bytes(8))
    return _init(_avc1(form), "vide", header, PICTURE_SCALE, size, volume=0)


def sound_init(form: SoundForm) -> bytes:
    """The initialisation segment of a track of sound."""
    header = _full("smhd", 0, 0, bytes(4))
    return _init(_mp4a(form), "soun", header, form.rate, bytes(8), volume=0x0100)


def fragment(number: int, starts: int, lasts: int, sample: bytes, *, sync: bool) -> bytes:
    """One picture or packet of sound as `moof` and `mdat`.

    Args:
        number: counts the fragments of the track, from 1.
        starts: when it is to be shown or heard, from 0 on, in units of the track.
        lasts: how long at most, in the same.
        sample: NAL units, each behind its length; or one packet of AAC without a header.
        sync: a player can begin with it.
    """
    head = _full("mfhd", 0, 0, struct.pack(">I", number))
    track = _full("tfhd", 0, 0x02_0000, struct.pack(">I", _TRACK))  # places count from this `moof`
    time = _full("tfdt", 1, 0, struct.pack(">Q", starts))
    flags = _SYNC if sync else _NOT_SYNC
    # The length of the `moof` does not depend on what stands in it: written twice, the second time with the place.
    run = struct.pack(">IiIII", 1, 0, lasts, len(sample), flags)
    place = len(_box("moof", head, _box("traf", track, time, _full("trun", 0, 0x701, run)))) + 8
    run = struct.pack(">IiIII", 1, place, lasts, len(sample), flags)
    return _box("moof", head, _box("traf", track, time, _full("trun", 0, 0x701, run))) + _box("mdat", sample)


def _box(name: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, name.encode()) + body


def _full(name: str, version: int, flags: int, *parts: bytes) -> bytes:
    return _box(name, struct.pack(">I", version << 24 | flags), *parts)


def _init(entry: bytes, handler: str, header: bytes, scale: int, size: bytes, *, volume: int) -> bytes:
    brands = _box("ftyp", b"iso6", bytes(4), b"iso6", b"mp41")
    movie = _full(
        "mvhd",
        0,
        0,
        struct.pack(">IIIIIH10x", 0, 0, 1000, 0, _UNITY, 0x0100),
        _MATRIX,
        bytes(24),
        struct.pack(">I", _TRACK + 1),
    )
    track = _box("trak", _track_header(size, volume), _media(entry, handler, header, scale))
    extends = _box("mvex", _full("trex", 0, 0, struct.pack(">IIIII", _TRACK, 1, 0, 0, 0)))
    return brands + _box("moov", movie, track, extends)


def _track_header(size: bytes, volume: int) -> bytes:
    head = struct.pack(">IIIII8xhhHH", 0, 0, _TRACK, 0, 0, 0, 0, volume, 0)
    return _full("tkhd", 0, 7, head, _MATRIX, size)


def _media(entry: bytes, handler: str, header: bytes, scale: int) -> bytes:
    times = _full("mdhd", 0, 0, struct.pack(">IIIIHH", 0, 0, scale, 0, _UNDETERMINED, 0))
    kind = _full("hdlr", 0, 0, bytes(4), handler.encode(), bytes(12), b"\0")
    here = _box("dinf", _full("dref", 0, 0, struct.pack(">I", 1), _full("url ", 0, 1)))
    none = bytes(4)
    table = _box(
        "stbl",
        _full("stsd", 0, 0, struct.pack(">I", 1), entry),
        _full("stts", 0, 0, none),
        _full("stsc", 0, 0, none),
        _full("stsz", 0, 0, bytes(4), none),
        _full("stco", 0, 0, none),
    )
    return _box("mdia", times, kind, _box("minf", header, here, table))


def _avc1(form: PictureForm) -> bytes:
    """A picture's description: 72 dots an inch, one picture a sample, 24 bits deep."""
    head = struct.pack(">6xH16xHHIIIH32sHh", 1, form.width, form.height, 0x48_0000, 0x48_0000, 0, 1, bytes(32), 24, -1)
    sets = struct.pack(">BBH", 0xFF, 0xE1, len(form.sps)) + form.sps + struct.pack(">BH", 1, len(form.pps)) + form.pps
    return _box("avc1", head, _box("avcC", b"\x01" + form.sps[1:4] + sets))


def _mp4a(form: SoundForm) -> bytes:
    head = struct.pack(">6xH8xHHIH2x", 1, form.channels, 16, 0, form.rate)
    specific = _descriptor(5, form.config)
    decoder = _descriptor(4, struct.pack(">BB3xII", 0x40, 0x15, form.bit_rate, form.bit_rate), specific)
    stream = _descriptor(3, struct.pack(">HB", _TRACK, 0), decoder, _descriptor(6, b"\x02"))
    return _box("mp4a", head, _full("esds", 0, 0, stream))


def _descriptor(tag: int, *parts: bytes) -> bytes:
    """A descriptor of ISO/IEC 14496-1, at most 127 bytes long."""
    body = b"".join(parts)
    return struct.pack(">BB", tag, len(body)) + body
