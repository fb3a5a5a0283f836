"""How loud a microphone is."""

import math
from array import array
from operator import mul

WINDOW_US = 100_000
SILENCE_DB = -60.0
FLOOR_DB = -96.0
_FULL_SCALE = 32_768.0


class LevelMeter:
    """Root mean square over tenths of a second, in dB below full scale."""

    def __init__(self) -> None:
        self.level_db = FLOOR_DB
        self._silent_since_us: float | None = None
        self._squares = 0
        self._samples = 0

    def push(self, pcm: bytes, rate: int, clock_us: float) -> None:
        """Listen to some signed 16-bit sound of that moment."""
        # Not numpy: importing it costs 0.12 s of CPU, this 20 µs a block.
        values = array("h", pcm)
        self._squares += sum(map(mul, values, values))
        self._samples += len(values)
        if self._samples * 1_000_000 >= WINDOW_US * rate:
            self._finish_window(clock_us)

    def silent_s(self, clock_us: float) -> float:
        """Return the seconds since something was heard; 0 while it is."""
        return 0.0 if self._silent_since_us is None else max(0.0, (clock_us - self._silent_since_us) / 1e6)

    def _finish_window(self, clock_us: float) -> None:
        loudness = math.sqrt(self._squares / self._samples) / _FULL_SCALE
        self.level_db = max(FLOOR_DB, 20 * math.log10(loudness)) if loudness > 0 else FLOOR_DB
        self._squares, self._samples = 0, 0
        if self.level_db > SILENCE_DB:
            self._silent_since_us = None
        elif self._silent_since_us is None:
            self._silent_since_us = clock_us
