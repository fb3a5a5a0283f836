"""Writing a file so that nobody ever meets half of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["unfinished", "write_whole"]


@contextmanager
def unfinished(out: Path) -> Iterator[Path]:
    """Yields where to write a file: what lies there becomes `out` when the block ends, and is deleted when it fails.

    Raises:
        OSError: it cannot be put in its place; what was there before still is.
    """
    place = out.with_name(f".{out.name}.part")
    try:
        yield place
        place.replace(out)
    finally:
        with suppress(OSError):  # a disk that fails has been told by what was written
            place.unlink(missing_ok=True)


def write_whole(out: Path, content: bytes, *, durable: bool = False) -> None:
    """Write a small file; `durable`: it is on the disk when this returns. Raises OSError as `unfinished`."""
    with unfinished(out) as place, place.open("wb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
