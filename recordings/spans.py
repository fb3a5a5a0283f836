"""Where a track's recording lies on the session clock: its segments, and the holes in and between them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SegmentSpan:
    """One media file of a track.

    Attributes:
        path: the file.
        origin_us: session time of the file's time stamp 0, µs.
        end_us: session time at which it ends, µs.
    """

    path: Path
    origin_us: int
    end_us: int


class Spans:
    """The segments of one track in the order of time, and what is known to be missing."""

    def __init__(self, segments: Sequence[SegmentSpan], gaps: Sequence[tuple[int, int]]) -> None:
        """Segments in any order; gaps as (from_us, to_us) on the session clock."""
        self.segments = tuple(sorted(segments, key=lambda segment: segment.origin_us))
        self.gaps = tuple(sorted(gaps))

    def up_to(self, session_us: int) -> Sequence[SegmentSpan]:
        """The segments begun at or before a moment, the latest first."""
        begun = bisect_right(self.segments, session_us, key=lambda segment: segment.origin_us)
        return self.segments[:begun][::-1]

    def ending_after(self, session_us: int) -> Sequence[SegmentSpan]:
        """The segments that go on after a moment, the earliest first."""
        begun = bisect_right(self.segments, session_us, key=lambda segment: segment.origin_us)
        return self.segments[max(0, begun - 1) :]

    def overlapping(self, from_us: int, to_us: int) -> Sequence[SegmentSpan]:
        """The segments that may hold something of a span."""
        return tuple(s for s in self.segments if s.origin_us < to_us and s.end_us > from_us)

    def missing_at(self, session_us: int) -> bool:
        """Whether nothing was recorded at a moment."""
        if any(start <= session_us < end for start, end in self.gaps):
            return True
        begun = self.up_to(session_us)
        return not begun or session_us > begun[0].end_us
