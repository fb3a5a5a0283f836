"""The one clock of all rooms: integer microseconds that never go backwards. Standard library only.

Session time is `now_us() - origin_us`, where `origin_us` is this clock at the session's origin. Every process
of one machine reads the same clock, so a key press in one and a frame in another can be compared directly.
"""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

LONGEST_WAIT_US = 1_000_000
"""No event waits longer than this to be read; an older stamp is of another clock."""

_STAMP_WRAPS_MS = 1 << 32
_LINUX_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


if sys.platform == "win32":
    # time.monotonic() ticks every 15.6 ms there before Python 3.13 (cpython issue 88494).
    _now_ns = time.perf_counter_ns
else:
    _now_ns = time.monotonic_ns


def now_us() -> int:
    """Return the machine's monotonic clock in µs; its zero is arbitrary but common to all processes of one
    boot.
    """
    return _now_ns() // 1000


def stamped_us(stamp_ms: int, now: int) -> int:
    """Return the moment (µs of this clock) of an event that its system stamped with milliseconds; `now` if that stamp
    is of another clock. X servers stamp with this clock, modulo 2³²; what no device made may bear any stamp.
    """
    waited_us = ((now // 1000 - stamp_ms) % _STAMP_WRAPS_MS) * 1000
    return now - waited_us if stamp_ms and waited_us <= LONGEST_WAIT_US else now


def wall() -> datetime:
    """Return the present time of day, aware, in UTC."""
    return datetime.now(UTC)


def wall_minus_clock_us() -> int:
    """Return what must be added to `now_us()` to get µs of Unix time: the tightest of three samples."""
    return min(_sample_wall(), _sample_wall(), _sample_wall())[1] // 1000


def _sample_wall() -> tuple[int, int]:
    """Return how long the reading took and wall minus clock, both in ns."""
    before = _now_ns()
    wall_ns = time.time_ns()
    after = _now_ns()
    return after - before, wall_ns - (before + after) // 2


def asleep_us() -> int:
    """Return how long this machine has slept since it started, in µs; 0 where the system does not tell.

    `now_us()` stands still during suspend on Linux; a rise of this number says that it did.
    """
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    if boottime is None:
        return 0
    return (time.clock_gettime_ns(boottime) - time.clock_gettime_ns(time.CLOCK_MONOTONIC)) // 1000


def boot_id() -> str:
    """Return a text that is the same for all processes of one boot of this machine, and another after the
    next.
    """
    try:
        return _LINUX_BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return _booted_at()


def _booted_at() -> str:
    """Name the boot by its moment, where the system keeps no identifier of it.

    The moment is taken from the wall clock, so it is rounded: two readings within one boot must agree.
    """
    if sys.platform == "darwin":
        said = subprocess.run(
            ["sysctl", "-n", "kern.boottime"], capture_output=True, text=True, check=False
        ).stdout.strip()
        if said:
            return said
    return f"boot-{round(wall_minus_clock_us() / 60_000_000)}"
