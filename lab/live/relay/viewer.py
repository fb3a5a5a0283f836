"""One person who watches: what waits for them, and nothing that could hold up anybody else."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Literal, Protocol

from recordings import clock
from recordings.media_queue import MediaQueue
from recordings.messages import TRACK_LOW, TRACK_MAIN, TRACK_SOUND

WantedTrack = Literal["main", "low"]

OVERFLOWS = 3
WITHIN_US = 30_000_000
"""So many times too slow within so long: the low track from then on."""


class Audience(Protocol):
    """Whoever feeds viewers."""

    def slowed(self, viewer: "Viewer") -> None:
        """This one takes the low track from now on."""


class Viewer:
    """A line on which somebody is shown the stream.

    Args:
        may_watch: whether they may at this moment.

    Attributes:
        picture: number of the track that they see.
        admitted: they may watch, as it was found last.
        closed: code with which the line ends; None while it is open.
    """

    def __init__(self, track: WantedTrack, may_watch: Callable[[], bool], audience: Audience) -> None:
        self.picture = TRACK_LOW if track == "low" else TRACK_MAIN
        self.may_watch = may_watch
        self.admitted = False
        self.closed: int | None = None
        self._audience = audience
        self._queue = MediaQueue()
        self._ready = asyncio.Event()
        self._ended = asyncio.Event()
        self._overflows: deque[int] = deque(maxlen=OVERFLOWS)

    @property
    def overflows(self) -> int:
        """How often they were too slow."""
        return self._queue.overflows

    @property
    def waiting_bytes(self) -> int:
        """How much waits for them."""
        return self._queue.waiting_bytes

    def takes(self, track: int) -> bool:
        """Whether a track is for them."""
        return track in (self.picture, TRACK_SOUND)

    def offer(self, message: bytes) -> None:
        """Hand over a message of the stream. Never waits."""
        fits = self._queue.put(message)
        self._ready.set()
        if not fits:
            self._was_slow()

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

    def _was_slow(self) -> None:
        now_us = clock.now_us()
        self._overflows.append(now_us)
        often = len(self._overflows) == OVERFLOWS and now_us - self._overflows[0] <= WITHIN_US
        if often and self.picture == TRACK_MAIN:
            self.picture = TRACK_LOW
            self._overflows.clear()
            self._audience.slowed(self)
