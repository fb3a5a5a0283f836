"""Processes of ours that are not our children: is this one alive, is it really ours, end it."""

import os
import signal
import subprocess
from pathlib import Path

_PROC = Path("/proc/self/cmdline")


def is_ours(pid: int, module: str) -> bool:
    """Whether this process runs `python -m module`. A number alone proves nothing: the system gives it out again."""
    if pid <= 0:
        return False
    return module in _arguments(pid)


def kill(pid: int, module: str) -> bool:
    """End a process of ours at once; False if it is not (or no longer) ours."""
    return _signal(pid, module, "SIGKILL")


def terminate(pid: int, module: str) -> bool:
    """Ask a process of ours to end in good order; False if it is not (or no longer) ours."""
    return _signal(pid, module, "SIGTERM")


def _signal(pid: int, module: str, name: str) -> bool:
    if os.name == "nt" or not is_ours(pid, module):
        return False
    try:
        os.kill(pid, signal.Signals[name])
    except ProcessLookupError:
        return False
    return True


def _arguments(pid: int) -> list[str]:
    """The arguments of a process; empty if it is gone, a zombie, or somebody else's secret."""
    told = Path(f"/proc/{pid}/cmdline")
    try:
        if _PROC.exists():
            return [os.fsdecode(part) for part in told.read_bytes().split(b"\0")]
        listed = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False)
    except OSError:
        return []
    return listed.stdout.split()
