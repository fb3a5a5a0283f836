"""`lab record` as a tool of its own, ended by whoever wants it to end."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from recordings import playback
from tests.stories.command import LAB, environment

pytestmark = pytest.mark.display


@pytest.mark.parametrize(
    "signals",
    [[signal.SIGINT, signal.SIGINT], [signal.SIGTERM], [signal.SIGHUP]],
    ids=["Ctrl+C twice", "the system", "a terminal that closes"],
)
def test_that_a_recording_that_is_told_to_end_closes_its_files(
    tmp_path: Path, display: str, signals: list[signal.Signals]
) -> None:
    recording = subprocess.Popen(
        [LAB, "record", "--camera", "none", "--microphone", "none", "--out", tmp_path],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(display),
    )  # fmt: skip
    try:
        while not ((screen := tmp_path / "screen.mkv").exists() and screen.stat().st_size > 10_000):
            assert recording.poll() is None
            time.sleep(0.05)
        for number in signals:
            os.kill(recording.pid, number)
        told, said = recording.communicate(timeout=60)
    finally:
        recording.kill()
        recording.wait()
    assert recording.returncode == 0, said
    summary = json.loads(told)
    assert [file["source"] for file in summary["files"]] == ["screen"]
    assert summary["gaps"] == []
    with playback.open_recording(tmp_path) as recorded:
        assert recorded.track("screen").frame_at(recorded.duration_us) is not None
