"""Plays a recording: one position for all pictures and the sound; it stops exactly where it is told to."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from recordings import clock
from recordings.playback import Heard, Recording
from ui.review.picture_reader import PictureReader
from ui.review.sound_player import SoundPlayer

TICK_MS = 33
RATES = (0.5, 1.0, 1.5, 2.0)


class Player(QObject):
    """Position and playing of one recording.

    Signals:
        position_changed: µs, session clock. playing_changed: see `playing`. shown: Shown. failed: an error of reading.
        over: after `end`, its threads are about to end and its files are given back.

    Attributes:
        ended: `end` was called; it shows nothing any more.
        sounds: the sources that can be heard here.
    """

    over = Signal()
    position_changed = Signal(object)  # an hour in µs is more than Qt’s int holds
    playing_changed = Signal()
    shown = Signal(object)
    failed = Signal(object)

    def __init__(self, recording: Recording, *, with_sound: bool = True, now: Callable[[], int] = clock.now_us) -> None:
        super().__init__()
        self._recording = recording
        self._now = now
        self.position_us = 0
        self.rate = 1.0
        self._stop_at: int | None = None
        self._began: tuple[int, int] | None = None
        self._sound: SoundPlayer | None = None
        self.sounds = recording.sounds if with_sound and SoundPlayer.possible() else ()
        self._heard: Heard | None = recording.heard() if self.sounds else None
        self._fading: list[SoundPlayer] = []
        self.pictures = recording.pictures
        self.reader = PictureReader(self.pictures, recording.close)
        self.reader.shown.connect(self.shown)
        self.reader.failed.connect(self._fail)
        self.reader.stepped.connect(self._stepped)
        self.reader.over.connect(self.over)
        self.ended = False
        self._ticking = QTimer(self, interval=TICK_MS)
        self._ticking.timeout.connect(self._tick)

    @property
    def duration_us(self) -> int:
        """Session time at which the recording ends."""
        return self._recording.duration_us

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._began is not None

    @property
    def heard(self) -> bool:
        """Whether there is sound and something to hear it with."""
        return bool(self.sounds)

    def hear(self, source: str | None) -> None:
        """Let one source of sound be heard alone; None: all of them together."""
        if self.sounds:
            self._heard = self._recording.heard(None if source is None else {source})
            if self.playing:
                self.play(until_us=self._stop_at)

    def seek(self, moment_us: int) -> None:
        """Go to a moment; playing goes on from there."""
        playing, stop_at = self.playing, self._stop_at
        self._halt()
        self._show(min(max(0, moment_us), self.duration_us))
        if playing:
            self.play(until_us=stop_at)

    def play(self, until_us: int | None = None) -> None:
        """Play from where it is, up to a moment or the end."""
        self._halt()
        if self.position_us >= self.duration_us:
            self._show(0)
        self._stop_at = until_us
        self._began = (self._now(), self.position_us)
        if self._heard is not None and self.rate == 1.0:
            self._sound = SoundPlayer(self._heard, self.position_us, self.duration_us)
            self._sound.failed.connect(self._fail)
        self._ticking.start()
        self.playing_changed.emit()

    def pause(self) -> None:
        """Stop where it is."""
        if self.playing:
            self._halt()
            self.playing_changed.emit()

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def set_rate(self, rate: float) -> None:
        """Play faster or slower; only the usual speed is heard."""
        self.rate = rate
        if self.playing:
            self.play(until_us=self._stop_at)

    def step(self, pictures: int) -> None:
        """So many pictures on or back in the first track; the position follows when the picture is found."""
        self.pause()
        if self.pictures:
            self.reader.step(pictures)

    def end(self) -> None:
        """Stop, and have the threads end and the files given back. Idempotent; waits for nothing: see `over`."""
        self._halt()
        self.ended = True
        self.reader.end()

    def join(self) -> None:
        """Wait until the threads have ended, after `end`."""
        self.reader.join()
        for sound in self._fading:
            sound.join()
        self._fading.clear()

    def _stepped(self, number: int, moment_us: int) -> None:
        """A step was found; one that began where nobody is any more counts no longer."""
        if number == self.reader.number:
            self.position_us = moment_us
            self.position_changed.emit(moment_us)

    def _fail(self, error: Exception) -> None:
        if not self.ended:
            self.failed.emit(error)

    def _halt(self) -> None:
        self._ticking.stop()
        self._began = None
        self._stop_at = None
        if self._sound is not None:
            self._sound.end()
            self._fading = [*(one for one in self._fading if one.is_reading), self._sound]
            self._sound = None

    def _tick(self) -> None:
        if self._began is None:
            return
        began_at, from_us = self._began
        if self._sound is not None:
            position = self._sound.position_us
        else:
            position = from_us + round((self._now() - began_at) * self.rate)
        end = self.duration_us if self._stop_at is None else min(self._stop_at, self.duration_us)
        self._show(min(position, end))
        if position >= end:
            self.pause()

    def _show(self, moment_us: int) -> None:
        self.position_us = moment_us
        self.reader.ask(moment_us)
        self.position_changed.emit(moment_us)
