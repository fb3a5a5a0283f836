"""Where a track's recording lies on the session clock: its segments, and the holes in and between them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path


@dataclass(frozen=True)
class SegmentSpan:
    """One media file of a track.

    Attributes:
        path: the file.
        origin_us: session time of the file's time stamp 0, µs.
        end_us: session time at which it ends, µs.
        until_us: session time at which the next file takes over; None for the last. A file is closed a moment after
            the next was begun, so that its end may lie behind this.
    """

    path: Path
    origin_us: int
    end_us: int
    until_us: int | None = None

    def is_overtaken(self, session_us: int) -> bool:
        """Whether a moment belongs to a later file."""
        return self.until_us is not None and session_us >= self.until_us


class Spans:
    """The segments of one track in the order of time, and what is known to be missing."""

    def __init__(self, segments: Sequence[SegmentSpan], gaps: Sequence[tuple[int, int]]) -> None:
        """Segments in any order; gaps as (from_us, to_us) on the session clock."""
        self.segments = _taking_turns(sorted(segments, key=lambda segment: segment.origin_us))
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


def _taking_turns(segments: Sequence[SegmentSpan]) -> tuple[SegmentSpan, ...]:
    """The same segments, each with the origin of the next."""
    origins: list[int | None] = [segment.origin_us for segment in segments[1:]]
    return tuple(replace(segment, until_us=until_us) for segment, until_us in zip_longest(segments, origins))
