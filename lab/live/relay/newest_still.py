"""The newest single picture, for browsers and networks that can do no more. Made only while somebody asks for it."""

import asyncio
from collections.abc import Callable

from recordings.messages import TRACK_SCREEN, unpack_media

ASKED_S = 5.0
"""Whoever has not asked for so long looks no more."""

FIRST_S = 1.5
"""How long the first who asks waits for a picture."""


class NewestStill:
    """Of the first screen.

    Args:
        look_changed: called when somebody begins or ceases to look.
    """

    def __init__(self, look_changed: Callable[[], None]) -> None:
        self._look_changed = look_changed
        self._newest: tuple[int, bytes] | None = None
        self._from_us = 0
        self._came = asyncio.Event()
        self._until: asyncio.TimerHandle | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether somebody looks."""
        return self._until is not None

    def take(self, message: bytes, *, may_be_seen: bool) -> None:
        """Keep a still."""
        header, jpeg = unpack_media(message)
        if may_be_seen and header.track == TRACK_SCREEN and header.at_us >= self._from_us:
            self._newest = header.at_us, jpeg
            self._came.set()

    def only_from(self, at_us: int) -> None:
        """Show nothing that was taken before this moment (session clock): observers were not to see it."""
        self._from_us = at_us

    def forget(self) -> None:
        """Keep nothing of what was shown."""
        self._newest = None
        self._came.clear()

    async def newest(self) -> tuple[int, bytes] | None:
        """The newest picture and its session time, µs; None if there is none to be seen."""
        self._look()
        if self._newest is None:
            try:
                async with asyncio.timeout(FIRST_S):
                    await self._came.wait()
            except TimeoutError:
                return None
        return self._newest

    def _look(self) -> None:
        began = self._until is None
        if self._until is not None:
            self._until.cancel()
        self._until = asyncio.get_running_loop().call_later(ASKED_S, self._cease)
        if began:
            self._look_changed()

    def _cease(self) -> None:
        self._until = None
        self.forget()
        self._look_changed()
