"""One thread that brings everything written to the disk, twice a second: a power cut costs at most 1.5 s."""

import logging
import threading
from typing import Protocol

SYNC_S = 0.5

_log = logging.getLogger(__name__)


class Syncable(Protocol):
    """Something written that can be brought to the disk."""

    def sync(self) -> None:
        """Wait until what was written is on the disk; nothing if it is closed. `OSError` if the disk fails."""


class Syncer:
    """Syncs what it was given until it is taken away. A slow disk delays only this thread."""

    def __init__(self) -> None:
        self._files: list[Syncable] = []
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="syncer", daemon=True)
        self._thread.start()

    def add(self, file: Syncable) -> None:
        """Sync this from now on."""
        with self._lock:
            self._files.append(file)

    def remove(self, file: Syncable) -> None:
        """Leave this alone; nothing if it is not known."""
        with self._lock:
            if file in self._files:
                self._files.remove(file)

    def close(self) -> None:
        """End the thread. Idempotent."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(SYNC_S):
            with self._lock:
                files = list(self._files)
            for file in files:
                try:
                    file.sync()
                except OSError as error:
                    # The writing thread meets the same disk and reports it; here it is only noted.
                    _log.warning("sync failed: %s", error)
