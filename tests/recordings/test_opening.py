"""From a plan to a source."""

import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest

from recordings.engine import Engine
from recordings.messages import Armed, Report
from recordings.plan import SourcePlan
from tests.recordings.recording_here import SCREEN, a_plan

WEBCAM = SourcePlan(id="camera", kind="camera", shows="face")


class _NoLibGl(MetaPathFinder):
    """OpenCV on a machine without a library that it needs."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "cv2":
            raise ImportError("libGL.so.1: cannot open shared object file")


def test_that_a_camera_library_that_does_not_load_is_a_fault_of_that_source_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("cv2", "recordings.opencv", "recordings.sources.camera"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [_NoLibGl(), *sys.meta_path])
    reports: list[Report] = []
    engine = Engine(reports.append, lambda _header, _still: None)
    engine.arm(a_plan(tmp_path, SCREEN, WEBCAM))
    engine.close()
    armed = next(report for report in reports if isinstance(report, Armed))
    assert [source.ready for source in armed.sources] == [True, False]
    assert [(fault.source, fault.code) for fault in armed.faults] == [("camera", "opencv_missing")]
    assert "libGL" in str(armed.faults[0].facts["why"])


@pytest.mark.parametrize("size", ["", "big", "640x", "0x0"])
def test_that_a_synthetic_source_of_no_size_is_a_fault_of_that_source_alone(size: str, tmp_path: Path) -> None:
    plan = SourcePlan(id="camera", kind="synthetic_camera", shows="face", device=size)
    reports: list[Report] = []
    engine = Engine(reports.append, lambda _header, _still: None)
    engine.arm(a_plan(tmp_path, SCREEN, plan))
    engine.close()
    armed = next(report for report in reports if isinstance(report, Armed))
    assert [(fault.source, fault.code) for fault in armed.faults] == [("camera", "size_unknown")]
