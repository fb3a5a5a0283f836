"""How loud a microphone is, and what was heard of it in the last seconds."""

from collections import deque

from recordings.judging import FLOOR_DB, Gate, SoundSpan, Tenth, span_of
from recordings.listening import Tenths

SPAN_TENTHS = 120
"""A dead microphone is to be known within 15 s, one that lives is to have time to show it."""


class LevelMeter:
    """Root mean square over tenths of a second, in dB below full scale, and a span of 12 s of them."""

    def __init__(self) -> None:
        self.level_db = FLOOR_DB
        self._tenths = Tenths()
        self._gate = Gate()
        self._span: deque[Tenth] = deque(maxlen=SPAN_TENTHS)

    def push(self, pcm: bytes, rate: int) -> None:
        """Listen to some signed 16-bit sound."""
        if tenth := self._tenths.push(pcm, rate):
            self.take(tenth)

    def take(self, tenth: Tenth) -> None:
        """Note what was heard in a tenth of a second."""
        self.level_db = tenth.level_db
        self._gate.take(tenth)
        self._span.append(tenth)

    def forget(self) -> None:
        """The device was opened anew: what was heard before says nothing of it."""
        self._span.clear()
        self._gate = Gate()

    def span(self) -> SoundSpan | None:
        """Return what was heard in the last 12 s; None while that is less. Another thread may push meanwhile."""
        tenths = self._span.copy()
        return span_of(tenths, gated=self._gate.is_one) if len(tenths) == SPAN_TENTHS else None
