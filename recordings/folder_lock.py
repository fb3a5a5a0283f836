"""One recorder per session folder: a lock that the system gives back when its holder dies, however it dies."""

import os
import sys
from pathlib import Path

LOCK_NAME = "recorder.lock"

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """The lock of one folder, not yet taken."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Take the lock if nobody holds it. The file then names this process.

        Raises:
            OSError: the folder cannot be written.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _try_lock(descriptor)
        except OSError:
            os.close(descriptor)
            return False
        if not self._is_still_there(descriptor):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        try:
            os.truncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
        except OSError:
            self.release()  # a full disk takes the file, but not a number in it
            raise
        return True

    def release(self) -> None:
        """Remove the file and give the lock back. Idempotent."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        if sys.platform == "win32":
            os.close(descriptor)
            self._path.unlink(missing_ok=True)
        else:
            # Removed while still held: whoever waits sees that its file is gone, and opens the next.
            self._path.unlink(missing_ok=True)
            os.close(descriptor)

    def _is_still_there(self, descriptor: int) -> bool:
        """Whether the locked file is still the one in the folder: its last holder may have removed it
        meanwhile.
        """
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False
