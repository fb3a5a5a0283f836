"""What the room keeps of one track, so that whoever joins begins at once and not with the next key picture."""

from collections import deque

from recordings.messages import (
    MEDIA_STREAM_INIT,
    MEDIA_STREAM_KEY,
    MEDIA_STREAM_VEIL,
    TRACK_SOUND,
    VEILED,
    kind_and_track,
    unpack_media,
)

MOST_SOUND = 100
"""Packets of sound: two seconds, as long as pictures depend on one another."""

MOST_PICTURES = 150
"""Pictures between two keys, far more than ever come: a recorder of another kind fills no memory."""


class Track:
    """The initialisation segment, and what came since the last picture with which a player can begin.

    Attributes:
        is_veiled: the recorder has said that this track shows nothing.
    """

    def __init__(self, number: int) -> None:
        self.is_veiled = False
        self._keeps_all = number == TRACK_SOUND
        self._init: bytes | None = None
        self._since: deque[bytes] = deque(maxlen=MOST_SOUND if self._keeps_all else MOST_PICTURES)

    @property
    def beginning(self) -> list[bytes]:
        """What a newcomer is given first; nothing while there is nothing to begin with."""
        if self._init is None:
            return []
        return [self._init, *self._since]

    def take(self, message: bytes) -> bool:
        """Keep a message; whether it is for those who watch."""
        kind, _ = kind_and_track(message)
        if kind == MEDIA_STREAM_VEIL:
            self.is_veiled = unpack_media(message)[1] == VEILED
            self.forget()
            return False
        if kind == MEDIA_STREAM_INIT:
            self.forget()
            self._init = message
            return True
        if kind == MEDIA_STREAM_KEY and not self._keeps_all:
            self._since.clear()
        self._since.append(message)
        return True

    def forget(self) -> None:
        """Keep nothing of what was shown or heard."""
        self._init = None
        self._since.clear()
