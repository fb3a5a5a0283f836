"""The sound of one track over all its segments, by session time."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from threading import Lock

import av
import numpy as np
import numpy.typing as npt

from recordings.errors import RecordingError
from recordings.media_file import MICROSECONDS
from recordings.sound_reader import Samples, SoundReader
from recordings.spans import SegmentSpan, Spans

Sound = npt.NDArray[np.int16]
Waveform = npt.NDArray[np.float32]

_RESAMPLER_MARGIN = 1024
_WAVEFORM_STEP_US = 10_000_000
_WAVEFORM_RATE = 48_000
_FULL_SCALE = 32_767


class TrackSound:
    """Sound by session time. Safe for several threads: one lock."""

    def __init__(self, spans: Spans) -> None:
        """The files are opened when they are first needed."""
        self._spans = spans
        self._lock = Lock()
        self._open: tuple[Path, SoundReader] | None = None
        self._closed = False

    def close(self) -> None:
        """Give back decoder and file; waits for a reading in another thread."""
        with self._lock:
            self._closed = True
            self._release()

    def sound(self, from_us: int, to_us: int, rate: int) -> Sound:
        """One channel from `from_us` to `to_us` (session clock), `rate` samples a second; silence where none was
        recorded. The sample for session time t is number t * rate of the session, rounded down, so that what is read
        piece by piece fits together.

        Raises:
            RecordingError: `recording_closed`; `media_unreadable` when the disk fails.
        """
        first, last = _sample_at(from_us, rate), _sample_at(to_us, rate)
        mixed = np.zeros(max(0, last - first), np.float32)
        with self._lock:
            if self._closed:
                raise RecordingError("recording_closed")
            for segment in self._spans.overlapping(from_us, to_us):
                self._add(segment, mixed, first, rate)
        return np.rint(np.clip(mixed, -1.0, 1.0) * _FULL_SCALE).astype(np.int16)

    def waveform(self, end_us: int, buckets: int, cancelled: Callable[[], bool] | None) -> Waveform:
        """The loudest sample, 0..1, in each of `buckets` equal parts of the session from 0 to `end_us`.

        Raises:
            RecordingError: `cancelled` as soon as `cancelled()` says so; else as `sound`.
        """
        return waveform_of(self.sound, end_us, buckets, cancelled)

    def _add(self, segment: SegmentSpan, mixed: Samples, first: int, rate: int) -> None:
        """Put a segment's sound into `mixed`, whose first sample is number `first` of the session."""
        reader = self._reader(segment)
        if reader is None or not reader.rate:
            return
        begin = _sample_at(segment.origin_us, rate)
        skip = max(0, begin - first)
        stop = len(mixed) if segment.until_us is None else min(len(mixed), _sample_at(segment.until_us, rate) - first)
        start, count = first + skip - begin, stop - skip
        if count <= 0:
            return
        same = reader.rate == rate
        mixed[skip:stop] = reader.read(start, count) if same else _resampled(reader, start, count, rate)

    def _reader(self, segment: SegmentSpan) -> SoundReader | None:
        """The reader of a segment's file; None when the file cannot be read at all, which counts as silence."""
        if self._open is not None and self._open[0] == segment.path:
            return self._open[1]
        self._release()
        try:
            self._open = (segment.path, SoundReader(segment.path))
        except RecordingError:
            return None
        return self._open[1]

    def _release(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None


def waveform_of(
    sound: Callable[[int, int, int], Sound], end_us: int, buckets: int, cancelled: Callable[[], bool] | None
) -> Waveform:
    """The loudest sample, 0..1, in each of `buckets` equal parts of the session from 0 to `end_us`.

    Args:
        sound: reads the samples between two moments at a rate.

    Raises:
        RecordingError: `cancelled` as soon as `cancelled()` says so; else what `sound` raises.
    """
    peaks = np.zeros(buckets, np.float32)
    total = max(1, _sample_at(end_us, _WAVEFORM_RATE))
    for from_us in range(0, end_us, _WAVEFORM_STEP_US):
        if cancelled is not None and cancelled():
            raise RecordingError("cancelled")
        to_us = min(end_us, from_us + _WAVEFORM_STEP_US)
        loudness = np.abs(sound(from_us, to_us, _WAVEFORM_RATE).astype(np.int32))
        first = _sample_at(from_us, _WAVEFORM_RATE)
        bucket = (first + np.arange(len(loudness), dtype=np.int64)) * buckets // total
        np.maximum.at(peaks, bucket, (loudness / _FULL_SCALE).astype(np.float32))
    return peaks


def _sample_at(us: int, rate: int) -> int:
    return us * rate // MICROSECONDS


def _resampled(reader: SoundReader, start: int, count: int, rate: int) -> Samples:
    """`count` samples at `rate` from `start` on, out of a file of another rate.

    The reading begins where a sample of the one rate falls on a sample of the other, so that nothing is shifted.
    """
    step = Fraction(reader.rate, rate)
    lead = start - (start - _RESAMPLER_MARGIN) // step.denominator * step.denominator
    source_start = int((start - lead) * step)
    source_count = int((lead + count + _RESAMPLER_MARGIN) * step) + 1
    source = av.AudioFrame.from_ndarray(reader.read(source_start, source_count)[None, :], format="fltp", layout="mono")
    source.sample_rate = reader.rate
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate)
    blocks = [frame.to_ndarray()[0] for piece in (source, None) for frame in resampler.resample(piece)]
    found = np.concatenate(blocks)[lead : lead + count]
    return np.pad(found, (0, count - len(found))).astype(np.float32)
