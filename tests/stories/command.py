"""The command `lab` as a person at a terminal runs it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

LAB = str(Path(sys.executable).parent / "lab")


def environment(display: str = "", around: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the command finds `around` it besides; without a screen unless one is named."""
    found = {**os.environ, "DISPLAY": display, **(around or {})}
    found.pop("QT_QPA_PLATFORM", None)
    return found


def lab(
    *arguments: str | Path, display: str = "", within_s: float = 90, around: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run it to its end."""
    given, found = [LAB, *map(str, arguments)], environment(display, around)
    return subprocess.run(given, capture_output=True, text=True, check=False, env=found, timeout=within_s)


def assert_refused(done: "subprocess.CompletedProcess[str]", code: int, *words: str) -> None:
    """It ended with this exit code and said why on stderr, in sentences with these words, and nothing on stdout."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "Unknown message" not in done.stderr
    assert done.stderr.rstrip().endswith((".", "!", "?")), done.stderr
    for word in words:
        assert word in done.stderr
