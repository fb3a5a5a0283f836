"""Media messages on their way to somebody who may be slow. Bounded; cut only where a player can begin again."""

from collections import deque

from recordings.media_words import MEDIA_STREAM_DELTA, MEDIA_STREAM_INIT, MEDIA_STREAM_KEY, kind_and_track

MOST_BYTES = 1_000_000
"""About two seconds of the main track at its highest rate, sound included."""


class MediaQueue:
    """Messages in the order in which they came. One thread at a time, or under a lock of whoever has it.

    When too much waits, all of it is dropped but the initialisation segments, and the pictures go on with the next from
    which a player can begin; sound goes on at once.

    Attributes:
        overflows: how often that happened.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.overflows = 0
        self._most = most_bytes
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._bytes = 0
        self._begun: set[int] = set()

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting_bytes(self) -> int:
        """How much waits."""
        return self._bytes

    def oldest_us(self, otherwise: int) -> int:
        """When the oldest that waits was put in; `otherwise` if none waits."""
        return self._waiting[0][0] if self._waiting else otherwise

    def put(self, message: bytes, at_us: int = 0) -> bool:
        """Append a message; False if it made too much. What a player could make nothing of is passed over.

        Args:
            at_us: when this is, on whatever clock `oldest_us` is asked by.
        """
        kind, track = kind_and_track(message)
        if kind == MEDIA_STREAM_DELTA and track not in self._begun:
            return True
        if kind == MEDIA_STREAM_KEY:
            self._begun.add(track)
        self._append(message, at_us)
        if self._bytes <= self._most or len(self._waiting) == 1:
            return True
        self.overflows += 1
        self.shed(at_us)
        if kind == MEDIA_STREAM_KEY:
            self._append(message, at_us)
            self._begun.add(track)
        return False

    def take(self) -> bytes | None:
        """The next message; None if none waits."""
        if not self._waiting:
            return None
        _at_us, message = self._waiting.popleft()
        self._bytes -= len(message)
        return message

    def forget(self) -> None:
        """Drop everything; pictures go on with the next from which a player can begin."""
        self._waiting.clear()
        self._begun.clear()
        self._bytes = 0

    def shed(self, at_us: int = 0) -> None:
        """Drop everything but the newest initialisation segments, which wait from now on (`at_us`); pictures go on as
        after `forget`.
        """
        inits: dict[int, bytes] = {}
        for _at_us, message in self._waiting:
            kind, track = kind_and_track(message)
            if kind == MEDIA_STREAM_INIT:
                inits[track] = message
        self.forget()
        for init in inits.values():
            self._append(init, at_us)

    def _append(self, message: bytes, at_us: int) -> None:
        self._waiting.append((at_us, message))
        self._bytes += len(message)
