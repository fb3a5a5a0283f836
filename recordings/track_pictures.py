"""The pictures of one track over all its segments, by session time."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import numpy as np

from recordings.errors import RecordingError
from recordings.packet_index import Times, read_picture_times
from recordings.picture import DecodedPicture
from recordings.picture_reader import PictureReader
from recordings.spans import SegmentSpan, Spans

_OPEN_FILES = 3


class TrackPictures:
    """Pictures by session time. Safe for several threads: one lock."""

    def __init__(self, spans: Spans) -> None:
        """The files are opened when they are first needed."""
        self._spans = spans
        self._lock = Lock()
        self._open: OrderedDict[Path, PictureReader] = OrderedDict()
        self._times: dict[Path, Times] = {}
        self._unreadable: dict[Path, RecordingError] = {}
        self._closed = False

    @property
    def faults(self) -> tuple[RecordingError, ...]:
        """What was wrong with files that could not be opened so far; they count as gaps."""
        return tuple(self._unreadable.values())

    def close(self) -> None:
        """Give back decoders and files; waits for a reading in another thread."""
        with self._lock:
            self._closed = True
            while self._open:
                self._open.popitem()[1].close()

    def at(self, session_us: int) -> DecodedPicture | None:
        """The last picture with time <= `session_us`, or None before the first."""
        with self._lock:
            for segment in self._spans.up_to(session_us):
                reader = self._reader(segment)
                latest_us = session_us if segment.until_us is None else min(session_us, segment.until_us - 1)
                found = reader.at(latest_us - segment.origin_us) if reader is not None else None
                if found is not None:
                    stale = self._spans.missing_at(session_us)
                    return DecodedPicture(segment.origin_us + found[0], found[1], stale)
        return None

    def after(self, session_us: int) -> DecodedPicture | None:
        """The first picture with time > `session_us`, or None after the last."""
        with self._lock:
            for segment in self._spans.ending_after(session_us):
                reader = self._reader(segment)
                found = reader.after(max(-1, session_us - segment.origin_us)) if reader is not None else None
                if found is not None and not segment.is_overtaken(segment.origin_us + found[0]):
                    return DecodedPicture(segment.origin_us + found[0], found[1], stale=False)
        return None

    def prepare(self, cancelled: Callable[[], bool] | None) -> None:
        """List the pictures of every file, and learn where to seek in those a killed recorder left."""
        for segment in self._spans.segments:
            if segment.path not in self._times and segment.path not in self._unreadable:
                self._index(segment, cancelled)

    def times(self) -> Times:
        """The session time of every picture listed by `prepare`, rising."""
        listed = [self._own_times(segment) for segment in self._spans.segments if segment.path in self._times]
        return np.concatenate(listed) if listed else np.empty(0, np.int64)

    def _own_times(self, segment: SegmentSpan) -> Times:
        times = segment.origin_us + self._times[segment.path]
        return times if segment.until_us is None else times[times < segment.until_us]

    def _index(self, segment: SegmentSpan, cancelled: Callable[[], bool] | None) -> None:
        """Read a file's packets without the lock, then hand the container, which now knows the way, to the reader."""
        try:
            container, times = read_picture_times(segment.path, cancelled)
        except RecordingError as error:
            if error.code == "cancelled":
                raise
            self._unreadable[segment.path] = error
            return
        with self._lock:
            self._times[segment.path] = times
            if self._closed or container.duration is not None:
                container.close()
                return
            known = self._open.pop(segment.path, None)
            if known is not None:
                known.close()
            self._keep(segment.path, PictureReader(segment.path, container))

    def _reader(self, segment: SegmentSpan) -> PictureReader | None:
        """The reader of a segment's file; None when it cannot be opened: then it counts as a gap."""
        if self._closed:
            raise RecordingError("recording_closed")
        known = self._open.get(segment.path)
        if known is not None:
            self._open.move_to_end(segment.path)
            return known
        if segment.path in self._unreadable:
            return None
        try:
            reader = PictureReader(segment.path)
        except RecordingError as error:
            self._unreadable[segment.path] = error
            return None
        self._keep(segment.path, reader)
        return reader

    def _keep(self, path: Path, reader: PictureReader) -> None:
        self._open[path] = reader
        while len(self._open) > _OPEN_FILES:
            self._open.popitem(last=False)[1].close()
