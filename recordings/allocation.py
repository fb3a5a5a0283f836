"""How this process holds on to memory that pictures gave back.

By default the C library (glibc) returns every picture's memory to the system and takes it anew for the next: each of
its pages is then found missing, made and cleared by the system. For a scrolling screen that was a third of the work
of fetching and converting it. Other C libraries are left as they are.
"""

import ctypes
import sys

_TRIM_THRESHOLD, _MAP_THRESHOLD = -1, -3
"""`M_TRIM_THRESHOLD` and `M_MMAP_THRESHOLD` of malloc.h."""

PIECE_BYTES = 32 * 1024 * 1024
"""The most that the C library allows: up to this size a piece is kept for the next (raw, 3840 x 2160 px)."""

KEPT_BYTES = 128 * 1024 * 1024


def keep_freed_memory() -> bool:
    """Keep what is freed, up to 128 MB, for what comes next; whether this C library does so."""
    if sys.platform != "linux":
        return False
    adjust = getattr(ctypes.CDLL(None), "mallopt", None)
    if adjust is None:
        return False
    adjust.argtypes, adjust.restype = [ctypes.c_int, ctypes.c_int], ctypes.c_int
    return bool(adjust(_MAP_THRESHOLD, PIECE_BYTES)) and bool(adjust(_TRIM_THRESHOLD, KEPT_BYTES))
