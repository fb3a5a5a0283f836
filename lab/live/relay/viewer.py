"""One person who watches: what waits for them, and nothing that could hold up anybody else."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from lab.live.relay.track_choice import TrackChoice
from recordings import clock
from recordings.media_queue import MediaQueue
from recordings.messages import TRACK_LOW, TRACK_MAIN, TRACK_SOUND, kind_and_track

SLOWED = 4412
"""Code with which a line ends that is to be opened anew, for the low track."""

STUCK_US = 750_000
"""What has waited so long of the main track is shown to nobody: the picture has stood still meanwhile."""

LOW_STUCK_US = 2_000_000
"""The same of the low track, behind which there is nothing: better late than never, as long as key pictures last."""

DELAYED_US = 250_000
"""A line that lets something wait so long can carry no more than it does."""


class Audience(Protocol):
    """Whoever feeds viewers."""

    def slowed(self, viewer: "Viewer") -> None:
        """This one takes the low track from now on."""

    def recovery(self) -> None:
        """Somebody would take the main track again, from its next key picture, or no longer would."""


class Viewer:
    """A line on which somebody is shown the stream.

    Args:
        may_watch: whether they may at this moment.
        choice: which picture they are shown; it outlives the line.
        fares: told when they are too slow, or have the main track again.
        hang_up: ends the line at once, whatever is still on its way; None: that cannot be done here.
        now_us: machine clock.

    Attributes:
        admitted: they may watch, as it was found last.
        closed: code with which the line ends; None while it is open.
        overflows: how often they were too slow, and what waited was dropped.
        recovering: they have the low track still, and wait for a key picture of the main one.
    """

    def __init__(
        self,
        choice: TrackChoice,
        may_watch: Callable[[], bool],
        audience: Audience,
        fares: Callable[["Viewer"], None],
        hang_up: Callable[[], None] | None = None,
        now_us: Callable[[], int] = clock.now_us,
    ) -> None:
        self.may_watch = may_watch
        self.admitted = False
        self.closed: int | None = None
        self.overflows = 0
        self.recovering = False
        self._audience = audience
        self._fares = fares
        self._now_us = now_us
        self._choice = choice
        self._hang_up = hang_up
        self._queue = MediaQueue()
        self._ready = asyncio.Event()
        self._ended = asyncio.Event()

    @property
    def picture(self) -> int:
        """Number of the track that they see."""
        return TRACK_LOW if self._choice.low else TRACK_MAIN

    @property
    def waiting_bytes(self) -> int:
        """How much waits for them."""
        return self._queue.waiting_bytes

    def takes(self, track: int) -> bool:
        """Whether a track is for them."""
        return track in (self.picture, TRACK_SOUND)

    def needs(self, track: int) -> bool:
        """Whether a track is to be made for them."""
        return self.takes(track) or (self.recovering and track == TRACK_MAIN)

    def offer(self, message: bytes) -> None:
        """Hand over a message of the stream. Never waits."""
        now_us = self._now_us()
        waited_us = now_us - self._queue.oldest_us(now_us)
        if waited_us > (LOW_STUCK_US if self._choice.low else STUCK_US):
            self._too_slow(now_us, stuck=True)
        elif waited_us > DELAYED_US:
            self._delayed(now_us)
        elif not self.recovering and self._choice.should_rise(now_us):
            self.recovering = True
            self._audience.recovery()
        if not self.takes(kind_and_track(message)[1]):
            return
        if not self._queue.put(message, now_us):
            self._too_slow(now_us, stuck=False)
        self._ready.set()

    def recovered(self) -> None:
        """They have the main track from now on."""
        self.recovering = False
        self._choice.rose(self._now_us())
        self._fares(self)

    def forget(self) -> None:
        """Show nothing of what waits."""
        self._queue.forget()

    def cut(self, code: int) -> None:
        """End the line, at once."""
        self.closed = code
        self.forget()
        self._ready.set()
        self._ended.set()

    async def ended(self) -> None:
        """Return when the line was cut."""
        await self._ended.wait()

    async def next(self) -> bytes | None:
        """The next message, when there is one; None when the line is to end."""
        while self.closed is None:
            message = self._queue.take()
            if message is not None:
                return message
            self._ready.clear()
            await self._ready.wait()
        return None

    def _delayed(self, now_us: int) -> None:
        self._choice.delayed(now_us)
        if self.recovering:
            self.recovering = False
            self._audience.recovery()

    def _too_slow(self, now_us: int, *, stuck: bool) -> None:
        self.overflows += 1
        self._delayed(now_us)
        lower = self._choice.too_slow(now_us, stuck=stuck)
        if stuck or lower:
            self._queue.shed(now_us)
        self._fares(self)
        if lower and stuck and self._hang_up is not None:
            # A key picture that is on its way already would block a narrow line for seconds. On a new line, which the
            # page opens at once, the small picture comes first.
            self.cut(SLOWED)
            self._hang_up()
        elif lower:
            self._audience.slowed(self)
