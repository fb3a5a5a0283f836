"""`lab.lock`: the one process that may write the database holds it; its process id stands inside."""

import os
import sys
from pathlib import Path
from typing import IO

from lab.domain.errors import WorldError


class FolderLock:
    """An exclusive lock on a file. The system frees it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises WorldError `lab_in_use` with the holder's process id, or `folder_unwritable`."""
        self._path = path
        try:
            self._file: IO[str] | None = path.open("a+", encoding="ascii")
        except OSError as error:
            raise WorldError("folder_unwritable", path=str(path.parent), reason=error.strerror or "") from error
        try:
            _lock(self._file)
        except OSError as error:
            self._file.seek(0)
            holder = self._file.read().strip()
            self._file.close()
            raise WorldError("lab_in_use", path=str(path.parent), pid=holder or "?") from error
        self._file.seek(0)
        self._file.truncate()
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        """Give it back. Doing so twice is no fault."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _lock(file: IO[str]) -> None:
    """Raises OSError at once when another process holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
