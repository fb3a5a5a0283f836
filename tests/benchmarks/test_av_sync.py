"""Sound against picture in a recorded file, judged by a ground truth: no player lies between beep and microphone.

A screen that is looked at thirty times a second shows a flash half a frame late on average; that is taken off.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import sound_server
from tests.benchmarks.sound_offsets import sound_offsets
from tests.virtual_display import virtual_display

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.display,
    pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio"),
]

SECONDS = 62
MOST_MS = 8.0
MOST_AROUND_MS = 20.0
HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.mark.parametrize("off_ppm", [0, 300, -300])
def test_that_sound_and_picture_are_in_step(off_ppm: int, tmp_path: Path) -> None:
    folder = tmp_path / "session"
    folder.mkdir()
    with virtual_display(1920, 1080) as display, sound_server.sound_server(tmp_path / "sound") as sound:
        environment = {**os.environ, **sound.environment, "DISPLAY": display, "PYTHONPATH": str(ROOT)}
        flashing = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.flashes", str(sound.pipe), str(SECONDS), str(off_ppm)],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert flashing.stdout is not None
        assert flashing.stdout.readline().strip() == "ready"
        command = [sys.executable, str(HERE / "record_once.py"), str(folder), str(SECONDS - 2), "--microphone"]
        subprocess.run(command, env=environment, check=True)
        painted_late_us = int(flashing.communicate()[0])
    found = sound_offsets(folder / "screen.mkv")
    print(
        f"\nsound and picture, card {off_ppm:+} ppm: {len(found.at_s)} beeps, less half a frame {found.median_ms:+.1f} "
        f"ms (at most {MOST_MS}), 95 % within {found.around_ms:.1f} ms of that (at most {MOST_AROUND_MS}); "
        f"flashes painted {painted_late_us / 1000:.1f} ms late"
    )
    assert len(found.at_s) >= 20
    assert abs(found.median_ms) <= MOST_MS
    assert found.around_ms <= MOST_AROUND_MS
