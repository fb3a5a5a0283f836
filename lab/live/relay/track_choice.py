"""Which of the two picture tracks a line can carry: down when it is too slow, up again after a clean time.

The rule alone, without a line: told what happened and when, it says what is to be done.
"""

from collections import deque

from lab.live.messages import Track

OVERFLOWS = 3
WITHIN_US = 30_000_000
"""So many times too slow within so long: the low track from then on."""

CLEAN_US = 30_000_000
"""So long without delay, and the main track is offered again; after each relapse twice as long."""

MOST_CLEAN_US = 8 * 60_000_000

TRIAL_US = 30_000_000
"""So long after its return the main track is on trial: once too slow, and it is over."""

HELD_US = 2 * 60_000_000
"""When the main track goes only after so long, that is no relapse."""


class TrackChoice:
    """Of one line.

    Args:
        wanted: whoever asks for the low track has it for good.
        now_us: machine clock.

    Attributes:
        low: the line has the low track.
    """

    def __init__(self, wanted: Track, now_us: int) -> None:
        self.low = wanted == "low"
        self._for_good = self.low
        self._overflows: deque[int] = deque(maxlen=OVERFLOWS)
        self._clean_since_us = now_us
        self._patience_us = CLEAN_US
        self._rose_us: int | None = None

    def too_slow(self, now_us: int, *, stuck: bool) -> bool:
        """What waited had to be dropped; whether the low track is to be taken from now on.

        Args:
            stuck: it had waited so long that the picture stood still: at the next time it would again.
        """
        self._clean_since_us = now_us
        if self.low:
            return False
        self._overflows.append(now_us)
        often = len(self._overflows) == OVERFLOWS and now_us - self._overflows[0] <= WITHIN_US
        if not (often or stuck or self._is_on_trial(now_us)):
            return False
        self._go_down(now_us)
        return True

    def delayed(self, now_us: int) -> None:
        """Something waits, if not too long: it is no time to offer more."""
        self._clean_since_us = now_us

    def should_rise(self, now_us: int) -> bool:
        """Whether the main track is to be offered again."""
        return self.low and not self._for_good and now_us - self._clean_since_us >= self._patience_us

    def rose(self, now_us: int) -> None:
        """The main track is there again."""
        self.low = False
        self._rose_us = now_us

    def _go_down(self, now_us: int) -> None:
        relapsed = self._rose_us is not None and now_us - self._rose_us < HELD_US
        self._patience_us = min(MOST_CLEAN_US, 2 * self._patience_us) if relapsed else CLEAN_US
        self._overflows.clear()
        self.low = True

    def _is_on_trial(self, now_us: int) -> bool:
        return self._rose_us is not None and now_us - self._rose_us < TRIAL_US
