"""LibreOffice opens what we write for offices, and reads the figures that the data say."""

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lab.reports.export import ExportJob
from lab.services.exporting import ExportService
from lab.services.laboratory import Laboratory
from tests.lab.large_round import make_large_round
from tests.lab.reports import example

pytestmark = pytest.mark.soak

OFFICE = shutil.which("soffice")
SHAPES = ("json", "docx", "xlsx", "cif")


@pytest.fixture(scope="module", params=["en", "ru", "large"])
def export(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export for offices, in each language, and of a large round."""
    folder = tmp_path_factory.mktemp("office")
    if request.param != "large":
        return ExportJob(example.facts(), SHAPES, folder / "out", request.param).run().folder
    with Laboratory.open(folder / "lab") as lab:
        study = make_large_round(lab).round
        return ExportService(lab).job(study.id, SHAPES, folder / "out", "ru").run().folder


def converted(source: Path, into: str, goal: Path) -> Path:
    """The file as LibreOffice reads it, written as text or CSV."""
    assert OFFICE is not None, "LibreOffice is needed: see scripts/system-packages"
    home = f"-env:UserInstallation={(goal / 'profile').as_uri()}"
    command = [OFFICE, home, "--headless", "--convert-to", into, "--outdir", str(goal), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return goal


def data(export: Path) -> dict[str, Any]:
    """What report.json says."""
    read: dict[str, Any] = json.loads((export / "report.json").read_text(encoding="utf-8"))
    return read


def flat(text: str) -> str:
    """Words without what a page makes of the white space between them."""
    return re.sub(r"\s+", " ", text)


def seconds(cell: str) -> float:
    """A time of day or of a clock as seconds: 12:04:09 AM, 01:18.79."""
    parts = [float(part) for part in cell.removesuffix(" AM").split(":")]
    hours, minutes, rest = [0.0] * (3 - len(parts)) + parts
    return (hours % 12) * 3600 + minutes * 60 + rest


def figures(told: dict[str, Any]) -> Iterator[str]:
    """The sentences of figures, findings and verdicts."""
    yield told["summary"]["gate"]["label"]
    yield told["summary"]["level"]["headline"]
    for task in told["tasks"]:
        yield from (task["title"], task["success"]["text"], task["time_text"])
    for finding in told["findings"]:
        yield from (finding["title"], finding["affected_share"]["text"], finding["due_text"])
    yield from (one["score"]["text"] for one in told["scores"])


def test_that_the_word_file_opens_with_the_figures_of_the_data(export: Path, tmp_path: Path) -> None:
    goal = converted(export / "report.docx", "txt:Text (encoded):UTF8", tmp_path)
    text = flat((goal / "report.txt").read_text(encoding="utf-8"))
    assert [one for one in figures(data(export)) if flat(one) not in text and one != "–"] == []


def test_that_the_usability_report_opens_with_the_figures_of_the_data(export: Path, tmp_path: Path) -> None:
    goal = converted(export / "usability-report.docx", "txt:Text (encoded):UTF8", tmp_path)
    text = flat((goal / "usability-report.txt").read_text(encoding="utf-8"))
    told = data(export)
    wanted = [task[key] for task in told["tasks"] for key in ("title", "time_text")]
    wanted += [task["success"]["text"] for task in told["tasks"]]
    assert [one for one in wanted if flat(one) not in text] == []


def test_that_the_workbook_opens_with_the_figures_of_the_data(export: Path, tmp_path: Path) -> None:
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    goal = converted(export / "report.xlsx", every_sheet, tmp_path)
    sheets = {}
    for path in goal.glob("report-*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            sheets[path.stem.removeprefix("report-")] = list(csv.reader(file))
    told = data(export)
    tasks = sheets["Tasks" if told["language"] == "en" else "Задания"][1:]
    for row, task in zip(tasks, told["tasks"], strict=True):
        shares = [float(cell.removesuffix("%")) / 100 for cell in row[3:6]]
        assert shares == [pytest.approx(task["success"][key]) for key in ("value", "low", "high")]
        assert [seconds(row[8]), seconds(row[12])] == [
            pytest.approx(task["time"]["value"], abs=1), task["target_time_s"],
        ]  # fmt: skip
    findings = sheets["Findings" if told["language"] == "en" else "Находки"][1:]
    assert [row[1] for row in findings] == [one["title"] for one in told["findings"]]
    assert [row[21] for row in findings] == [one["due"] or "" for one in told["findings"]]
    assert not [cell for rows in sheets.values() for row in rows for cell in row if cell.startswith("#")]
