"""Memory that two processes see, with places for a few pictures of one size.

A named block on Windows, elsewhere a file of the system's memory disk, whose name goes as soon as both see it: whatever
ends the two processes, nothing is left behind.
"""

import mmap
import os
import secrets
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SLOTS = 3
"""One is filled, one waits, one is read."""

_MEMORY_DISK = Path("/dev/shm")  # noqa: S108  # the system's own memory disk; the name is made by `mkstemp`


@dataclass(frozen=True, slots=True)
class PictureSlots:
    """Places for pictures of so many bytes; their count is `SLOTS`. `name` is how the other process finds them."""

    name: str
    size: int
    memory: mmap.mmap

    @classmethod
    def made(cls, size: int) -> "PictureSlots":
        """New places. Raises OSError if the system has no room for them."""
        if sys.platform == "win32":
            name = f"usability-lab-{secrets.token_hex(16)}"
            return cls(name, size, mmap.mmap(-1, size * SLOTS, tagname=name))
        try:
            return cls._in_a_file(size, _MEMORY_DISK if _MEMORY_DISK.is_dir() else None)
        except OSError:  # a container may have a small memory disk
            return cls._in_a_file(size, None)

    @classmethod
    def found(cls, name: str, size: int) -> "PictureSlots":
        """The places that another process made; their name is gone from here on. Raises OSError."""
        if sys.platform == "win32":
            return cls(name, size, mmap.mmap(-1, size * SLOTS, tagname=name))
        with Path(name).open("r+b") as file:
            memory = mmap.mmap(file.fileno(), size * SLOTS)
        slots = cls(name, size, memory)
        slots.forget_name()
        return slots

    @classmethod
    def _in_a_file(cls, size: int, folder: Path | None) -> "PictureSlots":
        descriptor, name = tempfile.mkstemp(prefix="usability-lab-pictures-", dir=folder)
        try:
            _reserve(descriptor, size * SLOTS)
            return cls(name, size, mmap.mmap(descriptor, size * SLOTS))
        except BaseException:
            Path(name).unlink()
            raise
        finally:
            os.close(descriptor)

    def slot(self, number: int) -> memoryview:
        """The bytes of one place. Let go of it before `close`."""
        return memoryview(self.memory)[number * self.size : (number + 1) * self.size]

    def forget_name(self) -> None:
        """Let nobody else find it. Idempotent."""
        if sys.platform != "win32":
            Path(self.name).unlink(missing_ok=True)

    def close(self) -> None:
        """See it no more. Idempotent."""
        self.memory.close()


def _reserve(descriptor: int, size: int) -> None:
    """Give a file its size, and its room on the disk: writing into a hole for which there is none ends the process."""
    reserve = getattr(os, "posix_fallocate", None)
    if reserve is None:
        os.ftruncate(descriptor, size)
    else:
        reserve(descriptor, 0, size)
