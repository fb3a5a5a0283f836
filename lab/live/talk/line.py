"""One open line to a person, by socket or by stream: what waits to be told, and nothing that could hold up others."""

import asyncio
import contextlib
from collections import deque

from lab.live.messages import Message

MOST_WAITING_BYTES = 8 * 1024 * 1024
"""Of a person who does not read. They are cut off, and ask for what they missed when they come again."""

TOO_SLOW = 4408


class Line:
    """What is told to one person in one place.

    Attributes:
        person: their id.
        greeted: they have said hello, and are told everything from then on.
        code: with which the line was cut; None while it is open.
    """

    def __init__(self, person: str) -> None:
        self.person = person
        self.greeted = False
        self.code: int | None = None
        self._waiting: deque[str] = deque()
        self._bytes = 0
        self._news = asyncio.Event()
        self._is_cut = asyncio.Event()
        self._is_told = asyncio.Event()

    def tell(self, message: Message) -> None:
        """Send a message."""
        self.tell_text(message.model_dump_json())

    def tell_text(self, text: str) -> None:
        """As `tell`, of a message that was written out once for many."""
        if self.code is not None:
            return
        self._waiting.append(text)
        self._bytes += len(text)
        if self._bytes > MOST_WAITING_BYTES:
            self.cut(TOO_SLOW)
        self._news.set()

    def cut(self, code: int) -> None:
        """Tell nothing more, and close the line with this code where it can carry one. The first code counts."""
        if self.code is None:
            self.code = code
            self._waiting.clear()
            self._bytes = 0
            self._news.set()
            self._is_cut.set()

    async def cut_off(self) -> int:
        """Return when the line is cut; the code."""
        await self._is_cut.wait()
        assert self.code is not None
        return self.code

    async def next_texts(self, within_s: float | None = None) -> list[str]:
        """Wait for something to tell; everything that waits. Empty: the line was cut, or nothing came in time."""
        if not self._waiting and self.code is None:
            self._news.clear()
            try:
                async with asyncio.timeout(within_s):
                    await self._news.wait()
            except TimeoutError:
                return []
        texts = list(self._waiting)
        self._waiting.clear()
        self._bytes = 0
        self._is_told.set()
        return texts

    async def told(self, within_s: float) -> None:
        """Give what waits a moment to be sent."""
        self._is_told.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while self._waiting:
                    await self._is_told.wait()
                    self._is_told.clear()
