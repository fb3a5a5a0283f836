"""A piece of memory that this process and the X server of the same machine both see (System V)."""

import ctypes
import os

from recordings.errors import RecordingError

_PRIVATE, _CREATE, _OWNER_ONLY, _REMOVE = 0, 0o1000, 0o600, 0
_FAILED = ctypes.c_void_p(-1).value


class SharedMemory:
    """So many bytes. The system takes them back when the last who sees them is gone, whatever ends this process.

    Raises:
        RecordingError: `screen_failed`, the system gives none.
    """

    def __init__(self, size: int) -> None:
        self._libc = libc = ctypes.CDLL(None, use_errno=True)
        libc.shmat.restype, libc.shmat.argtypes = ctypes.c_void_p, [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
        libc.shmdt.argtypes = [ctypes.c_void_p]
        libc.shmget.argtypes = [ctypes.c_int, ctypes.c_size_t, ctypes.c_int]
        self.id: int = libc.shmget(_PRIVATE, size, _CREATE | _OWNER_ONLY)
        if self.id < 0:
            raise RecordingError("screen_failed", why=os.strerror(ctypes.get_errno()))
        address = libc.shmat(self.id, None, 0)
        if address == _FAILED:
            self.disown()
            raise RecordingError("screen_failed", why=os.strerror(ctypes.get_errno()))
        self.address: int = address

    def disown(self) -> None:
        """Let nobody else attach: from here on the memory lives only as long as those who see it."""
        self._libc.shmctl(self.id, _REMOVE, None)

    def close(self) -> None:
        """See it no more. Idempotent."""
        address, self.address = self.address, 0
        if address:
            self._libc.shmdt(address)
