"""Sound against picture in a recorded file, judged by a ground truth: no player lies between beep and microphone.

A screen that is looked at thirty times a second shows a flash half a frame late on average; that is taken off.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import av
import numpy as np
import numpy.typing as npt
import pytest
from av import AudioFrame, VideoFrame

from tests import sound_server
from tests.benchmarks.flashes import HEIGHT, PERIOD_S, WIDTH, X, Y
from tests.recordings.filming import seconds_of
from tests.virtual_display import virtual_display

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.display,
    pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio"),
]

SECONDS = 62
HALF_A_FRAME_MS = 1000 / 30 / 2
MOST_MS = 10.0
LOUD = 0.1
HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.mark.parametrize("off_ppm", [0, 300])
def test_that_sound_and_picture_are_within_10_ms(off_ppm: int, tmp_path: Path) -> None:
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
    offsets_ms = _offsets_ms(folder / "screen.mkv")
    bias_ms = median(offsets_ms) - HALF_A_FRAME_MS
    spread = np.percentile(offsets_ms, [5, 95])
    print(
        f"\nsound and picture, card {off_ppm:+} ppm: {len(offsets_ms)} beeps, median {median(offsets_ms):+.1f} ms, "
        f"less half a frame {bias_ms:+.1f} ms (at most {MOST_MS}), p5 {spread[0]:+.1f}, p95 {spread[1]:+.1f}; "
        f"flashes painted {painted_late_us / 1000:.1f} ms late"
    )
    assert len(offsets_ms) >= 20
    assert abs(bias_ms) <= MOST_MS


def _offsets_ms(path: Path) -> list[float]:
    """Picture minus sound for every beep that has its flash."""
    flashes, beeps = _flashes_and_beeps(path)
    offsets = []
    for beep in beeps:
        flash = min(flashes, key=lambda moment: abs(moment - beep))
        if abs(flash - beep) < PERIOD_S / 2:
            offsets.append((flash - beep) * 1000)
    return offsets


def _flashes_and_beeps(path: Path) -> tuple[list[float], list[float]]:
    """Seconds at which the window turns white, and at which a beep begins."""
    flashes: list[float] = []
    beeps: list[float] = []
    was_white, last_loud_s = False, -1.0
    with av.open(str(path)) as container:
        for frame in container.decode(container.streams.video[0], container.streams.audio[0]):
            if isinstance(frame, VideoFrame):
                is_white = _brightness(frame) > 128
                if is_white and not was_white:
                    flashes.append(seconds_of(frame))
                was_white = is_white
            elif isinstance(frame, AudioFrame):
                for loud_s in seconds_of(frame) + np.flatnonzero(_loud(frame)) / frame.sample_rate:
                    if loud_s - last_loud_s > 0.5:
                        beeps.append(float(loud_s))
                    last_loud_s = float(loud_s)
    return flashes, beeps


def _brightness(frame: VideoFrame) -> float:
    luma = np.frombuffer(bytes(frame.planes[0]), np.uint8).reshape(frame.height, -1)
    return float(luma[Y + 10 : Y + HEIGHT - 10 : 20, X + 10 : X + WIDTH - 10 : 20].mean())


def _loud(frame: AudioFrame) -> npt.NDArray[np.bool_]:
    return np.asarray(np.abs(frame.to_ndarray()[0]) > LOUD)
