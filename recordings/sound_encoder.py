"""Sound into AAC: every sample is put where the session clock says that it was heard.

Small deviations are stretched away by FFmpeg's resampler (`async`), small holes filled with silence; after a
longer hole the track simply goes on later, so that a microphone that was away for an hour does not cost an
hour of silence.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import av
from av import AudioFrame
from av.audio.stream import AudioStream
from av.filter import Graph
from av.filter.context import FilterContext
from av.packet import Packet

from recordings.sources.base import SoundBlock

RATE = 48_000
BIT_RATE = 96_000
FRAME = 1024
"""Samples in one packet of AAC."""

FILLED_US = 1_000_000
"""A hole shorter than this is filled with silence."""

_RESAMPLE = f"{RATE}:async=2000:min_hard_comp=0.020:first_pts="
SAMPLE = Fraction(1, RATE)


class SoundEncoder:
    """Encodes one track of sound whose presentation time 0 is `origin_us` on the machine clock."""

    def __init__(self, stream: AudioStream, origin_us: int) -> None:
        self._stream = stream
        self._origin_us = origin_us
        self._stretch: Stretch | None = None
        self._pts = 0

    @property
    def written_us(self) -> int:
        """Machine clock at the end of the sound encoded so far."""
        return self._origin_us + self._pts * 1_000_000 // RATE

    def encode(self, block: SoundBlock) -> "Iterator[Packet[AudioStream]]":
        """Encode a block whose time is corrected. What lies before the beginning of the track is left out."""
        if block.clock_us + block.samples * 1e6 / block.rate <= self._origin_us:
            return
        if block.fresh or self._stretch is None or block.rate != self._stretch.rate:
            yield from self._begin_anew(block)
        assert self._stretch is not None
        self._stretch.push(block.pcm, (block.clock_us - self._origin_us) / 1e6)
        yield from self._drained(partial=False)

    def finish(self) -> "Iterator[Packet[AudioStream]]":
        """Encode what is left and end the track."""
        yield from self._finish_stretch()
        yield from self._stream.encode(None)

    def _begin_anew(self, block: SoundBlock) -> "Iterator[Packet[AudioStream]]":
        yield from self._finish_stretch()
        starts = round((block.clock_us - self._origin_us) * RATE / 1e6)
        hole_us = (starts - self._pts) * 1e6 / RATE
        if hole_us > FILLED_US:
            self._pts = starts
        self._stretch = Stretch(block.rate, self._pts)

    def _finish_stretch(self) -> "Iterator[Packet[AudioStream]]":
        if self._stretch is not None:
            self._stretch.end()
            yield from self._drained(partial=True)
            self._stretch = None

    def _drained(self, *, partial: bool) -> "Iterator[Packet[AudioStream]]":
        assert self._stretch is not None
        for frame in self._stretch.pull(partial=partial):
            frame.pts = self._pts
            frame.time_base = SAMPLE
            self._pts += frame.samples
            yield from self._stream.encode(frame)


class Stretch:
    """One uninterrupted piece of sound: the resampler, and a store that hands out whole packets' worth."""

    def __init__(self, rate: int, first_pts: int) -> None:
        self.rate = rate
        self._given = 0
        self._source, self._graph = _resampler(rate, first_pts)
        self._store = av.AudioFifo()

    def push(self, pcm: bytes, at_s: float) -> None:
        """Take sound that was heard at `at_s` seconds after the track's origin (may be below 0)."""
        frame = AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
        frame.planes[0].update(pcm)
        frame.sample_rate = self.rate
        frame.pts = round(at_s * self.rate)
        frame.time_base = Fraction(1, self.rate)
        self._source.push(frame)
        self._collect()

    def end(self) -> None:
        self._source.push(None)
        self._collect()

    def pull(self, *, partial: bool) -> Iterator[AudioFrame]:
        """Hand out packets' worth; with `partial` also the rest."""
        while self._store.samples >= FRAME or (partial and self._store.samples):
            frame = self._store.read(min(FRAME, self._store.samples))
            if frame is None:
                return
            yield frame

    def _collect(self) -> None:
        while True:
            try:
                frame = self._graph.pull()
            except (av.BlockingIOError, av.EOFError):
                return
            assert isinstance(frame, AudioFrame)
            frame.pts = None
            self._store.write(frame)


def _resampler(rate: int, first_pts: int) -> tuple[FilterContext, Graph]:
    graph = Graph()
    source = graph.add_abuffer(format="s16", sample_rate=rate, layout="mono", time_base=Fraction(1, rate))
    stages = [
        source,
        # The resampler counts its first moment in samples of what comes in, not of what goes out.
        graph.add("aresample", _RESAMPLE + str(round(first_pts * rate / RATE))),
        graph.add("aformat", "sample_fmts=fltp"),
        graph.add("abuffersink"),
    ]
    for before, after in pairwise(stages):
        before.link_to(after)
    graph.configure()
    return source, graph
