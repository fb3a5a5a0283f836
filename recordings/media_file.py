"""Opening media files that may have been cut off in the middle, and reading their packets up to the damage.

A recorder that was killed leaves a Matroska file without duration and cues, whose last block may be half
there. Such a file is read up to its last whole packet; that is no error.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.container.input import InputContainer
from av.error import EOFError as MediaEnd
from av.error import FFmpegError, InvalidDataError
from av.packet import Packet
from av.stream import Stream

from recordings.errors import RecordingError

MICROSECONDS = 1_000_000


def open_media(path: Path) -> InputContainer:
    """Open a media file for reading.

    Raises:
        RecordingError: `media_missing` when there is no such file, `media_unreadable` when nothing in it can
        be read
            (a recorder killed before the first byte, a foreign file).
    """
    if not path.is_file():
        raise RecordingError("media_missing", file=path.name)
    try:
        return av.open(str(path))
    except (FFmpegError, OSError) as error:
        raise RecordingError("media_unreadable", file=path.name, reason=str(error)) from error


def packets(container: InputContainer, *streams: Stream) -> "Iterator[Packet[Stream]]":
    """The packets of some streams in file order, from where the container stands to the end or to the damage."""
    reading = iter(container.demux(*streams))
    while True:
        try:
            packet = next(reading)
        except (StopIteration, MediaEnd, InvalidDataError):
            return
        except (FFmpegError, OSError) as error:
            name = Path(container.name).name
            raise RecordingError("media_unreadable", file=name, reason=str(error)) from error
        if packet.size == 0:  # the empty packet with which the library announces the end
            return
        if packet.pts is not None:
            yield packet


def to_us(pts: int, time_base: Fraction) -> int:
    """A time stamp of a stream in microseconds after the start of its file."""
    return round(pts * MICROSECONDS * time_base)


def to_pts(us: int, time_base: Fraction) -> int:
    """The last time stamp of a stream that is not later than so many microseconds after the start of its
    file.
    """
    return int(Fraction(us, MICROSECONDS) / time_base // 1)


def time_base_of(stream: Stream) -> Fraction:
    """The unit of a stream's time stamps, seconds; every stream of a readable file has one."""
    if stream.time_base is None:
        raise RecordingError("media_unreadable", file=Path(stream.container.name).name, reason="no time base")
    return Fraction(stream.time_base.numerator, stream.time_base.denominator)
