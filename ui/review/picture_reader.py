"""Decodes pictures in a thread of its own; the newest request wins: a slow disk shows fewer, never late ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition, Thread

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from recordings.playback import Picture, Track


@dataclass(frozen=True, slots=True)
class Shown:
    """One decoded picture.

    Attributes:
        asked_us: the moment that was asked for. time_us: since when the picture was there; None before the first.
        stale: nothing was recorded at that moment: this is the last that had been seen.
    """

    source: str
    asked_us: int
    time_us: int | None
    image: QImage | None
    stale: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be read next: the moment (None: where it stands), moved on by so many pictures."""

    moment_us: int | None
    steps: int
    number: int


class PictureReader(QObject):
    """Reads the picture of every track at the moment that was asked for last, and finds the next or the last picture.

    Nobody waits for it: `end` only says that it is over; the thread then calls `at_end`, and `over` is emitted. Whoever
    made the reader keeps it until then.

    Signals:
        shown: Shown, on the GUI thread. failed: the error that reading raised; nothing more is read.
        stepped: number of the request that it started from (see `number`), and the moment of the picture found, µs.
        over: the thread is about to end.
    """

    shown = Signal(object)
    failed = Signal(object)
    stepped = Signal(int, object)  # an hour in µs is more than Qt’s int holds
    over = Signal()

    def __init__(self, tracks: Sequence[Track], at_end: Callable[[], None]) -> None:
        super().__init__()
        self._tracks = tuple(tracks)
        self._at_end = at_end
        self._asked: int | None = None
        self._steps = 0
        self._number = 0
        self._at = 0
        self._over = False
        self._wake = Condition()
        self._thread = Thread(target=self._run, name="review-pictures", daemon=True)
        self._thread.start()

    @property
    def number(self) -> int:
        """How many moments were asked for: tells a step from where one still is, from one that came too late."""
        return self._number

    def ask(self, moment_us: int) -> None:
        """Show what was there at this moment; an older request that was not begun is forgotten."""
        with self._wake:
            self._asked, self._steps = moment_us, 0
            self._number += 1
            self._wake.notify()

    def step(self, pictures: int) -> None:
        """Go on (or back) so many pictures of the first track; several steps add up."""
        with self._wake:
            self._steps += pictures
            self._wake.notify()

    def end(self) -> None:
        """Have the thread end. Idempotent; waits for nothing."""
        with self._wake:
            self._over = True
            self._wake.notify()

    def join(self) -> None:
        """Wait until the thread has ended, after `end`."""
        self._thread.join()

    def _run(self) -> None:
        try:
            while (wanted := self._next()) is not None:
                self._serve(wanted)
        except Exception as error:  # noqa: BLE001 - the top of a thread: it is reported on the GUI thread
            self.failed.emit(error)
            self._wait_for_end()
        finally:
            self._at_end()
            self.over.emit()

    def _next(self) -> _Wanted | None:
        with self._wake:
            while self._asked is None and not self._steps and not self._over:
                self._wake.wait()
            wanted = _Wanted(self._asked, self._steps, self._number)
            self._asked, self._steps = None, 0
            return None if self._over else wanted

    def _wait_for_end(self) -> None:
        with self._wake:
            while not self._over:
                self._wake.wait()

    def _serve(self, wanted: _Wanted) -> None:
        if wanted.moment_us is not None:
            self._at = wanted.moment_us
        if wanted.steps:
            self._at = _moved(self._tracks[0], self._at, wanted.steps)
            self.stepped.emit(wanted.number, self._at)
        for track in self._tracks:
            self.shown.emit(_shown(track.source, self._at, track.frame_at(self._at)))


def _moved(track: Track, moment_us: int, steps: int) -> int:
    """The moment of the picture so many pictures after (or before) the one that is there at a moment."""
    for _step in range(abs(steps)):
        if steps > 0:
            found = track.decoded_after(moment_us)
        else:
            here = track.decoded_at(moment_us)
            found = track.decoded_at(here.time_us - 1) if here is not None else None
        if found is None:
            break
        moment_us = found.time_us
    return moment_us


def _shown(source: str, moment: int, picture: Picture | None) -> Shown:
    if picture is None:
        return Shown(source, moment, None, None, stale=False)
    height, width, _channels = picture.rgb.shape
    image = QImage(picture.rgb.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888).copy()
    return Shown(source, moment, picture.time_us, image, picture.stale)
