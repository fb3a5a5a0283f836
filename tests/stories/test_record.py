"""`lab record` as a tool of its own, ended by whoever wants it to end."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from recordings import playback
from tests.stories.command import LAB, environment, lab

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
        while not ((screen := tmp_path / "screen.mkv").exists() and screen.stat().st_size > 1_000):
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


@pytest.mark.soak
def test_that_a_recording_whose_program_was_killed_is_finished_by_repair(tmp_path: Path, display: str) -> None:
    out, none = tmp_path / "out", ["--camera", "none", "--microphone", "none"]
    recording = subprocess.Popen(
        [LAB, "record", *none, "--out", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment(display),
    )  # fmt: skip
    try:
        while not ((screen := out / "screen.mkv").exists() and screen.stat().st_size > 1_000):
            assert recording.poll() is None
            time.sleep(0.05)
    finally:
        recording.kill()
        recording.wait()
    repaired = lab("repair", out)
    assert repaired.returncode == 0, repaired.stderr
    assert repaired.stdout.splitlines()[0] == "screen.mkv: readable"
    with playback.open_recording(out) as recorded:
        assert recorded.track("screen").frame_at(recorded.duration_us) is not None
    assert not (out / "recorder.ballast").exists()
    again = json.loads(lab("repair", out, "--json").stdout)
    assert (again["media"], again["state"]) == (["screen.mkv"], None)


def test_that_two_parts_of_the_screen_lie_in_files_of_their_own(tmp_path: Path, display: str) -> None:
    none = ["--camera", "none", "--microphone", "none"]
    parts = ["--screen", "640x400+0+0", "--screen", "320x200+640+0"]
    done = lab("record", *parts, *none, "--seconds", "1", "--out", tmp_path, display=display)
    assert done.returncode == 0, done.stderr
    assert {Path(file["path"]).name for file in json.loads(done.stdout)["files"]} == {"screen.mkv", "screen-2.mkv"}
    with playback.open_recording(tmp_path) as recorded:
        pictures = [recorded.track(source).frame_at(recorded.duration_us) for source in ("screen", "screen-2")]
    assert [picture.rgb.shape[1::-1] for picture in pictures if picture] == [(640, 400), (320, 200)]
