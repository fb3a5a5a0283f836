"""What is wanted of the observers' stream, as its threads look at it."""

import threading
from dataclasses import dataclass

from recordings.media_words import MEDIA_STREAM_VEIL, UNVEILED, VEILED, MediaHeader
from recordings.messages import Observe

NOTHING = Observe()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted, and for whom. `line`: another number for each who knows nothing yet of what is made."""

    line: int = 0
    observe: Observe = NOTHING

    def shows_else_than(self, before: "Wanted") -> bool:
        """Whether every track begins anew."""
        one, other = self.observe, before.observe
        return (self.line, one.blind, one.shows) != (before.line, other.blind, other.shows)


def veil(track: int, at_us: int, observe: Observe) -> tuple[MediaHeader, bytes]:
    """What says whether a track shows something to those who want this, from `at_us` on (session clock)."""
    return MediaHeader(MEDIA_STREAM_VEIL, track, at_us), VEILED if observe.blind else UNVEILED


class Wish:
    """The newest wish, and bells that wake whoever serves it. Any thread may ask.

    Attributes:
        pictures, sound: rung for the two threads: there is a new wish, a picture, a sound, or the end.
    """

    def __init__(self) -> None:
        self.pictures = threading.Event()
        self.sound = threading.Event()
        self._now = Wanted()
        self._line_open = False
        self._lock = threading.Lock()

    @property
    def now(self) -> Wanted:
        """What is wanted; nothing while nobody could take it."""
        wanted = self._now
        return wanted if self._line_open else Wanted(wanted.line)

    def say(self, observe: Observe) -> None:
        """Want this from now on."""
        with self._lock:
            self._now = Wanted(self._now.line + observe.anew, observe)
        self.ring()

    def line(self, *, is_open: bool) -> None:
        """The line on which all of it goes was opened, or is gone."""
        with self._lock:
            self._line_open = is_open
            self._now = Wanted(self._now.line + 1, self._now.observe)
        self.ring()

    def ring(self) -> None:
        """Wake both threads."""
        self.pictures.set()
        self.sound.set()
