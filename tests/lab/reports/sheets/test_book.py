"""A workbook: typed cells, nothing that runs, the same file each time."""

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell

from lab.reports.sheets.book import LONGEST_TEXT, BookTexts, Sheet, SheetColumn, Typed, Value, to_xlsx

TEXTS = BookTexts(
    title="=1+1",
    author="Лаборатория",
    made_at=datetime(2026, 3, 12, 16, 40, tzinfo=UTC),
    first="Что где",
    about=(("Услуга", "@SUM(A1)"),),
    notes=("-1",),
    header=("Лист", "Что в нём", "Строк"),
)
BAD = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://evil")', "https://evil.example", "1.5")


def book(*values: Value | Typed) -> bytes:
    """A workbook with one column of text and these cells in it."""
    return to_xlsx(TEXTS, (Sheet("Лист", "=what", (SheetColumn("=name"),), tuple((one,) for one in values)),))


def cells(packed: bytes, name: str = "Лист") -> list[Cell | MergedCell]:
    """The cells below the heading."""
    sheet = load_workbook(BytesIO(packed))[name]
    return [row[0] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("bad", BAD)
def test_that_no_text_becomes_a_formula_a_link_or_a_number(bad: str) -> None:
    packed = book(bad)
    found = cells(packed)[0]
    assert (found.data_type, found.value, found.hyperlink) == ("s", bad.replace("\r", "\n"), None)
    with ZipFile(BytesIO(packed)) as entries:
        sheets = b"".join(entries.read(name) for name in entries.namelist() if name.startswith("xl/worksheets/sheet"))
    assert b"<f>" not in sheets
    assert found.quotePrefix is (bad[0] in "=+-@\t\r")


@given(st.text(max_size=50))
@settings(max_examples=25, deadline=None)
def test_that_no_text_at_all_becomes_anything_else(text: str) -> None:
    found = cells(book(text, "end"))[0]
    assert found.data_type in {"s", "n"}
    assert found.value is None or isinstance(found.value, str)


def test_that_cells_have_their_types() -> None:
    packed = book(
        Typed("time", 95),
        Typed("share", 0.83),
        Typed("date", date(2026, 4, 15)),
        Typed("datetime", datetime(2026, 3, 9, 11, 30, tzinfo=UTC)),
        Typed("moment", 61_234_567),
        Typed("boolean", value=True),
        "007",
        None,
        "x" * 40_000,
    )
    found = cells(packed)
    assert found[0].number_format == "[m]:ss"
    assert (found[1].value, found[1].number_format) == (0.83, "0%")
    assert found[2].value == datetime(2026, 4, 15)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert found[3].value == datetime(2026, 3, 9, 11, 30)  # noqa: DTZ001
    assert found[5].value is True
    assert (found[6].value, found[7].value) == ("007", None)
    assert len(str(found[8].value)) == LONGEST_TEXT
    with ZipFile(BytesIO(packed)) as entries:
        sheet = entries.read("xl/worksheets/sheet2.xml").decode()
    assert f"<v>{95 / 86_400:.16g}</v>" in sheet
    assert f"<v>{61.234567 / 86_400:.16g}</v>" in sheet


def test_that_the_first_sheet_leads_to_the_others_and_headings_stay() -> None:
    read = load_workbook(BytesIO(book("a", "b")))
    assert read.sheetnames == ["Что где", "Лист"]
    listed = next(row for row in read["Что где"].iter_rows() if row[0].value == "Лист" and row[0].hyperlink)
    assert (listed[1].value, listed[2].value) == ("=what", 2)
    sheet = read["Лист"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:A3")
    assert read.properties.created == datetime(2026, 3, 12, 16, 40)  # noqa: DTZ001
    assert read.properties.title == "=1+1"


def test_that_the_same_cells_are_the_same_file() -> None:
    assert book("a", 1, None) == book("a", 1, None)
