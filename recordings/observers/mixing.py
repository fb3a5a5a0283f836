"""All voices in one track of sound, each sample where the session clock heard it, whoever may be late or gone."""

from collections import deque

import numpy as np

from recordings.observers.fmp4 import SOUND_SCALE
from recordings.observers.sound import FRAME, Samples
from recordings.sound_encoder import Stretch
from recordings.sources.base import SoundBlock

PATIENCE = SOUND_SCALE * 12 // 100
"""Samples; a voice that is later than that is not waited for any more until it has caught up."""

_WAITING_BLOCKS = 400
_MOST_HELD = 2 * SOUND_SCALE


class Voice:
    """One source of sound on the session clock, in samples. `hear` is called by its thread, the rest by the mixer's.

    Attributes:
        away: it was late, and is not waited for.
    """

    def __init__(self, origin_us: int) -> None:
        self.away = False
        self._origin_us = origin_us
        self._blocks: deque[SoundBlock] = deque(maxlen=_WAITING_BLOCKS)
        self._stretch: Stretch | None = None
        self._held: Samples = np.zeros(0, np.float32)
        self._from = 0

    @property
    def ends(self) -> int:
        """Up to where it is known."""
        return self._from + len(self._held)

    def hear(self, block: SoundBlock) -> None:
        """Take a block whose time is corrected. Never waits."""
        self._blocks.append(block)

    def gather(self) -> None:
        """Put what came meanwhile where it belongs."""
        while self._blocks:
            block = self._blocks.popleft()
            at_s = (block.clock_us - self._origin_us) / 1e6
            if self._stretch is None or block.fresh or block.rate != self._stretch.rate:
                self._begin(block.rate, round(at_s * SOUND_SCALE))
            assert self._stretch is not None
            self._stretch.push(block.pcm, at_s)
            for frame in self._stretch.pull(partial=True):
                self._held = np.concatenate([self._held, frame.to_ndarray()[0].astype(np.float32)])

    def cut(self, starts: int, count: int) -> Samples:
        """These samples, silence where there are none; what lies before them is dropped."""
        out: Samples = np.zeros(count, np.float32)
        first, last = max(starts, self._from), min(starts + count, self.ends)
        if first < last:
            out[first - starts : last - starts] = self._held[first - self._from : last - self._from]
        gone = min(max(0, starts + count - self._from), len(self._held))
        self._held, self._from = self._held[gone:], self._from + gone
        return out

    def _begin(self, rate: int, starts: int) -> None:
        """A new piece of sound: what it leaves out is silence, where it lies over the one before it takes its place."""
        self._stretch = Stretch(rate, starts)
        kept = max(0, starts - self._from)
        if not len(self._held) or kept > _MOST_HELD:
            self._held, self._from = self._held[:0], starts
        elif kept <= len(self._held):
            self._held = self._held[:kept]
        else:
            self._held = np.concatenate([self._held, np.zeros(kept - len(self._held), np.float32)])


class Mixer:
    """Hands out packets' worth of the sum of all voices, one after another.

    Attributes:
        starts: the first sample that is not yet handed out, session clock.
    """

    def __init__(self, starts: int) -> None:
        self.starts = starts

    def next(self, voices: list[Voice], now: int) -> Samples | None:
        """The next `FRAME` samples; None while they are not all heard.

        Args:
            now: session clock in samples.
        """
        ends = self.starts + FRAME
        if ends > now:
            return None
        for voice in voices:
            voice.away = voice.ends < ends and (voice.away or now - ends >= PATIENCE)
            if voice.ends < ends and not voice.away:
                return None
        mixed: Samples = np.zeros(FRAME, np.float32)
        for voice in voices:
            mixed += voice.cut(self.starts, FRAME)
        self.starts = ends
        return np.clip(mixed, -1.0, 1.0)
