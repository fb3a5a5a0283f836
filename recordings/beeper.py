"""Plays the beeps of the clap test through the machine's loudspeaker, each at its moment.

What the sound system says of its own delay is taken off: a beep is written so much earlier. What a loudspeaker adds
that nobody tells (Bluetooth, a television) stays in what is measured.
"""

import logging
from array import array
from collections import deque
from collections.abc import Sequence
from statistics import median
from typing import Any

from recordings import clock
from recordings.clap import beep
from recordings.sources import portaudio

RATE = 48_000
BLOCK = 480
DELAY_S = 0.2
"""So much sound is written ahead: a busy computer must not make it falter, and the delay does not matter here."""

LATE_S = 0.005
"""A beep for whose moment it is too late is left out, rather than told at a wrong one."""

_SAMPLE_BYTES = 2
_LONGEST_DELAY_S = 1.0
_SETTLED = 50
"""When the stream began to sound is the median of what the last so many blocks say: a single one may be off by many
milliseconds, and those of the first second tell of a stream that does not sound yet.
"""

_log = logging.getLogger(__name__)


class Beeper:
    """Beeps at moments of the machine clock, µs. `close` it.

    Attributes:
        played: how many beeps were begun.

    Raises:
        RecordingError: `portaudio_missing`; `loudspeaker_failed`, with why.
    """

    def __init__(self, moments_us: Sequence[int]) -> None:
        self.played = 0
        self._timing = Timing(moments_us)
        self._stream: Any = None
        with portaudio.opening("loudspeaker_failed") as sounddevice:
            self._stream = sounddevice.RawOutputStream(
                samplerate=RATE, channels=1, dtype="int16", blocksize=BLOCK, latency=DELAY_S, callback=self._play
            )
            portaudio.STREAMS.add(id(self))
            self._stream.start()

    def close(self) -> None:
        """End the sound. Idempotent."""
        stream, self._stream = self._stream, None
        if stream is not None:
            portaudio.end(stream)
            portaudio.STREAMS.discard(id(self))

    def _play(self, out: Any, frames: int, times: Any, _status: Any) -> None:
        """Run in PortAudio's own thread."""
        told_s = times.outputBufferDacTime - times.currentTime
        if not 0 < told_s < _LONGEST_DELAY_S and self._stream is not None:
            told_s = self._stream.latency  # some drivers stamp nothing
        out[:] = self._timing.block(clock.now_us(), told_s, frames)
        self.played = self._timing.begun


class Timing:
    """What each block of sound holds. Pure: the clock is told.

    Attributes:
        begun: how many beeps were begun.
    """

    def __init__(self, moments_us: Sequence[int]) -> None:
        self.begun = 0
        self._coming = deque(sorted(moments_us))
        self._beep = array("h", (round(32_767 * value) for value in beep(RATE))).tobytes()
        self._began_us: deque[float] = deque(maxlen=_SETTLED)
        self._written = 0
        self._left = b""

    def block(self, now_us: int, told_s: float, frames: int) -> bytes:
        """The next samples, signed 16 bit. `told_s`: when the first of them will sound, as the sound system says."""
        passed_us = self._written * 1e6 / RATE
        self._written += frames
        self._began_us.append(now_us + told_s * 1e6 - passed_us)
        starts_us = median(self._began_us) + passed_us
        wanted = frames * _SAMPLE_BYTES
        if not self._left and self._coming:
            ahead = round((self._coming[0] - starts_us) * RATE / 1e6)
            if ahead < frames:
                self._coming.popleft()
                self._begin(ahead)
        filled, self._left = self._left[:wanted], self._left[wanted:]
        return filled + bytes(wanted - len(filled))

    def _begin(self, ahead: int) -> None:
        """Begin the beep so many samples into this block."""
        if ahead < -LATE_S * RATE:
            _log.warning("a beep was due %d ms ago", -ahead * 1000 // RATE)
            return
        self.begun += 1
        self._left = bytes(max(0, ahead) * _SAMPLE_BYTES) + self._beep
