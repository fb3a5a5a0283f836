"""Recording in this process, as `lab record` does."""

from pathlib import Path

import pytest

from recordings.ending import StopFlag
from recordings.errors import RecordingError
from recordings.messages import Report
from recordings.plan import SourcePlan
from recordings.record import record
from tests.recordings.recording_here import CAMERA, SCREEN, VOICE, a_plan


def test_that_a_recording_has_its_length_and_tells_what_it_cost(tmp_path: Path) -> None:
    reports: list[Report] = []
    summary = record(a_plan(tmp_path, SCREEN, CAMERA, VOICE), 1.5, on_report=reports.append)
    assert [file.path.name for file in summary.files] == ["screen.mkv", "camera.mkv"]
    for file in summary.files:
        assert file.duration_s == pytest.approx(1.5, abs=0.2)
    assert summary.cpu_s > 0
    assert summary.wall_s >= 1.5
    assert reports[-1].type == "recorder.closed"


def test_that_it_can_be_stopped(tmp_path: Path) -> None:
    stop = StopFlag()

    def hear(report: Report) -> None:
        if report.type == "recorder.fact" and report.fact.type == "segment":
            stop.set()

    summary = record(a_plan(tmp_path, SCREEN), None, stop, hear)
    assert [file.source for file in summary.files] == ["screen"]


def test_that_a_recording_of_nothing_is_refused(tmp_path: Path) -> None:
    absent = SourcePlan(id="camera", kind="camera", device="/dev/none", shows="face")
    with pytest.raises(RecordingError, match="camera_unknown"):
        record(a_plan(tmp_path, absent), 1)
    assert list(tmp_path.iterdir()) == []
