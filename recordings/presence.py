"""Whether a source delivers, and what is written down when it stops or comes back."""

import threading
from typing import Protocol

from recordings.errors import RecordingError
from recordings.sources.base import Device

STALLED_US = 3_000_000
"""A device that has delivered nothing for so long does not deliver."""

HUSHED_US = 800_000
"""A microphone or camera delivers many times a second: with a tenth until somebody looks, a loss is told within one."""

FITS_AND_STARTS = 1.25
"""What has paused once without being gone may do so again, and a little longer."""

WATCHED_US = 400_000
"""Who looks more rarely than this was held up himself: what the device did meanwhile, nobody knows."""


class Say(Protocol):
    """Write a fact; errors of the disk are dealt with by whoever gave this out."""

    def __call__(self, kind: str, at_us: int | None = None, **said: object) -> None: ...


class Presence:
    """The presence of one source. Its own thread reports; the engine's thread begins, ends and checks.

    Times that come in are machine clock, times written down are session clock.

    Args:
        patience_us: once it delivers, how long it may be silent before it counts as lost. One that comes by fits and
            starts is given more, up to `STALLED_US`.
    """

    def __init__(self, source: str, origin_us: int, patience_us: int = STALLED_US) -> None:
        self._source = source
        self._origin_us = origin_us
        self._patience_us = patience_us
        self._delivers = False
        self._checked_us = 0
        self._looked_at_us: int | None = None
        self._silent_us = 0
        self._longest_us = 0
        self._lock = threading.Lock()
        self._say: Say | None = None
        self._last_us: int | None = None
        self._lost_from_us: int | None = None
        self.settled = threading.Event()
        """The device has answered for the first time, well or badly."""
        self.device: Device | None = None
        self.fault: RecordingError | None = None

    @property
    def is_open(self) -> bool:
        """Whether the device was opened and delivers."""
        return self.device is not None and self.fault is None

    @property
    def is_lost(self) -> bool:
        """Whether the device has failed and has not come back."""
        return self.fault is not None

    def begin(self, say: Say, clock_us: int) -> None:
        """Write down from now on what happens; a source that is lost already, is lost from here."""
        with self._lock:
            self._say = say
            if self.fault is not None:
                self._lost_from_us = clock_us
                self._tell("lost", clock_us, reason=self.fault.code)

    def end(self, clock_us: int) -> None:
        """Write nothing down any more; what is missing until here is a gap."""
        with self._lock:
            if self.fault is not None:
                self._tell_gap(clock_us, self.fault.code)
            self._say = None

    def came(self, device: Device, clock_us: int) -> None:
        """The device was opened."""
        with self._lock:
            self.device = device
            if self._last_us is None:
                self._last_us = clock_us
        self.settled.set()

    def delivered(self, clock_us: int) -> None:
        """The device delivered something of that moment."""
        self._delivers = True
        if self.fault is None:
            self._last_us = clock_us
            return
        with self._lock:
            lost, self.fault = self.fault, None
            self._tell("restored", clock_us)
            self._tell_gap(clock_us, lost.code)
            self._last_us = clock_us

    def went(self, error: RecordingError, clock_us: int) -> None:
        """The device failed."""
        with self._lock:
            if self.fault is None:
                self._lose(error, clock_us)
            self.fault = error
            self._delivers, self._silent_us, self._longest_us = False, 0, 0
        self.settled.set()

    def check(self, clock_us: int) -> None:
        """Notice a device that neither delivers nor fails. Call it about ten times a second."""
        with self._lock:
            if self._last_us is None or not self.is_open:
                return
            self._count(self._last_us, clock_us)
            if self._silent_us > self._bearable_us():
                self.fault = RecordingError("source_stalled", source=self._source)
                self._lose(self.fault, clock_us)

    def _count(self, last_us: int, clock_us: int) -> None:
        """Count how long nothing has come, without the time in which this process did not look."""
        if last_us != self._looked_at_us:
            self._longest_us = max(self._longest_us, self._silent_us)
            self._looked_at_us, self._silent_us = last_us, 0
        since_us = max(last_us, self._checked_us)
        self._silent_us += max(0, min(clock_us - since_us, WATCHED_US))
        self._checked_us = clock_us

    def _bearable_us(self) -> float:
        if not self._delivers:
            return STALLED_US  # a device that is woken takes its time
        return min(STALLED_US, max(self._patience_us, FITS_AND_STARTS * self._longest_us))

    def _lose(self, error: RecordingError, clock_us: int) -> None:
        self._lost_from_us = clock_us if self._last_us is None else self._last_us
        self._tell("lost", clock_us, reason=error.code)

    def _tell_gap(self, to_us: int, reason: str) -> None:
        from_us, self._lost_from_us = self._lost_from_us, None
        if from_us is not None and to_us > from_us:
            session_us = from_us - self._origin_us
            self._tell("gap", to_us, from_us=session_us, to_us=to_us - self._origin_us, reason=reason)

    def _tell(self, kind: str, clock_us: int, **said: object) -> None:
        if self._say is not None:
            self._say(kind, clock_us - self._origin_us, source=self._source, **said)
