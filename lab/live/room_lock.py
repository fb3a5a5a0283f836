"""One room per laboratory folder: a lock that the system gives back when its holder dies, however it dies."""

import sys
from pathlib import Path
from typing import IO

from lab.domain.errors import WorldError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def take(path: Path) -> IO[bytes] | None:
    """The lock, held as long as the returned file is open; None if another room holds it.

    Raises:
        WorldError: `folder_unwritable`.
    """
    try:
        file = path.open("ab")
    except OSError as error:
        raise WorldError("folder_unwritable", path=str(path.parent), reason=error.strerror or str(error)) from error
    try:
        _lock(file)
    except OSError:
        file.close()
        return None
    return file
