"""The thread of one source: opens it, reads it, and keeps trying when it fails. Everything else goes on
meanwhile.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from recordings.errors import RecordingError
from recordings.sources.base import Device, Picture, SoundBlock, Source

RETRY_S = 1.0
PATIENCE_S = 2.0
"""Devices of all kinds answer within this time; files are closed before anybody waits for a device."""

_log = logging.getLogger(__name__)

Delivered = TypeVar("Delivered", bound=Picture | SoundBlock)
Answer = TypeVar("Answer")
Heard_contra = TypeVar("Heard_contra", bound=Picture | SoundBlock, contravariant=True)


class Listener(Protocol[Heard_contra]):
    """Who hears of a source; called in the source's thread."""

    def came(self, device: Device) -> None:
        """The device was opened."""

    def take(self, item: Heard_contra) -> None:
        """The device delivered."""

    def went(self, error: RecordingError) -> None:
        """The device could not be opened, or is gone; it is tried again."""

    def broke(self, error: Exception) -> None:
        """The thread itself ended on a fault of ours."""


class Capture(Generic[Delivered]):
    """Runs a source until it is stopped."""

    def __init__(self, name: str, source: Source[Delivered], listener: Listener[Delivered]) -> None:
        self._name = name
        self._source = source
        self._listener = listener
        self._ended = threading.Event()
        self._stopped_s = 0.0
        self._said = ""
        self._thread = threading.Thread(target=self._run, name=f"capture-{name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end; does not wait. Nothing is delivered any more."""
        self._stopped_s = self._stopped_s or time.monotonic()
        self._ended.set()

    def join(self) -> None:
        """Wait for the end of the thread. A device that does not answer within 2 s after `stop` is left to it: the
        thread gives it back whenever it does.
        """
        if self._thread.ident is None:
            return
        self._thread.join(max(0.0, self._stopped_s + PATIENCE_S - time.monotonic()))
        if self._thread.is_alive():
            _log.info("%s does not answer and is left alone", self._thread.name)

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                self._one_life()
        except Exception as error:  # noqa: BLE001  # the top of a thread: whoever listens reports it
            self._listener.broke(error)

    def _one_life(self) -> None:
        try:
            self._listener.came(self._asked(self._source.open))
            while not self._ended.is_set():
                item = self._asked(self._source.read)
                if item is not None and not self._ended.is_set():
                    self._listener.take(item)
        except RecordingError as error:
            self._listener.went(error)
        finally:
            self._source.close()
        self._ended.wait(RETRY_S)

    def _asked(self, ask: Callable[[], Answer]) -> Answer:
        """What the source says. What goes wrong in it is its own fault, and ends neither this thread nor any other."""
        try:
            return ask()
        except RecordingError:
            raise
        except Exception as error:
            if repr(error) != self._said:
                self._said = repr(error)
                _log.exception("%s failed", self._thread.name)
            raise RecordingError("source_failed", source=self._name, why=repr(error)) from error
