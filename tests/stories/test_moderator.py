"""A moderator runs a whole session in the window, with the real room and the real recorder of a real screen."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lab.domain.consent import Scope
from recordings.playback import open_recording
from tests.stories.booked import book
from tests.virtual_display import virtual_display

ROOT = Path(__file__).parent.parent.parent


def act(folder: Path, how: str) -> dict[str, Any]:
    """What came of it."""
    booking = book(folder, Scope.SCREEN)
    with virtual_display(1280, 800) as display:
        done = subprocess.run(
            [sys.executable, "-P", str(ROOT / "tests" / "stories" / "moderator.py"), str(folder), booking, how],
            capture_output=True,
            text=True,
            timeout=200,
            cwd=ROOT,
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)},
        )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.soak
@pytest.mark.display
@pytest.mark.timeout(240)
def test_that_a_moderator_puts_a_checked_session_back_and_erases_one_that_was_held(tmp_path: Path) -> None:
    told = act(tmp_path / "lab", "withdraw")
    assert (told["state"], told["attempts"], told["tags"]) == ("withdrawn", [], [])
    session = Path(told["folder"])
    assert [file.name for file in session.parent.iterdir()] == [session.name]
    assert not list(session.glob("*.mkv"))
    verified = subprocess.run(
        [sys.executable, "-m", "lab", "verify", str(session)], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.display
@pytest.mark.timeout(240)
def test_that_a_moderator_runs_debriefs_and_reviews_a_session(tmp_path: Path) -> None:
    told = act(tmp_path / "lab", "review")
    assert told["state"] == "closed"
    assert told["attempts"] == [["find-service", "success"]]
    assert told["tags"] == [["wrong-entry", "CC-01"]]
    assert told["judged"] == [["CC-01", "failed", 3]]
    session = Path(told["folder"])
    assert {"screen.mkv", "journal.sqlite", "seal.json"} <= {file.name for file in session.iterdir()}
    with open_recording(session) as recording:
        times = [int(time) for time in recording.track("screen").picture_times()]
    assert told["picture_us"] == max(time for time in times if time <= told["anchor_us"])
    verified = subprocess.run(
        [str(Path(sys.executable).parent / "lab"), "verify", str(session)], capture_output=True, text=True, timeout=60
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
