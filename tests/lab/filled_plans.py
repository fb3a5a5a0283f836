"""An action plan as its owner fills it in: with another program, into the yellow cells."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from lab.domain.action_plan import Column
from lab.services.days import today

PLACES = {column: place for place, column in enumerate(Column, 1)}
PLAN = 1
"""The second sheet."""


def filled(path: Path, answers: Mapping[str, Mapping[str, object]], to: Path | None = None) -> Path:
    """The plan with answers: number of the line → column → value; saved beside the original."""

    def fill(sheet: Any) -> None:
        rows = {sheet.cell(row, PLACES[Column.NUMBER]).value: row for row in range(2, sheet.max_row + 1)}
        for number, said in answers.items():
            for column, value in said.items():
                sheet.cell(rows[number], PLACES[Column(column)]).value = value

    return edited(path, fill, to)


def edited(path: Path, edit: Callable[[Any], object], to: Path | None = None, sheet: int = PLAN) -> Path:
    """The plan after somebody did something to a sheet of it."""
    book = load_workbook(path)
    edit(book.worksheets[sheet])
    goal = to or path.with_name("returned.xlsx")
    book.save(goal)
    return goal


def fix(due: date, owner: str = "Forms team", **more: object) -> dict[str, object]:
    """An answer that promises a remedy."""
    return {"what": "Fix it", "owner": owner, "due": due, "by": "M. Owner", **more}


def in_days(days: int) -> date:
    """A day from today."""
    return date.fromordinal(today().toordinal() + days)
