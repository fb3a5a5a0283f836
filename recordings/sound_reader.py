"""Random access to the sound of one media file, every sample in its place on the file's clock.

Matroska stamps sound in whole milliseconds and decoders want a run-up. Both are met by starting early and
placing the first half second by the median of its stamps; from there samples are counted, and only a real
jump moves them.
"""

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import cast

import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.codec.context import Flags2
from av.container.input import InputContainer
from av.error import InvalidDataError
from av.packet import Packet

from recordings.media_file import MICROSECONDS, open_media, packets, time_base_of, to_pts, to_us

Samples = npt.NDArray[np.float32]

_RUN_UP_US = 2_000_000
_ANCHOR_BLOCKS = 24
_BLOCK_US = 50_000
"""No packet of sound is longer."""
_JUMP_US = 2_000
"""Stamps are rounded by up to 0.7 ms; what deviates by more than this was recorded so."""
_HOLE_US = 5_000_000
"""When the pictures are so far ahead, the sound that is missing was never recorded."""


class SoundReader:
    """Decodes the sound of one file to one channel. Not safe for several threads: the owner serialises.

    Attributes:
        rate: samples a second in the file; 0 when it holds no sound.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            RecordingError: `media_missing`, `media_unreadable`.
        """
        self._path = path
        self._container = open_media(path)
        self._stream = _sound_of(self._container)
        self.rate = self._stream.rate if self._stream is not None else 0
        self._held: deque[tuple[int, Samples]] = deque()
        self._decoding: Iterator[tuple[int, Samples]] = iter(())
        self._from = self._until = 0
        self._passed_us = 0
        self._ended = False
        if self._stream is not None:
            self._unit = time_base_of(self._stream)
            # The library would cut the encoder's run-up off again after each seek to the start: the stamps
            # suffice.
            self._stream.codec_context.flags2 |= Flags2.skip_manual
            self._seek(0)

    def close(self) -> None:
        """Give back the decoder and the file."""
        self._held.clear()
        self._decoding = iter(())
        self._container.close()

    def read(self, start: int, count: int) -> Samples:
        """`count` samples from the sample `start` after the start of the file; zero where there is none."""
        wanted = np.zeros(count, np.float32)
        if self._stream is None or count <= 0 or start + count <= 0:
            return wanted
        if not self._within_reach(max(start, 0)):
            self._seek(max(start, 0))
        self._decode_until(start + count)
        self._forget_before(start)
        for at, samples in self._held:
            first, last = max(at, start, 0), min(at + len(samples), start + count)
            if first < last:
                wanted[first - start : last - start] = samples[first - at : last - at]
        return wanted

    def _within_reach(self, start: int) -> bool:
        """Whether reading on leads to the sample `start` sooner than a seek would."""
        if start < self._from:
            return False
        passed = max(self._until, self._passed_us * self.rate // MICROSECONDS)
        return self._ended or start <= passed + self.rate

    def _decode_until(self, end: int) -> None:
        hole = end * MICROSECONDS // self.rate + _HOLE_US
        while not self._ended and self._until < end and self._passed_us < hole:
            block = next(self._decoding, None)
            if block is None:
                self._ended = True
            elif len(block[1]):
                self._held.append(block)
                self._until = block[0] + len(block[1])

    def _forget_before(self, start: int) -> None:
        """Drop what lies more than a second before `start`; the second is kept for the overlap of the next
        reading.
        """
        while self._held and self._held[0][0] + len(self._held[0][1]) < start - self.rate:
            self._held.popleft()
            self._from = self._held[0][0] if self._held else self._until

    def _seek(self, start: int) -> None:
        assert self._stream is not None
        early_us = max(0, start * MICROSECONDS // self.rate - _RUN_UP_US)
        if early_us:
            guide = next(iter(self._container.streams.video), None) or self._stream
            self._container.seek(to_pts(early_us, time_base_of(guide)), stream=guide)
        else:  # seeking to the first picture would miss the packet of sound in front of it
            self._container.close()
            self._container = open_media(self._path)
            self._stream = _sound_of(self._container)
        self._begin(early_us)

    def _begin(self, early_us: int) -> None:
        """Read from where the container stands; what lies before `early_us` need not be decoded."""
        self._held.clear()
        self._from = self._until = early_us * self.rate // MICROSECONDS
        self._passed_us = early_us
        self._ended = False
        self._decoding = self._placed(self._decode(early_us))

    def _decode(self, early_us: int) -> Iterator[AudioFrame | None]:
        """Sound from `early_us` on; None now and then, while the file holds pictures only."""
        assert self._stream is not None
        for packet in packets(self._container, *self._container.streams.video, self._stream):
            assert packet.pts is not None
            now_us = to_us(packet.pts, time_base_of(packet.stream))
            if packet.stream is not self._stream:
                self._passed_us = max(self._passed_us, now_us)
                yield None
            elif now_us >= early_us - _BLOCK_US:
                yield from _decoded(self._stream, packet)
        yield from _decoded(self._stream, None)

    def _placed(self, frames: Iterator[AudioFrame | None]) -> Iterator[tuple[int, Samples]]:
        """Every block of sound with the number of its first sample."""
        run_up = self._run_up(frames)
        offsets, length = [], 0
        for frame in run_up:
            offsets.append(self._stamp(frame) - length)
            length += frame.samples
        place = round(median(offsets)) if offsets else 0
        for frame in run_up:
            place = self._next_place(place, frame)
            yield place, _mono(frame)
            place += frame.samples
        for later in frames:
            if later is None:
                yield place, np.zeros(0, np.float32)
                continue
            place = self._next_place(place, later)
            yield place, _mono(later)
            place += later.samples

    def _run_up(self, frames: Iterator[AudioFrame | None]) -> list[AudioFrame]:
        """The first half second of sound behind a seek, or what there is of it."""
        found: list[AudioFrame] = []
        hole_us = self._passed_us + _HOLE_US
        for frame in frames:
            if frame is not None:
                found.append(frame)
            if len(found) == _ANCHOR_BLOCKS or self._passed_us > hole_us:
                break
        return found

    def _next_place(self, expected: int, frame: AudioFrame) -> int:
        stamped = self._stamp(frame)
        jumped = abs(stamped - expected) * MICROSECONDS > _JUMP_US * self.rate
        return round(stamped) if jumped else expected

    def _stamp(self, frame: AudioFrame) -> float:
        return float((frame.pts or 0) * self._unit * self.rate)


def _sound_of(container: InputContainer) -> AudioStream | None:
    stream = next(iter(container.streams.audio), None)
    if stream is not None:
        # The library would cut the encoder's run-up off again after each seek to the start: the stamps suffice.
        stream.codec_context.flags2 |= Flags2.skip_manual
    return stream


def _decoded(stream: AudioStream, packet: object) -> list[AudioFrame]:
    """The sound one packet completes; none when it is damaged (only the end of a cut-off file can be)."""
    try:
        return stream.codec_context.decode(cast("Packet[AudioStream] | None", packet))
    except InvalidDataError:
        return []


def _mono(frame: AudioFrame) -> Samples:
    """One channel, -1..1, the mean of the recorded ones."""
    raw = np.asarray(frame.to_ndarray())
    channels = raw if frame.format.is_planar else raw.reshape(-1, frame.layout.nb_channels).T
    full_scale = 1.0 if raw.dtype.kind == "f" else 2.0 ** (8 * raw.dtype.itemsize - 1)
    mixed: Samples = (channels.astype(np.float32).mean(axis=0) / full_scale).astype(np.float32)
    return mixed
