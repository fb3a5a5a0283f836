"""The way of sound: microphone → corrected times → the file of the picture it belongs to. Nothing is ever
dropped.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

from recordings import clock
from recordings.capture import Capture
from recordings.errors import RecordingError
from recordings.level import LevelMeter
from recordings.plan import SourcePlan
from recordings.presence import HUSHED_US, STALLED_US, Presence, Say
from recordings.sound_clock import SoundClock
from recordings.sources.base import Device, SoundBlock, Source
from recordings.writer import MediaWriter

WAITING_BLOCKS = 6000
"""Sound that waits for a file to be opened: a minute. No device takes that long to say yes or no."""


class Home(Protocol):
    """Where sound is to be written."""

    def writer(self, from_us: int) -> MediaWriter | None:
        """Return the file for sound from that machine clock on; None while that is not yet decided."""


class SoundPipeline:
    """One microphone from its opening to its end. Armed first; `begin` makes it write.

    Attributes:
        heard: takes every block whose time is corrected, in the source's thread; must not wait.
    """

    def __init__(
        self, plan: SourcePlan, source: Source[SoundBlock], origin_us: int, failed: Callable[[Exception], None]
    ) -> None:
        self.plan = plan
        # What the computer plays may come two seconds at once; a microphone never falls silent for a moment.
        patience_us = STALLED_US if plan.kind == "system_sound" else HUSHED_US
        self.presence = Presence(plan.id, origin_us, patience_us)
        self.meter = LevelMeter()
        self.captured = 0
        self.heard: Callable[[SoundBlock], None] | None = None
        self._failed = failed
        self._clock = SoundClock()
        self._gate = threading.Lock()
        self._home: Home | None = None
        self._begun_us = 0
        self._waiting: deque[SoundBlock] = deque(maxlen=WAITING_BLOCKS)
        self._capture = Capture(plan.id, source, self)

    @property
    def sync_ms(self) -> float:
        """How far the device's own times are off from what is written."""
        return self._clock.off_us / 1000

    def open(self) -> None:
        """Open the device; its level can be watched, nothing is written."""
        self._capture.start()

    def begin(self, home: Home, say: Say) -> None:
        """Write what is heard from now on."""
        self._begun_us = clock.now_us()
        self.presence.begin(say, self._begun_us)
        with self._gate:
            self.captured = 0
            self._home = home

    def stop(self) -> None:
        """Let the device end; does not wait."""
        self._capture.stop()

    def end(self) -> None:
        """Write what is still held, whether the device answers or not. Idempotent."""
        self._capture.stop()
        self.presence.end(clock.now_us())
        with self._gate:
            try:
                self._deliver(self._clock.flush())
            except Exception as error:  # noqa: BLE001  # a full disk must not keep other files open
                self._failed(error)
            self._home = None

    def give_back(self) -> None:
        """Wait until the device is given back, or clearly does not answer."""
        self._capture.join()

    # The source's thread.

    def came(self, device: Device) -> None:
        """Note that the device was opened."""
        self.presence.came(device, clock.now_us())

    def went(self, error: RecordingError) -> None:
        """Note that the device failed; what was heard until then is written."""
        self.presence.went(error, clock.now_us())
        with self._gate:
            self._deliver(self._clock.flush())

    def broke(self, error: Exception) -> None:
        """Pass a fault of ours (or of the disk) on."""
        self.presence.went(RecordingError("recorder_fault", why=repr(error)), clock.now_us())
        self._failed(error)

    def take(self, block: SoundBlock) -> None:
        """Measure a block, correct its time and write it."""
        self.presence.delivered(round(block.clock_us))
        self.captured += 1
        if block.fresh:
            self.meter.forget()
        self.meter.push(block.pcm, block.rate)
        with self._gate:
            if block.fresh:
                self._deliver(self._clock.flush())
                self._clock = SoundClock()
                self._ask_for_a_file(block)
            self._deliver(self._clock.push(block))

    def _ask_for_a_file(self, block: SoundBlock) -> None:
        """The file is to be there when the time of these blocks is known, a second from now, and to begin with them."""
        if self._home is not None:
            self._home.writer(round(block.clock_us))

    def _deliver(self, blocks: list[SoundBlock]) -> None:
        heard = self.heard
        if heard is not None:
            for block in blocks:
                heard(block)
        home = self._home
        if home is None:
            return
        self._waiting.extend(block for block in blocks if block.clock_us >= self._begun_us)
        while self._waiting:
            writer = home.writer(round(self._waiting[0].clock_us))
            if writer is None or not writer.add_sound(self._waiting[0]):
                return
            self._waiting.popleft()
