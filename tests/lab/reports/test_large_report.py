"""The report of the large round as its owner meets it: in a browser in both languages, with every clip."""

import shutil
from pathlib import Path

import pytest

from lab.services.exporting import ExportService
from lab.services.laboratory import Laboratory
from tests.lab.large_round import make_large_round, small_recording
from tests.lab.reports.chromium import CHROMIUM, PHONE, WIDE, browser, foreign, opened, played, unfold, violations

CLIPS = 120
pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_the_report_of_a_large_round_breaks_no_rule_and_every_clip_plays(tmp_path: Path, language: str) -> None:
    recording = small_recording(tmp_path / "recording")
    with Laboratory.open(tmp_path / "lab") as lab:
        study = make_large_round(lab, recording, sealed=True).round
        made = ExportService(lab).job(study.id, ["html"], tmp_path / "out", language, artefacts=True).run()
    assert made.clips == CLIPS
    with browser() as chromium:
        for size in (WIDE, PHONE):
            for scheme in ("light", "dark"):
                with opened(chromium, made.folder, size, scheme) as (page, asked):
                    unfold(page)
                    assert (violations(page), size, scheme) == ([], size, scheme)
                    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
                    assert foreign(asked, made.folder) == []
        with opened(chromium, made.folder) as (page, asked):
            clips = played(page)
            assert len(clips) == CLIPS
            assert set(clips) == {f"clips/{one.name}" for one in (made.folder / "clips").iterdir()}
            assert all(at > 0.3 and length > 5 and width > 0 for at, length, width in clips.values())
            assert foreign(asked, made.folder) == []
