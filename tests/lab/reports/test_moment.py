"""A report is dated by what last changed what it says, and the same data make the same bytes."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lab.domain.finding import FindingDecision
from lab.reports.gathering import gather_facts
from lab.reports.moment import moment_of
from lab.services.exporting import FORMATS, ExportService
from lab.services.laboratory import Laboratory
from tests.lab.large_round import make_large_round, small_recording
from tests.lab.reports import example

LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_that_a_report_is_dated_by_the_newest_entry_however_late_it_is_made() -> None:
    facts = replace(example.facts(), actions=(), findings=())
    assert moment_of(facts, LATER) == moment_of(facts, LATER + timedelta(days=400)) == example.TODAY


def test_that_a_day_that_passed_changes_what_is_said_and_so_the_date() -> None:
    facts = replace(example.facts(), actions=(), findings=example.facts().findings[2:3])
    risk = FindingDecision("accept", "M. Petrova", date(2026, 3, 11), "rare", expires=date(2026, 4, 30))
    (finding,) = facts.findings
    accepted = replace(facts, findings=(replace(finding, decision=risk),))
    assert moment_of(accepted, datetime(2026, 4, 30, 23, tzinfo=UTC)) == example.TODAY
    assert moment_of(accepted, LATER) == datetime(2026, 5, 1, tzinfo=UTC)


def test_that_what_is_planned_for_later_dates_nothing() -> None:
    facts = example.facts()
    assert moment_of(facts, example.TODAY) == example.TODAY


def trees(folder: Path) -> dict[str, bytes]:
    """Name → content of everything in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("clips", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_that_two_exports_of_the_same_data_are_the_same_bytes(tmp_path: Path, clips: bool) -> None:
    recording = small_recording(tmp_path / "recording") if clips else None
    with Laboratory.open(tmp_path / "lab") as lab:
        made = make_large_round(lab, recording, participants=2)
        ExportService(lab).job(made.round.id, FORMATS, tmp_path / "first", "en").run()
    # Another process has other hash seeds, and so sets in another order.
    command = [sys.executable, "-P", "-m", "lab", "export", made.round.id, "--out", str(tmp_path / "second")]
    command += ["--folder", str(tmp_path / "lab"), "--format", ",".join(FORMATS), "--language", "en"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    first, second = trees(tmp_path / "first"), trees(tmp_path / "second")
    assert first.keys() == second.keys()
    assert any(name.endswith(".mp4") for name in first) == clips
    assert [name for name in first if first[name] != second[name]] == []


def test_that_an_export_as_of_a_day_is_dated_by_it(tmp_path: Path) -> None:
    with Laboratory.open(tmp_path / "lab") as lab:
        made = make_large_round(lab, participants=2)
        day = datetime(2026, 11, 20, tzinfo=UTC)
        assert gather_facts(lab, made.round.id, day).made_at == day
        assert gather_facts(lab, made.round.id).made_at <= datetime.now(UTC)
