"""The bounded queue between grabbing and encoding. Grabbing is never held up: the oldest picture gives way."""

import threading
from collections import deque
from dataclasses import replace
from typing import Generic, TypeVar

from recordings.sources.base import Picture

Order = TypeVar("Order")


class PictureQueue(Generic[Order]):
    """A queue with room for a few pictures; orders (`order`) are never dropped and keep their place."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._items: deque[Picture | Order] = deque()
        self._pictures = 0
        self._ready = threading.Condition()

    def __len__(self) -> int:
        """How many pictures wait."""
        return self._pictures

    def put(self, picture: Picture) -> Picture | None:
        """Append a picture; return the one that had to give way, if any.

        The picture after the one that is gone repeats nothing that will ever be seen, so it counts as new if that did.
        """
        with self._ready:
            self._items.append(picture)
            self._pictures += 1
            gone = self._drop_oldest() if self._pictures > self._room else None
            self._ready.notify()
        return gone

    def order(self, item: Order) -> None:
        """Append something that must not be lost."""
        with self._ready:
            self._items.append(item)
            self._ready.notify()

    def get(self) -> Picture | Order:
        """Wait for the next item and take it."""
        with self._ready:
            while not self._items:
                self._ready.wait()
            item = self._items.popleft()
            self._pictures -= isinstance(item, Picture)
            return item

    def next_us(self) -> int | None:
        """Return the machine clock of the oldest picture that waits; None if none does."""
        with self._ready:
            return next((item.clock_us for item in self._items if isinstance(item, Picture)), None)

    def _drop_oldest(self) -> Picture | None:
        gone: Picture | None = None
        for place, item in enumerate(self._items):
            if not isinstance(item, Picture):
                continue
            if gone is None:
                gone, gone_from = item, place
                continue
            self._items[place] = replace(item, repeat=item.repeat and gone.repeat)
            del self._items[gone_from]
            self._pictures -= 1
            break
        return gone
