"""Names, facts and life of the media files of one recording."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from recordings.fact_log import FactLog
from recordings.picture_codecs import picture_codec
from recordings.picture_encoder import PictureTrack
from recordings.plan import RecordingPlan, SourcePlan
from recordings.syncer import Syncable, Syncer
from recordings.writer import MediaWriter

_NUMBERED = re.compile(r"(?P<source>[^.]+)(?:\.(?P<n>\d{3,}))?\.mk[va]")


@dataclass(slots=True)
class PictureCounts:
    """What became of a source's pictures since recording began."""

    captured: int = 0
    written: int = 0
    dropped: int = 0
    duplicates: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """An open media file. The numbers are those of its source when it was begun."""

    source: str
    n: int
    writer: MediaWriter
    dropped_before: int = 0
    duplicates_before: int = 0


class Segments:
    """Opens and closes files; every file is announced in the facts before its first byte exists."""

    def __init__(self, plan: RecordingPlan, log: FactLog, syncer: Syncer) -> None:
        self._plan = plan
        self._log = log
        self._syncer = syncer
        self._open: list[Segment] = []
        self._numbers: dict[str, int] = {}
        self._saved_us = plan.origin_us
        self._closed_until_us = plan.origin_us
        self.highest = 0

    def saved_us(self, delivering: Collection[str]) -> int:
        """Return the session clock up to which everything delivered is on the disk; it never goes back.

        Args:
            delivering: ids of the sources that are not lost. Whatever the others delivered is long written.
        """
        open_now = list(self._open)
        saved = [segment.writer.saved_us for segment in open_now if segment.source in delivering]
        rest = [segment.writer.saved_us for segment in open_now] + [self._closed_until_us]
        self._saved_us = max(self._saved_us, min(saved) if saved else max(rest))
        return self._saved_us - self._plan.origin_us

    def size(self) -> int:
        """Return the bytes in the files that are open now, as far as they are in their place."""
        return sum(_size(segment.writer.path) for segment in list(self._open))

    def opened(self) -> list[Segment]:
        """Return the files that are open now."""
        return list(self._open)

    def missing(self) -> list[Segment]:
        """Return the open files that somebody took away: they are still written to, but will be gone."""
        return [segment for segment in self.opened() if not segment.writer.is_in_place]

    def written_by(self, file: Syncable) -> Segment | None:
        """Return the open file that this is; None for any other."""
        return next((segment for segment in list(self._open) if segment.writer is file), None)

    def open(
        self,
        source: SourcePlan,
        origin_us: int,
        picture: PictureTrack | None,
        sound_source: str | None,
        counts: PictureCounts,
    ) -> Segment:
        """Begin a file at that machine clock.

        Raises:
            OSError, av.FFmpegError: the file cannot be written.
        """
        # A number is given once: a file that was taken away may be put back.
        at_least = max(self._plan.segment, self._numbers.get(source.id, 0) + 1)
        n, path = free_name(self._plan.folder, source.id, at_least, ".mkv" if picture else ".mka")
        said = {
            "source": source.id,
            "n": n,
            "file": path.name,
            "origin_us": origin_us - self._plan.origin_us,
            "width": picture.width if picture else 0,
            "height": picture.height if picture else 0,
            "fps": picture.fps if picture else 0,
            "codec": picture_codec().format if picture else "aac",
            "encoder": picture_codec().name if picture else "aac",
            "sound": sound_source is not None,
            "sound_source": sound_source,
        }
        self._log.write("segment", said)
        self._syncer.sync(self._log)
        self._numbers[source.id] = n
        self.highest = max(self.highest, n)
        writer = MediaWriter(path, origin_us, picture, sound=sound_source is not None)
        segment = Segment(source.id, n, writer, counts.dropped, counts.duplicates)
        self._open.append(segment)
        self._syncer.add(writer)
        return segment

    def close(self, segment: Segment, end_us: int, counts: PictureCounts) -> None:
        """Finish a file at that machine clock.

        Raises:
            OSError, av.FFmpegError: its end could not be written; no `segment_closed` is noted then.
        """
        writer = segment.writer
        self._syncer.remove(writer)
        try:
            duration_us = writer.close(end_us)
        finally:
            self._open.remove(segment)
            self._closed_until_us = max(self._closed_until_us, writer.saved_us)
        said = {
            "source": segment.source,
            "n": segment.n,
            "duration_us": duration_us,
            "frames": writer.frames,
            "dropped": counts.dropped - segment.dropped_before,
            "duplicates": counts.duplicates - segment.duplicates_before,
        }
        self._log.write("segment_closed", said)
        if writer.unsynced is not None:
            self._syncer.tell(writer, writer.unsynced)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def free_name(folder: Path, source: str, at_least: int, suffix: str) -> tuple[int, Path]:
    """Return number and path of the next file of a source; existing files of any number are left alone."""
    taken = [0]
    for path in folder.iterdir():
        match = _NUMBERED.fullmatch(path.name)
        if match and match["source"] == source:
            taken.append(int(match["n"] or 1))
    n = max(at_least, max(taken) + 1)
    return n, folder / (f"{source}{suffix}" if n == 1 else f"{source}.{n:03}{suffix}")
