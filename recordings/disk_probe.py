"""Whether a folder can still be written while nothing is recorded: in a pause nobody else would notice."""

import os
from pathlib import Path
from tempfile import TemporaryFile

_PIECE = bytes(4096)


class DiskProbe:
    """Writes some bytes where no name shows them, each time a `Syncer` brings it to the disk.

    Attributes:
        fault: why the last try failed; None if it did not.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self.fault: OSError | None = None

    def sync(self) -> None:
        """Try. A disk that fails is noted, and nothing is raised: what was recorded lies there already."""
        try:
            self._try()
        except OSError as error:
            self.fault = error
        else:
            self.fault = None

    def _try(self) -> None:
        with TemporaryFile(dir=self.path, buffering=0) as file:
            file.write(_PIECE)
            os.fsync(file.fileno())
