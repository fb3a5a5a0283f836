"""The same pictures and sound in an MP4, for players and cutting programs that know no Matroska.

Nothing is encoded anew: the packets are copied with their times, so an hour takes seconds. What a killed recorder left
without duration and index gets both.
"""

from collections.abc import Callable
from pathlib import Path

import av
from av.container.input import InputContainer
from av.container.output import OutputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream

from recordings.errors import RecordingError
from recordings.media_file import open_media, packets, time_base_of, to_pts, to_us
from recordings.whole_file import unfinished

__all__ = ["to_mp4"]

_ASK_EVERY = 500
_MUXING = {"movflags": "+faststart", "fflags": "+bitexact"}
"""The index in front, so that playing begins before the end was read; no word of who made the file, and when."""


def to_mp4(
    media: Path,
    out: Path,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Copy a media file into an MP4, which appears as `out` only when it is whole. `media` is only read.

    Args:
        progress: told the part done, 0..1. cancelled: asked every few hundred packets.

    Raises:
        RecordingError: `media_missing`, `media_unreadable`, `nothing_recorded` when there is no packet in it,
            `cancelled`, `mp4_unwritable` when the disk fails or MP4 cannot hold what was recorded.
    """
    source = open_media(media)
    try:
        with unfinished(out) as place:
            copied = _copied(source, place, _Watch(media.stat().st_size, progress, cancelled))
            if not copied:
                raise RecordingError("nothing_recorded", file=media.name)
    except (FFmpegError, OSError, ValueError) as error:  # ValueError: the library's word for a codec MP4 does not hold
        raise RecordingError("mp4_unwritable", path=str(out), reason=str(error)) from error
    finally:
        source.close()
    return out


class _Watch:
    """Tells how far it is, and asks whether to go on."""

    def __init__(
        self, size: int, progress: Callable[[float], None] | None, cancelled: Callable[[], bool] | None
    ) -> None:
        self._size, self._progress, self._cancelled = max(1, size), progress, cancelled
        self._count = self._read = 0

    def passed(self, packet: "Packet[Stream]") -> None:
        """One packet more. Raises RecordingError `cancelled`."""
        self._count += 1
        self._read += packet.size
        if self._count % _ASK_EVERY:
            return
        if self._cancelled is not None and self._cancelled():
            raise RecordingError("cancelled")
        if self._progress is not None:
            self._progress(min(1.0, self._read / self._size))


def _copied(source: InputContainer, path: Path, watch: _Watch) -> int:
    """How many packets were copied."""
    read = [stream for stream in source.streams if stream.type in {"video", "audio"}]
    with av.open(str(path), "w", format="mp4", options=_MUXING) as target:
        lines = {stream.index: _Line(target, stream) for stream in read}
        count = 0
        for packet in packets(source, *read):
            watch.passed(packet)
            lines[packet.stream.index].add(packet)
            count += 1
        ends_us = max((line.ends_us for line in lines.values()), default=0)
        for line in lines.values():
            line.finish(ends_us)
    return count


class _Line:
    """One stream on its way; the last packet waits, because the last picture stays until all of the file ends."""

    def __init__(self, target: OutputContainer, stream: Stream) -> None:
        self._target = target
        self._pictures = stream.type == "video"
        self._unit = time_base_of(stream)
        self._stream = target.add_stream_from_template(stream)
        self._waiting: Packet[Stream] | None = None
        self._ends = 0

    @property
    def ends_us(self) -> int:
        """When the last packet ends, µs after the start of the file."""
        return to_us(self._ends, self._unit)

    def add(self, packet: "Packet[Stream]") -> None:
        """Copy the packet before this one."""
        self._pass_on()
        self._waiting = packet
        assert packet.pts is not None  # `packets` hands out none without
        self._ends = max(self._ends, packet.pts + (packet.duration or 0))

    def finish(self, ends_us: int) -> None:
        """Copy the last packet; a picture lasts to the end of the file."""
        last = self._waiting
        if last is not None and self._pictures and last.pts is not None:
            last.duration = max(last.duration or 0, to_pts(ends_us, self._unit) - last.pts)
        self._pass_on()

    def _pass_on(self) -> None:
        packet, self._waiting = self._waiting, None
        if packet is not None:
            packet.stream = self._stream
            self._target.mux_one(packet)
