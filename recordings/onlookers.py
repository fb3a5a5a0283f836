"""Those who look on while devices are open: the window by stills, the observers by their stream."""

import logging
from collections.abc import Callable

from recordings.media_words import Emit
from recordings.messages import Observe, Stills, Trouble
from recordings.observers.pictures import ObserversPictures
from recordings.observers.sounds import ObserversSound
from recordings.observers.wish import Wish
from recordings.pipeline import PicturePipeline
from recordings.sound_pipeline import SoundPipeline
from recordings.stream import StillsThread

_log = logging.getLogger(__name__)


class Onlookers:
    """What is wanted lasts as long as the recorder; what makes it, from arming to the end of the recording.

    Args:
        emit: takes every media message; called from several threads, must not wait.
    """

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._wish = Wish()
        self._wants_stills = False
        self._stills: StillsThread | None = None
        self._pictures: ObserversPictures | None = None
        self._sound: ObserversSound | None = None
        self._faults: dict[str, Exception] = {}

    def open(
        self,
        pictures: Callable[[], list[PicturePipeline]],
        sounds: Callable[[], list[SoundPipeline]],
        origin_us: int,
    ) -> None:
        """Begin to make what is wanted, of the sources that are open at each moment."""
        self._stills = StillsThread(pictures, origin_us, self._emit, _log_no_stills)
        self._stills.switch(on=self._wants_stills)
        self._pictures = ObserversPictures(self._wish, pictures, origin_us, self._emit, self._noted("picture"))
        self._sound = ObserversSound(self._wish, sounds, origin_us, self._emit, self._noted("sound"))

    def close(self) -> None:
        """End what was opened. Idempotent."""
        made = (self._stills, self._pictures, self._sound)
        self._stills = self._pictures = self._sound = None
        for one in made:
            if one is not None:
                one.close()
        self._faults.clear()

    def heed(self, wanted: Stills | Observe) -> None:
        """Make this from now on, or cease to."""
        if isinstance(wanted, Observe):
            self._wish.say(wanted)
            return
        self._wants_stills = wanted.on
        if self._stills is not None:
            self._stills.switch(on=wanted.on)

    def line(self, *, is_open: bool) -> None:
        """The line on which media goes was opened, or is gone. Any thread may call."""
        self._wish.line(is_open=is_open)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What cannot be made at present of what is wanted."""
        found = []
        if self._stills is not None and self._wants_stills and self._stills.fault is not None:
            found.append(Trouble(code="stills_failed", facts=_why(self._stills.fault)))
        if (picture := self._faults.get("picture")) is not None:
            found.append(Trouble(code="observers_picture_failed", facts=_why(picture)))
        if (sound := self._faults.get("sound")) is not None:
            found.append(Trouble(code="observers_sound_failed", facts=_why(sound)))
        return tuple(found)

    def _noted(self, what: str) -> Callable[[Exception | None], None]:
        """Keeps what fails until it no longer does."""

        def note(error: Exception | None) -> None:
            if error is None:
                self._faults.pop(what, None)
            elif self._faults.get(what) is None:
                _log.error("no %s for the observers", what, exc_info=error)
                self._faults[what] = error

        return note


def _log_no_stills(error: Exception) -> None:
    _log.error("no still can be made", exc_info=error)


def _why(error: Exception) -> dict[str, object]:
    return {"why": repr(error)}
