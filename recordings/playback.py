"""Opening a recording: every picture and every sound by its moment on the session clock.

Works on finished recordings (`recording.json`) and, from what the recorder has written down so far, on running and
interrupted ones. What a running recorder adds later is seen by opening again.
"""

from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Self

from recordings import manifest
from recordings.assembling import assemble
from recordings.clicks import Click, ClickTrail, read_clicks
from recordings.errors import RecordingError
from recordings.facts import FACTS_NAME
from recordings.heard import Heard
from recordings.manifest import Gap, Manifest
from recordings.picture import Picture
from recordings.playback_track import Track
from recordings.spans import SegmentSpan, Spans

__all__ = ["Click", "ClickTrail", "Heard", "Picture", "Recording", "Track", "open_recording", "read_clicks"]


def open_recording(folder: Path) -> "Recording":
    """Open the recording in a session's folder.

    A finished one opens at once: its media files are opened when they are first needed. Of a running or interrupted one
    the files without a noted end are read through first, about a second for an hour: open those in the background.

    Raises:
        RecordingError: `facts_missing` or `nothing_recorded` when nothing was recorded there, `facts_unreadable`,
            `manifest_unreadable`, `manifest_newer`.
    """
    return Recording(folder, manifest.read(folder) if _is_finished(folder) else assemble(folder))


def _is_finished(folder: Path) -> bool:
    """Whether the manifest tells all: one that was continued has facts its old manifest does not know."""
    described, facts = folder / manifest.MANIFEST_NAME, folder / FACTS_NAME
    if not described.exists():
        return False
    return not facts.exists() or facts.stat().st_mtime_ns <= described.stat().st_mtime_ns


class Recording:
    """The tracks of one session. Close it, or use it as a context; safe for several threads.

    Attributes:
        folder: the session's folder.
        manifest: what the recorder says of it.
        tracks: one for every source.
        duration_us: session time at which the last track ends.
        gaps: where a source delivered nothing.
    """

    def __init__(self, folder: Path, described: Manifest) -> None:
        """See `open_recording`."""
        self.folder = folder
        self.manifest = described
        self.gaps: tuple[Gap, ...] = described.gaps
        ends = [segment.end_us for track in described.tracks for segment in track.segments]
        self.duration_us = max(ends, default=0)
        self.tracks = tuple(self._track(track) for track in described.tracks)

    def track(self, source: str) -> Track:
        """The track of a source.

        Raises:
            RecordingError: `source_unknown`.
        """
        for track in self.tracks:
            if track.source == source:
                return track
        raise RecordingError("source_unknown", source=source, sources=[track.source for track in self.tracks])

    @property
    def pictures(self) -> tuple[Track, ...]:
        """The tracks with pictures, first what the participant saw."""
        seen = [track for track in self.tracks if not track.is_sound]
        return tuple(sorted(seen, key=lambda track: track.shows != "screen"))

    @property
    def sounds(self) -> tuple[Track, ...]:
        """The tracks of the sources of sound; of a recording that names none, the first whose files carry any."""
        alone = tuple(track for track in self.tracks if track.is_sound)
        return alone or tuple(track for track in self.tracks if track.has_sound)[:1]

    def heard(self, sources: Collection[str] | None = None) -> Heard | None:
        """These sources of sound together, None for all of them; None where nothing of it was recorded."""
        tracks = [track for track in self.sounds if sources is None or track.source in sources]
        return Heard(tracks, self.duration_us) if tracks else None

    def close(self) -> None:
        """Give back all decoders and files; idempotent. Reading afterwards raises `recording_closed`."""
        for track in self.tracks:
            track.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _track(self, described: manifest.Track) -> Track:
        segments = [
            SegmentSpan(self.folder / segment.file, segment.origin_us, segment.end_us) for segment in described.segments
        ]
        gaps = [(gap.from_us, gap.to_us) for gap in self.gaps if gap.source == described.source]
        return Track(described, Spans(segments, gaps), self.duration_us)
