"""Decodes pictures in a thread of its own; the newest request wins: a slow disk shows fewer, never late ones."""

from collections.abc import Sequence
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


class PictureReader(QObject):
    """Reads the picture of every track at the moment that was asked for last.

    Signals:
        shown: Shown, on the GUI thread. failed: the error that reading raised.
    """

    shown = Signal(object)
    failed = Signal(object)

    def __init__(self, tracks: Sequence[Track]) -> None:
        super().__init__()
        self._tracks = tuple(tracks)
        self._asked: int | None = None
        self._over = False
        self._wake = Condition()
        self._thread = Thread(target=self._read, name="review-pictures", daemon=True)
        self._thread.start()

    def ask(self, moment_us: int) -> None:
        """Show what was there at this moment; an older request that was not begun is forgotten."""
        with self._wake:
            self._asked = moment_us
            self._wake.notify()

    def close(self) -> None:
        """End the thread. Idempotent."""
        with self._wake:
            self._over = True
            self._wake.notify()
        self._thread.join()

    def _read(self) -> None:
        while (moment := self._next()) is not None:
            for track in self._tracks:
                try:
                    picture = track.frame_at(moment)
                except Exception as error:  # noqa: BLE001 - the top of a thread: it is reported on the GUI thread
                    self.failed.emit(error)
                    return
                self.shown.emit(_shown(track.source, moment, picture))

    def _next(self) -> int | None:
        with self._wake:
            while self._asked is None and not self._over:
                self._wake.wait()
            moment, self._asked = self._asked, None
            return None if self._over else moment


def _shown(source: str, moment: int, picture: Picture | None) -> Shown:
    if picture is None:
        return Shown(source, moment, None, None, stale=False)
    height, width, _channels = picture.rgb.shape
    image = QImage(picture.rgb.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888).copy()
    return Shown(source, moment, picture.time_us, image, picture.stale)
