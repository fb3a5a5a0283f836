"""Sheets of the data behind a report: the tables of `lab.reports.tables`, with cells of their types."""

from collections.abc import Iterator
from datetime import date, datetime

from lab.i18n import gettext as _
from lab.reports.facts import Audience, RoundFacts
from lab.reports.rows import Cell
from lab.reports.sheets.book import Kind, Sheet, SheetColumn, Value
from lab.reports.tables import TABLES, Column

TOLD_ELSEWHERE = {"sessions", "verdicts", "findings"}
"""Tables that the report has sheets of its own for."""
MICROSECONDS = "_us"


def data_sheets(facts: RoundFacts, audience: Audience) -> Iterator[Sheet]:
    """Every other table, and one sheet that explains their columns."""
    tables = [one for one in TABLES if one.name not in TOLD_ELSEWHERE]
    for table in tables:
        columns = tuple(_column(one) for one in table.columns)
        rows = tuple(
            tuple(_value(cell, column) for cell, column in zip(row, table.columns, strict=True))
            for row in table.rows(facts, audience)
        )
        yield Sheet(table.name, table.what, columns, rows)
    explained = tuple((table.name, _column(one).name, one.what) for table in tables for one in table.columns)
    names = (SheetColumn("sheet"), SheetColumn("column"), SheetColumn("what"))
    yield Sheet("columns", _("What the columns of the data mean"), names, explained)


def _column(column: Column) -> SheetColumn:
    """Its name without the unit, where the cell itself is a time."""
    return SheetColumn(column.name.removesuffix(MICROSECONDS), _kind(column), column.what)


def _kind(column: Column) -> Kind:
    if column.name.endswith(MICROSECONDS):
        return "moment"
    kinds: dict[str, Kind] = {
        "string": "text",
        "integer": "integer",
        "number": "number",
        "boolean": "boolean",
        "datetime": "datetime",
        "date": "date",
    }
    return kinds[column.type]


def _value(cell: Cell, column: Column) -> Value:
    if isinstance(cell, str) and column.type == "date":
        return date.fromisoformat(cell)
    if isinstance(cell, str) and column.type == "datetime":
        return datetime.fromisoformat(cell)
    return cell
