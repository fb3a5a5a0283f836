"""How long a program takes until its window is there and painted, seen from outside, through the X server."""

import os
import subprocess
import time
from pathlib import Path

GIVE_UP_S = 60.0
POLL_S = 0.01


def seconds_to_window(command: list[str], title: str, display: str, home: Path) -> float:
    """Start `command`, wait for a visible window whose name has `title` in it, end the program; seconds from the start.

    Raises AssertionError if no window comes or the program ends first.
    """
    environment = {**os.environ, "DISPLAY": display, "HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
    environment.pop("PYTHONPATH", None)
    begun = time.monotonic()
    program = subprocess.Popen(command, env=environment, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _visible(title, environment):
            assert program.poll() is None, f"{command[0]} ended before its window came"
            assert time.monotonic() - begun < GIVE_UP_S, f"no window of {command[0]}"
            time.sleep(POLL_S)
        return time.monotonic() - begun
    finally:
        program.terminate()
        program.wait()


def _visible(title: str, environment: dict[str, str]) -> bool:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return bool(found.stdout.strip())
