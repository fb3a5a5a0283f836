"""The plan that goes out: known again, protected, harmless whatever people wrote, and the same bytes each time."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lab.domain.action_plan import Choice, Column
from lab.domain.errors import InputError
from lab.reports.action_plan.form import HIDDEN
from lab.reports.action_plan.lines import asked_of
from lab.reports.action_plan.reading import read_plan
from lab.reports.action_plan.writing import write_plan
from lab.reports.bundle import check_bundle
from lab.reports.export import ExportJob
from lab.reports.facts import Audience, RoundFacts
from tests.lab.filled_plans import PLACES, filled, fix, in_days
from tests.lab.reports import example

OWNERS = ("what", "why", "owner", "due", "until", "by")
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")')


def plan(tmp_path: Path, facts: RoundFacts | None = None, language: str = "en", name: str = "plan.xlsx") -> Path:
    path = tmp_path / name
    write_plan(facts or example.facts(), path, language, "d" * 64)
    return path


def sheet_of(path: Path) -> Any:
    return load_workbook(path).worksheets[1]


def test_that_the_plan_has_a_line_for_every_problem_and_what_was_promised_stands_in_it(tmp_path: Path) -> None:
    sheet = sheet_of(plan(tmp_path))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[1] for row in rows] == ["F-1", "F-2", "F-3", "F-4"]
    promised = rows[0][PLACES[Column.WHAT] - 1 :]
    assert promised == ["Fix it", "Rewrite the decision letter", "M. Petrova", datetime(2026, 4, 15), None, "Lead"]  # noqa: DTZ001
    assert rows[1][PLACES[Column.WHAT] - 1] is None  # an owner and a day that nobody accepted decide nothing


def test_that_only_the_owners_cells_can_be_written_and_the_ids_are_hidden(tmp_path: Path) -> None:
    book = load_workbook(plan(tmp_path))
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible", "hidden"]
    assert all(one.protection.sheet for one in book.worksheets)
    sheet = book.worksheets[1]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "C2"
    for column, at in PLACES.items():
        assert sheet.cell(2, at).protection.locked is (column.value not in OWNERS)
        assert sheet.cell(1, at).protection.locked
    lists = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert lists["G2"].formula1 == '"Fix it,Accept the risk,Reject the finding"'
    assert {lists["J2"].type, lists["K2"].type} == {"date"}


@pytest.mark.parametrize("words", EVIL)
def test_that_no_word_of_anybody_is_a_formula(tmp_path: Path, words: str) -> None:
    facts = example.facts()
    first = replace(facts.findings[1], title=words, recommendation=words, owner=words, statement="")
    sheet = sheet_of(plan(tmp_path, replace(facts, findings=(facts.findings[0], first, *facts.findings[2:]))))
    for column in (Column.TITLE, Column.TO_DO, Column.OWNER):
        cell = sheet.cell(3, PLACES[column])
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        assert str(cell.value).replace("_x000D_", "\r").strip() == words.strip()


def test_that_the_same_facts_make_the_same_bytes_and_the_language_asks_the_same(tmp_path: Path) -> None:
    first, second = plan(tmp_path), plan(tmp_path, name="again.xlsx")
    assert first.read_bytes() == second.read_bytes()
    english, russian = read_plan(first), read_plan(plan(tmp_path, language="ru", name="ru.xlsx"))
    assert english.about.plan == russian.about.plan
    assert [one.answer for one in english.lines] == [one.answer for one in russian.lines]
    assert russian.sheet == "План действий"
    assert (english.faults, russian.faults) == ((), ())


def test_that_what_was_written_is_read_again(tmp_path: Path) -> None:
    lines = {one.subject: one for one in asked_of(example.facts())}
    read = read_plan(plan(tmp_path))
    assert read.about.made_at == datetime(2026, 3, 12, 16, 40, tzinfo=UTC)
    assert read.about.document == "d" * 64
    assert {one.subject: one.answer for one in read.lines} == {name: one.answer for name, one in lines.items()}


@pytest.mark.parametrize(
    "written", ["2026-04-02", "02.04.2026", "2.4.2026", "02/04/2026", 46114, 46114.0, date(2026, 4, 2)]
)
def test_that_a_day_is_understood_as_people_and_programs_write_it(tmp_path: Path, written: object) -> None:
    back = filled(plan(tmp_path), {"F-2": {"due": written}})
    (line,) = (one for one in read_plan(back).lines if one.row == 3)
    assert line.answer is not None
    assert line.answer.due == date(2026, 4, 2)


def test_that_the_plan_names_what_the_report_says_and_the_bundle_names_it_too(tmp_path: Path) -> None:
    made = ExportJob(example.facts(), ["json", "actions"], tmp_path / "out", "en").run()
    assert check_bundle(made.folder).ok
    about = read_plan(made.paths["actions"]).about
    assert about.document == sha256(made.paths["json"].read_bytes()).hexdigest()
    assert f'"document": "{about.document}"' in (made.folder / "bundle.json").read_text(encoding="utf-8")


def test_that_the_public_gets_no_plan(tmp_path: Path) -> None:
    made = ExportJob(example.facts(), ["json", "actions"], tmp_path / "out", "en", Audience.PUBLIC).run()
    assert set(made.paths) == {"json"}
    with pytest.raises(InputError, match="export_formats_internal"):
        ExportJob(example.facts(), ["actions"], tmp_path / "none", "en", Audience.PUBLIC)


@pytest.mark.soak
@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_a_plan_that_libreoffice_saved_says_the_same(tmp_path: Path, language: str) -> None:
    due = in_days(20)
    word = {"en": "Fix it", "ru": "Исправить"}[language]
    back = filled(plan(tmp_path, language=language), {"F-3": fix(due, what=word, why="сразу")})
    profile = (tmp_path / "profile").as_uri()
    for kind, source in (("ods", back), ("xlsx", tmp_path / "office" / "returned.ods")):
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir",
             str(tmp_path / "office"), str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    read = read_plan(tmp_path / "office" / "returned.xlsx")
    assert read.about == read_plan(back).about
    answers = {one.row: one.answer for one in read.lines}
    assert read.faults == ()
    third = answers[4]
    assert third is not None
    assert (third.what, third.owner, third.due, third.by) == (Choice.FIX, "Forms team", due, "M. Owner")
    assert answers[2] == next(one.answer for one in asked_of(example.facts()))
    assert HIDDEN in load_workbook(tmp_path / "office" / "returned.xlsx").sheetnames
