"""Room on the disk that is held for the worst: given back when the disk is full, so that all ends can be written.

A recording ends in good order while there is room left, but a disk can fill up faster than anybody looks at it:
another program writes there, or a quota is reached. Whoever meets the full disk first throws the ballast: the ends of
all files, the last facts, the manifest and a thousand events of the session's journal find room then.
"""

import os
from pathlib import Path

BALLAST_NAME = "recorder.ballast"
BALLAST_BYTES = 32_000_000

_PIECE = bytes(1_000_000)


class Ballast:
    """The ballast of one folder. Any thread may call."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / BALLAST_NAME

    def take(self) -> None:
        """Hold the room; what a recorder that was killed left here is taken over.

        Raises:
            OSError: there is no such room; nothing is held then.
        """
        try:
            with self._path.open("ab") as file:
                _fill(file.fileno(), file.tell())
        except OSError:
            self.throw()
            raise

    def throw(self) -> None:
        """Give the room back. Idempotent.

        Raises:
            OSError: the folder cannot be written.
        """
        self._path.unlink(missing_ok=True)


def _fill(descriptor: int, size: int) -> None:
    """Make a file as large as the ballast with room that is really there, not only promised."""
    if size >= BALLAST_BYTES:
        return
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, BALLAST_BYTES)
        return
    while size < BALLAST_BYTES:
        size += os.write(descriptor, _PIECE[: BALLAST_BYTES - size])
