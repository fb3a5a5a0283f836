"""`derived/` of one session folder: of which recording its content is made, and whether all of it is made."""

import hashlib
import shutil
import threading
from pathlib import Path

from lab.archive.atomic import write_atomically
from lab.archive.folder_layout import DERIVED, MANIFEST

_MADE_OF, _COMPLETE = "made_of", "complete"
"""Names in it: the hash of the manifest that it was made of; the same once nothing is left to be made."""

_EMPTYING = threading.Lock()


class DerivedFolder:
    """What is made of another recording than the one that lies there now counts for nothing.

    Attributes:
        path: where it lies; it may not exist yet.
    """

    def __init__(self, session_folder: Path) -> None:
        self._session_folder = session_folder
        self.path = session_folder / DERIVED

    @property
    def is_valid(self) -> bool:
        """Whether what lies there is made of the recording as it is now."""
        return self._stands(_MADE_OF)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be made. Raises OSError."""
        return self._stands(_COMPLETE)

    def prepare(self) -> Path:
        """The folder, made if it is missing, emptied if its content is not valid. Raises OSError."""
        with _EMPTYING:
            if not self.is_valid:
                if self.path.exists():
                    shutil.rmtree(self.path)
                self.path.mkdir()
                self._mark(_MADE_OF)
        return self.path

    def complete(self) -> None:
        """Note that nothing is left to be made. Raises OSError."""
        self._mark(_COMPLETE)

    def _mark(self, mark: str) -> None:
        write_atomically(self.path / mark, self._fingerprint())

    def _stands(self, mark: str) -> bool:
        try:
            return (self.path / mark).read_bytes() == self._fingerprint()
        except FileNotFoundError:
            return False

    def _fingerprint(self) -> bytes:
        """Names what a recording consists of: the hash of its manifest."""
        return hashlib.sha256((self._session_folder / MANIFEST).read_bytes()).hexdigest().encode()
