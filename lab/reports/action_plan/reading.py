"""Read a plan that came back. Nothing in the file is believed: every cell is looked at, and every fault is told."""

import json
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook  # this module is loaded when a plan is read
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException

from lab.domain.action_plan import Answer, Choice, Column, PlanFault, from_data, plan_hash_of
from lab.domain.errors import InputError, WorldError
from lab.i18n import LANGUAGES, in_language
from lab.reports.action_plan.form import (
    COLUMNS,
    DAYS,
    FORMAT,
    HIDDEN,
    About,
    Known,
    choice_of,
)
from lab.services.checking import LONGEST_NAME, LONGEST_TEXT, Checks
from lab.wording.action_plans import choice_word, heading

LARGEST_FILE, LARGEST_UNPACKED = 20_000_000, 100_000_000
"""Bytes: thousands of findings are far below; what is larger was made to hurt."""

MOST_ROWS = 20_000
_SPELLINGS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y/%m/%d")
"""How people write a day as text; the month is never first, as our own lists never put it there."""

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
"""Numbers of days in 2000 to 2099, as workbooks count them."""

_DAMAGE = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, ValueError, TypeError, AttributeError, LookupError, EOFError,
    SyntaxError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the libraries raise for a file that is none, is cut off or was tampered with; broken XML is a SyntaxError."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as it came back; `answer` is None where a cell of it cannot be understood."""

    row: int
    subject: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan as it came back."""

    about: About
    sheet: str
    lines: tuple[ReadLine, ...]
    faults: tuple[PlanFault, ...]


def read_plan(path: Path) -> ReadPlan:
    """Read a plan.

    Raises:
        InputError: `plan_foreign`: no workbook, or none of ours; `plan_damaged`: ours, and no longer whole;
            `plan_newer`: of a later version of the program.
        WorldError: `plan_unreadable`: the file is not there, or may not be read.
    """
    book = _opened(path)
    if HIDDEN not in book.sheetnames:
        raise InputError("plan_foreign", path=str(path))
    try:
        about = _about(book[HIDDEN], path)
        sheet = next((one for one in book.worksheets if one.cell(1, 1).value == heading(Column.ID)), None)
    except _DAMAGE as error:
        raise InputError("plan_damaged", path=str(path)) from error
    if sheet is None or sheet.max_row > MOST_ROWS:
        raise InputError("plan_damaged", path=str(path))
    reader = _Reader(sheet, about)
    lines = tuple(reader.lines())
    return ReadPlan(about, sheet.title, lines, tuple(reader.faults))


def _opened(path: Path) -> Any:
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
        if size > LARGEST_FILE or unpacked > LARGEST_UNPACKED:
            raise InputError("plan_foreign", path=str(path))
        with warnings.catch_warnings():
            # The library warns of what it leaves out: it is only read.
            warnings.simplefilter("ignore")
            return load_workbook(path)
    except OSError as error:
        raise WorldError("plan_unreadable", path=str(path), reason=error.strerror or str(error)) from error
    except _DAMAGE as error:
        raise InputError("plan_foreign", path=str(path)) from error


def _about(sheet: Any, path: Path) -> About:
    """What the hidden sheet says. Raises InputError, or any of `_DAMAGE`."""
    last = min(sheet.max_row, MOST_ROWS)
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(max_row=last, values_only=True)]
    said = {str(row[0]): str(row[1]) for row in rows if len(row) == 2}
    if said.get("format") != FORMAT:
        code = "plan_newer" if said.get("format", "").startswith("action-plan/") else "plan_damaged"
        raise InputError(code, path=str(path))
    known = {}
    for row in rows:
        if row and row[0] == "line":
            _line, subject, number, read, standing, answer = (str(cell) for cell in row)
            known[subject] = Known(number, read, standing, from_data(json.loads(answer)))
    about = About(
        said["round"], said["language"], datetime.fromisoformat(said["made_at"]), said["document"], said["plan"], known
    )
    asked = plan_hash_of(about.round_id, ((name, one.read, one.standing) for name, one in known.items()))
    if about.language not in LANGUAGES or about.made_at.tzinfo is None or asked != about.plan:
        raise InputError("plan_damaged", path=str(path))
    return about


class _Reader:
    """Goes through the sheet of the plan and collects faults."""

    def __init__(self, sheet: Any, about: About) -> None:
        self._sheet = sheet
        self._about = about
        self.faults: list[PlanFault] = []

    def lines(self) -> Iterator[ReadLine]:
        """The lines that have an id that the file knows; all others are faults."""
        rows = self._sheet.iter_rows(max_col=max(len(COLUMNS), self._sheet.max_column))
        if not self._headings_hold(next(rows)):
            return
        first: dict[str, int] = {}
        for cells in rows:
            if all(cell.value is None for cell in cells):
                continue
            row, subject = cells[0].row, _text(cells[0].value)
            known = self._about.lines.get(subject)
            if known is None:
                self._fault(row, Column.ID, "line_foreign", number=_text(cells[1].value) or "–")
            elif subject in first:
                self._fault(row, Column.NUMBER, "line_repeated", first=first[subject], number=known.number)
            elif _text(cells[1].value) != known.number:
                self._fault(row, Column.NUMBER, "line_mixed", number=known.number)
            else:
                first[subject] = row
                yield ReadLine(row, subject, self._answer(row, dict(zip(COLUMNS, cells, strict=False))))

    def _headings_hold(self, cells: Sequence[Any]) -> bool:
        with in_language(self._about.language):
            for column, cell in zip(COLUMNS, cells, strict=False):
                if _text(cell.value) != heading(column):
                    self._fault(1, column, "column_moved", heading=heading(column))
                    return False
        return True

    def _fault(self, row: int, column: Column, code: str, **facts: object) -> None:
        self.faults.append(PlanFault(self._sheet.title, row, column, code, facts))

    def _answer(self, row: int, cells: dict[Column, Any]) -> Answer | None:
        before = len(self.faults)
        for column, cell in cells.items():
            if cell.data_type in {"f", "e"}:
                self._fault(row, column, "formula" if cell.data_type == "f" else "error_value")
        if len(self.faults) > before:
            return None
        days = {column: self._day(row, column, cells[column].value) for column in sorted(DAYS)}
        answer = Answer(
            self._choice(row, cells[Column.WHAT].value),
            self._words(row, Column.WHY, cells[Column.WHY].value, LONGEST_TEXT),
            self._words(row, Column.OWNER, cells[Column.OWNER].value, LONGEST_NAME),
            days[Column.DUE],
            days[Column.UNTIL],
            self._words(row, Column.BY, cells[Column.BY].value, LONGEST_NAME),
        )
        return answer if len(self.faults) == before else None

    def _choice(self, row: int, value: object) -> Choice | None:
        word = _text(value)
        choice = choice_of(word) if word else None
        if word and choice is None:
            with in_language(self._about.language):
                known = ", ".join(choice_word(one) for one in Choice)
            self._fault(row, Column.WHAT, "word_unknown", word=word, known=known)
        return choice

    def _words(self, row: int, column: Column, value: object, longest: int) -> str:
        checks = Checks()
        words = checks.text(column.value, _text(value), needed=False, longest=longest)
        for _name, code in checks.faults:
            self._fault(row, column, code)
        return words

    def _day(self, row: int, column: Column, value: object) -> date | None:
        if value is None or not _text(value):
            return None
        day = _as_day(value)
        if day is None:
            self._fault(row, column, "no_day", word=_text(value))
        return day


def _text(value: object) -> str:
    """A cell as words: some programs write the end of a line as a sign of its own."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _as_day(value: object) -> date | None:
    """A day: a cell's own, a number of days, or text as people write it; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        serial = from_excel(value)
        return serial.date() if isinstance(serial, datetime) else None
    return _spelled(_text(value), _SPELLINGS)


def _spelled(words: str, spellings: Iterable[str]) -> date | None:
    for spelling in spellings:
        try:
            return datetime.strptime(words, spelling).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
