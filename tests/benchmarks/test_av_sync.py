"""Sound against picture in a recorded file, judged by a ground truth: no player lies between beep and microphone.

A screen that is looked at thirty times a second shows a flash half a frame late on average; that is taken off. What a
sound card that runs wrong does to the sound is measured without the picture: where each beep lies on the machine clock.
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests import sound_server
from tests.benchmarks.flashes import moments_of
from tests.benchmarks.sound_offsets import beeps_late_ms, sound_offsets
from tests.virtual_display import virtual_display

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.display,
    pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio"),
]

SECONDS = 62
MOST_MS = 8.0
MOST_AROUND_MS = 20.0
MOST_OFF_MS = 4.0
"""Of a beep from its true time, with a card 300 ppm off: uncorrected it would be 18 ms at the end of a minute."""

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
        ready, start_us = flashing.stdout.readline().split()
        assert ready == "ready"
        command = [sys.executable, str(HERE / "record_once.py"), str(folder), str(SECONDS - 2), "--microphone"]
        subprocess.run(command, env=environment, check=True)
        painted_late_us, lost = map(int, flashing.communicate()[0].split())
    found = sound_offsets(folder / "screen.mkv")
    print(
        f"\nsound and picture, card {off_ppm:+} ppm: {len(found.at_s)} beeps, less half a frame {found.median_ms:+.1f} "
        f"ms (at most {MOST_MS}), 95 % within {found.around_ms:.1f} ms of that (at most {MOST_AROUND_MS}); "
        f"flashes painted {painted_late_us / 1000:.1f} ms late, {lost} blocks of sound lost before the sound server"
    )
    late_ms = beeps_late_ms(folder, [int(start_us) + round(at_s * 1e6) for at_s in moments_of(SECONDS)])
    off_ms = float(np.abs(late_ms).max())
    print(f"card {off_ppm:+} ppm, corrected: each beep within {off_ms:.1f} ms of its time (at most {MOST_OFF_MS})")
    print(f"beeps late, ms: {' '.join(f'{late:+.1f}' for late in late_ms)}")
    assert lost == 0, "the machine was too busy for the sound server: what was lost before it proves nothing"
    assert len(found.at_s) >= 20
    assert off_ms <= MOST_OFF_MS
    assert abs(found.median_ms) <= MOST_MS
    assert found.around_ms <= MOST_AROUND_MS
