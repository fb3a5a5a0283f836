"""Plays the recorded sound from a moment on, and says how far it is: the pictures keep in step with what is heard."""

from queue import Empty, Full, Queue
from threading import Event, Thread

from PySide6.QtCore import QObject, QTimer, Signal

from recordings.playback import Heard

RATE = 48_000
BLOCK_US = 100_000
BLOCKS_AHEAD = 8
FEED_MS = 20
_BYTES = 2


class SoundPlayer(QObject):
    """One run of sound, from `from_us`, at the usual speed. Made anew for every start.

    Signals:
        failed: the error that reading raised.
    """

    failed = Signal(object)

    def __init__(self, heard: Heard, from_us: int, end_us: int) -> None:
        super().__init__()
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

        self._heard = heard
        self._from_us = from_us
        self._end_us = end_us
        self._over = Event()
        self._blocks: Queue[bytes] = Queue(BLOCKS_AHEAD)
        self._rest = b""
        described = QAudioFormat()
        described.setSampleRate(RATE)
        described.setChannelCount(1)
        described.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._sink = QAudioSink(QMediaDevices.defaultAudioOutput(), described)
        self._device = self._sink.start()
        self._thread = Thread(target=self._read, name="review-sound", daemon=True)
        self._thread.start()
        self._feeding = QTimer(self, interval=FEED_MS)
        self._feeding.timeout.connect(self._feed)
        self._feeding.start()

    @staticmethod
    def possible() -> bool:
        """Whether this machine can be heard."""
        from PySide6.QtMultimedia import QMediaDevices

        return not QMediaDevices.defaultAudioOutput().isNull()

    @property
    def position_us(self) -> int:
        """The moment (session clock) that is heard now."""
        return self._from_us + int(self._sink.processedUSecs())

    @property
    def is_reading(self) -> bool:
        """Whether its thread has not ended yet: until then it must be kept."""
        return self._thread.is_alive()

    def end(self) -> None:
        """Fall silent, and have the thread end. Idempotent; waits for nothing."""
        self._over.set()
        self._feeding.stop()
        self._sink.stop()
        while not self._blocks.empty():
            self._blocks.get_nowait()

    def join(self) -> None:
        """Wait until the thread has ended, after `end`."""
        self._thread.join()

    def _read(self) -> None:
        at = self._from_us
        while at < self._end_us and not self._over.is_set():
            try:
                block = self._heard.sound(at, at + BLOCK_US, RATE).tobytes()
            except Exception as error:  # noqa: BLE001 - the top of a thread: it is reported on the GUI thread
                if not self._over.is_set():  # else the recording was given back meanwhile
                    self.failed.emit(error)
                return
            while not self._over.is_set():
                try:
                    self._blocks.put(block, timeout=0.1)
                except Full:
                    continue
                break
            at += BLOCK_US

    def _feed(self) -> None:
        while (free := self._sink.bytesFree()) >= _BYTES:
            if not self._rest:
                try:
                    self._rest = self._blocks.get_nowait()
                except Empty:
                    return
            part = self._rest[: free - free % _BYTES]
            written = self._device.write(part)
            if written <= 0:
                return
            self._rest = self._rest[written:]
