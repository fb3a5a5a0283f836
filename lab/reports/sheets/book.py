"""A workbook of typed sheets, the same file each time from the same cells.

Text is written as text, whatever it begins with: no cell is a formula, and a text that would become one when
somebody edits it is marked so that it stays one (`quotePrefix` of SpreadsheetML).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Literal

import xlsxwriter

from lab.domain.timeline import SECOND_US
from lab.reports.csv_export import FORMULA_PREFIXES
from lab.reports.paper.packed import without_dates

Kind = Literal["text", "integer", "number", "share", "time", "moment", "date", "datetime", "boolean"]
Value = str | int | float | bool | date | datetime | None
DAY_S = 86_400
LONGEST_TEXT = 32_767
"""Characters of one cell (Excel's own limit)."""
LONGEST_NAME = 31
_FORMATS: dict[Kind, str] = {
    "text": "@",
    "integer": "0",
    "number": "0.0##",
    "share": "0%",
    "time": "[m]:ss",
    "moment": "[h]:mm:ss.000",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
    "boolean": "General",
}
_WIDTHS: dict[Kind, int] = {"date": 12, "datetime": 17, "time": 9, "moment": 14, "text": 8}
_WIDEST = 55


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: `time` is in s and shown as m:ss, `moment` in µs and shown to the ms, `share` from 0 to 1."""

    name: str
    kind: Kind = "text"
    what: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell of another kind than its column."""

    kind: Kind
    value: Value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `name`: as on its tab, at most 31 characters; `what` says what is in it."""

    name: str
    what: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value | Typed, ...], ...]


@dataclass(frozen=True, slots=True)
class BookTexts:
    """What a workbook says of itself: its title and author, its first sheet, and that sheet's own words.

    Attributes:
        about: names, and what is said of each.
        notes: how to read what follows.
        header: "Sheet", "What is in it", "Rows".
    """

    title: str
    author: str
    made_at: datetime
    first: str
    about: tuple[tuple[str, Value | Typed], ...]
    notes: tuple[str, ...]
    header: tuple[str, str, str]


def to_xlsx(texts: BookTexts, sheets: Sequence[Sheet]) -> bytes:
    """The workbook: first a sheet that says what is what, then every sheet."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties(
        {
            "title": texts.title,
            "author": texts.author,
            "created": texts.made_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    writer = _BookWriter(book)
    writer.first(texts, sheets)
    for sheet in sheets:
        writer.sheet(sheet)
    book.close()
    return without_dates(made.getvalue())


class _BookWriter:
    """Writes sheets into one workbook, whose looks it keeps."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._looks: dict[tuple[str, bool], Any] = {}
        self._head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
        self._strong = book.add_format({"bold": True, "font_size": 16})
        self._label = book.add_format({"bold": True, "valign": "top"})

    def first(self, texts: BookTexts, sheets: Iterable[Sheet]) -> None:
        page = self._book.add_worksheet(texts.first)
        page.set_column(0, 0, 30)
        page.set_column(1, 1, 70)
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, texts.title, self._strong)
        row = 2
        for name, value in texts.about:
            page.write_string(row, 0, name, self._label)
            self._write(page, row, 1, value, "text")
            row += 1
        for note in texts.notes:
            row += 1
            page.merge_range(row, 0, row, 2, "", self._look("text", quoted=False))
            page.write_string(row, 0, note, self._look("text", quoted=False))
        row += 2
        for column, name in enumerate(texts.header):
            page.write_string(row, column, name, self._head)
        for one in sheets:
            row += 1
            page.write_url(row, 0, f"internal:'{one.name}'!A1", string=one.name)
            self._write(page, row, 1, one.what, "text")
            self._write(page, row, 2, len(one.rows), "integer")

    def sheet(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.name[:LONGEST_NAME])
        for number, column in enumerate(sheet.columns):
            page.write_string(0, number, column.name, self._head)
            page.set_column(number, number, _width(sheet, number))
        for number, row in enumerate(sheet.rows, 1):
            for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
                self._write(page, number, place, value, column.kind)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def _write(self, page: Any, row: int, column: int, cell: Value | Typed, usual: Kind) -> None:
        value, kind = (cell.value, cell.kind) if isinstance(cell, Typed) else (cell, usual)
        if value is None:
            return
        if isinstance(value, str):
            text = value.replace("\r\n", "\n").replace("\r", "\n")
            text = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
            page.write_string(row, column, text, self._look("text", quoted=value.startswith(FORMULA_PREFIXES)))
        elif isinstance(value, bool):
            page.write_boolean(row, column, value)
        elif isinstance(value, date):
            plain = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            page.write_datetime(row, column, plain, self._look(kind, quoted=False))
        else:
            page.write_number(row, column, _days(value, kind), self._look(kind, quoted=False))

    def _look(self, kind: Kind, *, quoted: bool) -> Any:
        known = self._looks.get((kind, quoted))
        if known is None:
            look: dict[str, object] = {"num_format": _FORMATS[kind], "valign": "top", "align": "left"}
            if kind == "text":
                look["text_wrap"] = True
            if quoted:
                look["quote_prefix"] = True
            known = self._looks[kind, quoted] = self._book.add_format(look)
        return known


def _days(value: float, kind: Kind) -> float:
    """Spreadsheets count times in days."""
    if kind == "time":
        return value / DAY_S
    return value / SECOND_US / DAY_S if kind == "moment" else value


def _width(sheet: Sheet, place: int) -> int:
    column = sheet.columns[place]
    texts = [cell for row in sheet.rows if isinstance(cell := row[place], str)]
    longest = max(map(len, texts), default=0)
    return min(_WIDEST, max(_WIDTHS.get(column.kind, 10), len(column.name) + 2, longest + 1))
