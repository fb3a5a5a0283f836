"""The workbook of a report says the figures of its data, in cells of their types."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from lab.reports.facts import Audience
from lab.reports.json_export import to_json
from lab.reports.making import make_document
from lab.reports.sheets.report import report_book
from tests.lab.reports import example

DAY_S = 86_400


@cache
def data(language: str) -> dict[str, Any]:
    """What report.json says."""
    read: dict[str, Any] = json.loads(to_json(make_document(example.facts(), language)))
    return read


@cache
def book(language: str, audience: Audience = Audience.INTERNAL) -> Workbook:
    """The workbook, read back."""
    document = make_document(example.facts(), language, audience=audience)
    return load_workbook(BytesIO(report_book(example.facts(), document)))


def rows(read: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet, by its headings."""
    found: Iterator[tuple[Any, ...]] = read[sheet].iter_rows(values_only=True)
    names = next(found)
    return [dict(zip(names, row, strict=True)) for row in found]


def test_that_tasks_have_the_figures_of_the_data() -> None:
    for row, task in zip(rows(book("en"), "Tasks"), data("en")["tasks"], strict=True):
        share = task["success"]
        assert (row["Success without help"], row["Success without help, n"]) == (
            pytest.approx(share["value"]),
            share["n"],
        )
        assert (row["Success without help, low"], row["Success without help, high"]) == (
            pytest.approx(share["low"]), pytest.approx(share["high"]),
        )  # fmt: skip
        assert row["Target time"].total_seconds() == task["target_time_s"]
        assert row["Time to success"].total_seconds() == pytest.approx(task["time"]["value"], abs=1)


def test_that_findings_and_verdicts_are_all_there() -> None:
    read = book("ru")
    told = data("ru")
    found = rows(read, "Находки")
    assert [row["Находка"] for row in found] == [f"F-{one['number']}" for one in told["findings"]]
    assert [row["Серьёзность"] for row in found] == [one["severity"] for one in told["findings"]]
    assert [row["Затронуто"] for row in found] == [len(one["affected"]) for one in told["findings"]]
    dues = [one["due"] for one in told["findings"]]
    assert [row["Срок"] and row["Срок"].date().isoformat() for row in found] == dues
    criteria = [one for standard in told["standards"] for group in standard["groups"] for one in group["criteria"]]
    verdicts = rows(read, "Заключения")
    assert [(row["Критерий"], row["Заключение"]) for row in verdicts] == [
        (one["id"], one["verdict"]["label"]) for one in criteria
    ]
    assert all(isinstance(row["Критерий"], str) for row in verdicts)


def test_that_the_data_behind_it_are_typed_and_explained() -> None:
    read = book("en")
    attempts = rows(read, "attempts")
    assert len(attempts) == 24
    assert {type(row["counted"]) for row in attempts} == {bool}
    explained = {(row["sheet"], row["column"]) for row in rows(read, "columns")}
    assert {("attempts", name) for name in attempts[0]} <= explained
    assert isinstance(rows(read, "Sessions")[0]["When"], datetime)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_every_sheet_is_on_the_first_one(language: str) -> None:
    read = book(language)
    listed = {cell.value for cell in read.worksheets[0]["A"]}
    assert set(read.sheetnames[1:]) <= listed
    assert all(sheet.freeze_panes == "B2" and sheet.auto_filter.ref for sheet in read.worksheets[1:])
    assert not [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_that_a_public_workbook_names_nobody() -> None:
    said = " ".join(
        str(cell.value)
        for sheet in book("en", Audience.PUBLIC)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    )
    for told in ("Oleg", "Anna", "What am I supposed", "typed the whole address"):
        assert told not in said
