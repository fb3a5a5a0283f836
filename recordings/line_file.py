"""A file that only ever grows by whole lines: what a killed process or a full disk tore off is cut away."""

import os
import threading
from pathlib import Path


class LineFile:
    """Appends lines to a file, without a buffer of its own; every thread may. An existing file is continued, its torn
    last line cut off. Errors of the disk are raised as OSError.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        cut_torn_line(path)
        self._lock = threading.Lock()
        # Without a buffer: what could not be written must not come out later, beside its successor.
        self._file = path.open("ab", buffering=0)

    def append(self, line: bytes) -> None:
        """Write a whole line or nothing: a disk that is full may take a part of it."""
        with self._lock:
            size = os.fstat(self._file.fileno()).st_size
            left = memoryview(line + b"\n")
            try:
                while left:
                    left = left[self._file.write(left) :]
            except OSError:
                os.ftruncate(self._file.fileno(), size)
                raise

    def sync(self) -> None:
        """Bring all lines to the disk. Meanwhile others can be written: a slow disk holds up nobody."""
        with self._lock:
            if self._file.closed:
                return
            descriptor = os.dup(self._file.fileno())
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Bring all lines to the disk and close the file. Idempotent."""
        with self._lock:
            if self._file.closed:
                return
            try:
                os.fsync(self._file.fileno())
            finally:
                self._file.close()


def cut_torn_line(path: Path) -> bytes:
    """Cut a torn last line off a file, if there is one; return what stays, nothing if there is no file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return b""
    whole = data[: data.rfind(b"\n") + 1]
    if len(whole) != len(data):
        os.truncate(path, len(whole))
    return whole
