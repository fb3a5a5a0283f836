"""The bounded queue between grabbing and encoding. Grabbing is never held up: the oldest picture gives way."""

import threading
from collections import deque
from typing import Generic, TypeVar

Item = TypeVar("Item")


class DroppingQueue(Generic[Item]):
    """A queue with room for a few pictures; orders (`order`) are never dropped and keep their place."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._items: deque[tuple[bool, Item]] = deque()
        self._pictures = 0
        self._ready = threading.Condition()

    def put(self, picture: Item) -> Item | None:
        """Append a picture; return the one that had to give way, if any."""
        with self._ready:
            gone = self._drop_oldest() if self._pictures >= self._room else None
            self._items.append((True, picture))
            self._pictures += 1
            self._ready.notify()
        return gone

    def order(self, item: Item) -> None:
        """Append something that must not be lost."""
        with self._ready:
            self._items.append((False, item))
            self._ready.notify()

    def get(self) -> Item:
        """Wait for the next item and take it."""
        with self._ready:
            while not self._items:
                self._ready.wait()
            is_picture, item = self._items.popleft()
            self._pictures -= is_picture
            return item

    def _drop_oldest(self) -> Item | None:
        for place, (is_picture, item) in enumerate(self._items):
            if is_picture:
                del self._items[place]
                self._pictures -= 1
                return item
        return None
