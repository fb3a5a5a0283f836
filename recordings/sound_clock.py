"""When each block of sound was really heard: a slow phase-locked loop over the times a device reports.

A sound card counts samples by its own crystal (±100 ppm and more), and the times of its blocks jitter by
milliseconds. The loop follows the crystal and ignores the jitter: over ten minutes it stays within 2.3 ms of
a card that is 300 ppm off. A device that just woke reports nonsense for a while, therefore the first second
is judged as a whole.
"""

from collections import deque
from statistics import median

from recordings.sources.base import SoundBlock

FIRST_BLOCKS = 100
SKIPPED_BLOCKS = 20
"""Blocks at the very beginning, whose times are not used at all."""

GAIN = 0.002
CLIP_US = 20_000
JUMP_US = 250_000
DRIFTED_US = 10_000
"""Jitter does not move the median of half a second by so much: samples were lost, or the device told wrong times."""

MEMORY_BLOCKS = 50


class SoundClock:
    """Gives each block its corrected time. One per opening of a device."""

    def __init__(self) -> None:
        self._held: list[SoundBlock] | None = []
        self._heard_us = 0.0
        self._base_us = 0.0
        self._errors: deque[float] = deque(maxlen=MEMORY_BLOCKS)
        self._fresh = True

    @property
    def off_us(self) -> float:
        """How far the device's times lie from what is written, at the median of the last half second."""
        return median(self._errors) - self._base_us if self._errors else 0.0

    def push(self, block: SoundBlock) -> list[SoundBlock]:
        """Take a block as the device reports it; return those whose time is now known."""
        if self._held is None:
            return [self._corrected(block)]
        self._held.append(block)
        return self.flush() if len(self._held) >= FIRST_BLOCKS else []

    def flush(self) -> list[SoundBlock]:
        """Return the blocks that are still held back, judged by what is known."""
        held, self._held = self._held, None
        if not held:
            return []
        self._base_us = self._first_base(held)
        return [self._timed(block) for block in held]

    def _first_base(self, held: list[SoundBlock]) -> float:
        heard_us = 0.0
        bases = []
        for block in held:
            bases.append(block.clock_us - heard_us)
            heard_us += _length_us(block)
        return median(bases[SKIPPED_BLOCKS:] or bases)

    def _corrected(self, block: SoundBlock) -> SoundBlock:
        base_us = block.clock_us - self._heard_us
        self._errors.append(base_us)
        error_us = base_us - self._base_us
        if abs(error_us) > JUMP_US:
            # The device stood still for a while: what follows is a new piece of sound.
            self._base_us = base_us
            self._errors.clear()
            self._fresh = True
        elif self._has_drifted():
            self._base_us = median(self._errors)
            self._errors.clear()
        else:
            self._base_us += GAIN * max(-CLIP_US, min(CLIP_US, error_us))
        return self._timed(block)

    def _timed(self, block: SoundBlock) -> SoundBlock:
        fresh, self._fresh = self._fresh, False
        timed = SoundBlock(self._base_us + self._heard_us, block.pcm, block.rate, fresh)
        self._heard_us += _length_us(block)
        return timed

    def _has_drifted(self) -> bool:
        full = len(self._errors) == MEMORY_BLOCKS
        return full and abs(median(self._errors) - self._base_us) > DRIFTED_US


def _length_us(block: SoundBlock) -> float:
    return block.samples * 1e6 / block.rate
