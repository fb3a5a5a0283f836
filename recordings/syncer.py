"""One thread that brings everything written to the disk, twice a second: a power cut costs at most 1.5 s."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

SYNC_S = 0.5


class Syncable(Protocol):
    """A file that can be brought to the disk."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    def sync(self) -> None:
        """Wait until what was written is on the disk; nothing if it is closed. `OSError` if the disk fails."""


Unsynced = Callable[[Syncable, OSError], None]


class Syncer:
    """Syncs what it was given until it is taken away. A slow disk delays only this thread.

    Args:
        unsynced: told whenever the disk failed; called in this thread, or in that of `sync`.
    """

    def __init__(self, unsynced: Unsynced) -> None:
        self._unsynced = unsynced
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

    def sync(self, file: Syncable) -> None:
        """Bring a file to the disk now; a disk that fails is told like any other time, and nothing is raised."""
        try:
            file.sync()
        except OSError as error:
            self.tell(file, error)

    def tell(self, file: Syncable, error: OSError) -> None:
        """Pass on that the disk failed."""
        self._unsynced(file, error)

    def close(self) -> None:
        """End the thread. Idempotent."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(SYNC_S):
            with self._lock:
                files = list(self._files)
            for file in files:
                self.sync(file)
