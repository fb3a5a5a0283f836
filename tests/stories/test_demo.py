"""The whole way once: the demonstration records, tags, judges and exports; one flipped byte is found."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lab.services.exporting import USUAL
from tests.virtual_display import virtual_display

SECONDS = 16
LAB = str(Path(sys.executable).parent / "lab")
TASKS = ["find-service", "fill-form", "attach-document", "read-decision"]


def lab(*arguments: str, display: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    environment = {**os.environ, "DISPLAY": display}
    environment.pop("QT_QPA_PLATFORM", None)
    return subprocess.run([LAB, *arguments], capture_output=True, text=True, check=False, env=environment, timeout=240)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What one demonstration answered."""
    folder = tmp_path_factory.mktemp("demo") / "lab"
    runtime = tmp_path_factory.mktemp("run")
    runtime.chmod(0o700)
    os.environ["LAB_RUNTIME_DIR"] = str(runtime)
    with virtual_display() as display:
        done = lab("demo", "--folder", str(folder), "--seconds", str(SECONDS), "--json", display=display)
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


@pytest.mark.timeout(300)
def test_that_the_demonstration_tells_all_it_did(told: dict[str, object]) -> None:
    tasks, annotations, findings = told["tasks"], told["annotations"], told["findings"]
    assert isinstance(tasks, list)
    assert isinstance(annotations, list)
    assert isinstance(findings, list)
    assert [task["id"] for task in tasks] == TASKS
    assert all(task["start_us"] < task["end_us"] and task["outcome"] for task in tasks)
    assert len([one for one in annotations if one["criterion"] and one["severity"] is not None]) >= 5
    assert len(findings) >= 2
    assert set(told["exports"]) == set(USUAL)  # type: ignore[call-overload]
    assert told["gate"]["reasons"]  # type: ignore[index]


def test_that_every_criterion_of_the_pinned_checklists_has_a_verdict(told: dict[str, object]) -> None:
    verdicts = told["verdicts"]
    assert isinstance(verdicts, dict)
    assert set(verdicts.values()) <= {"met", "partly_met", "not_met", "cannot_tell", "not_tested", "not_applicable"}
    assert len(verdicts) > 100
    assert "not_tested" in verdicts.values()


def test_that_the_report_names_its_round_and_masks_nothing_of_ours(told: dict[str, object]) -> None:
    report = json.loads(Path(told["exports"]["json"]).read_text(encoding="utf-8"))  # type: ignore[index]
    assert report["round"]["name"] == "Demonstration"
    assert "[name]" not in json.dumps(report)


@pytest.mark.soak
def test_that_the_session_verifies_until_a_byte_is_flipped(told: dict[str, object], tmp_path: Path) -> None:
    folder = Path(str(told["session_folder"]))
    good = lab("verify", str(folder))
    assert good.returncode == 0, good.stderr
    for name in ("session.json", "journal.sqlite", "screen.mkv", "recording.jsonl", "seal.json"):
        target = folder / name
        original = target.read_bytes()
        middle = len(original) // 2
        target.write_bytes(original[:middle] + bytes([original[middle] ^ 1]) + original[middle + 1 :])
        lie = lab("verify", str(folder))
        target.write_bytes(original)
        assert lie.returncode == 1, name
        assert name in lie.stdout + lie.stderr
    assert lab("verify", str(folder)).returncode == 0


def test_that_the_report_shows_stills_and_clips_that_are_there(told: dict[str, object]) -> None:
    report = Path(str(told["report"]))
    text = report.read_text(encoding="utf-8")
    assert "<video" in text
    assert "<img" in text
    assert list(report.parent.glob("clips/*.mp4"))
