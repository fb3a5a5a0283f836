"""The report of a large round, in every shape that needs no recording, is there within three seconds."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.services.exporting import ExportService
from lab.services.laboratory import Laboratory
from tests.lab.large_round import make_large_round

SHAPES = ("html", "json", "csv", "pdf", "docx", "xlsx", "cif")
LONGEST_S = 3.0
pytestmark = pytest.mark.benchmark


def test_that_a_large_round_is_reported_within_three_seconds(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with Laboratory.open(tmp_path / "lab") as lab:
        made = make_large_round(lab)
        taken = []
        for language in ("en", "ru"):
            begun = time.perf_counter()
            ExportService(lab).job(made.round.id, SHAPES, tmp_path / language, language).run()
            taken.append(time.perf_counter() - begun)
    print(f"all shapes without clips: {taken[0]:.2f} s cold, {taken[1]:.2f} s warm")
    record_property("seconds", taken)
    assert max(taken) <= LONGEST_S
