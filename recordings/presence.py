"""Whether a source delivers, and what is written down when it stops or comes back."""

import threading
from typing import Protocol

from recordings.errors import RecordingError
from recordings.sources.base import Device

STALLED_US = 3_000_000


class Say(Protocol):
    """Write a fact; errors of the disk are dealt with by whoever gave this out."""

    def __call__(self, kind: str, at_us: int | None = None, **said: object) -> None: ...


class Presence:
    """The presence of one source. Its own thread reports; the engine's thread begins, ends and checks.

    Times that come in are machine clock, times written down are session clock.
    """

    def __init__(self, source: str, origin_us: int) -> None:
        self._source = source
        self._origin_us = origin_us
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
        self.settled.set()

    def check(self, clock_us: int) -> None:
        """Notice a device that neither delivers nor fails."""
        with self._lock:
            silent = self._last_us is not None and clock_us - self._last_us > STALLED_US
            if silent and self.is_open:
                self.fault = RecordingError("source_stalled", source=self._source)
                self._lose(self.fault, clock_us)

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
