"""What is recorded in a measurement: a moving screen, flashes with beeps, a camera. Each as long as its block lasts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.sound_server import SoundServer

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAINTED_A_SECOND = 60
"""Twice as often as the screen is looked at: no two pictures of it are alike."""


def environment(display: str, sound: SoundServer | None = None) -> dict[str, str]:
    """The environment of whoever shows or records something here."""
    heard = sound.environment if sound is not None else {}
    return {**os.environ, **heard, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}


@contextmanager
def content(mode: str, display: str) -> Iterator[None]:
    """What a participant sees: see `screen_content.py`."""
    with _program([str(HERE / "screen_content.py"), mode], environment(display)):
        yield


@contextmanager
def pattern(display: str) -> Iterator[None]:
    """The machine clock in the upper left corner, painted anew sixty times a second."""
    with _program(["-m", "tests.process.pattern_window", str(PAINTED_A_SECOND)], environment(display), says=False):
        yield


@contextmanager
def flashes(display: str, sound: SoundServer, seconds: float) -> Iterator[None]:
    """A flash on the screen and a beep in the microphone at the same instants."""
    program = ["-m", "tests.benchmarks.flashes", str(sound.pipe), str(seconds)]
    with _program(program, environment(display, sound)):
        yield


@contextmanager
def busy_window() -> Iterator[None]:
    """A process whose only thread never rests, as that of a window may."""
    with _program(["-c", "while True: pass"], dict(os.environ), says=False):
        yield


@contextmanager
def camera_720p() -> Iterator[str]:
    """The address of a camera with 1280x720 px at 30 pictures a second."""
    with _program([str(HERE / "camera_720p.py")], {**os.environ, "PYTHONPATH": str(ROOT)}) as said:
        yield said


@contextmanager
def _program(arguments: list[str], surroundings: dict[str, str], *, says: bool = True) -> Iterator[str]:
    """Run a Python program; with the first line that it says, if it says anything that anybody reads."""
    child = subprocess.Popen(
        [sys.executable, *arguments],
        env=surroundings, cwd=ROOT, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if says else subprocess.DEVNULL,
    )  # fmt: skip
    try:
        said = child.stdout.readline().strip() if child.stdout is not None else ""
        assert said or not says
        yield said
    finally:
        child.kill()
        child.communicate()
