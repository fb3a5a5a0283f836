"""The tables as CSV files with a Frictionless data package beside them (datapackage.org, version 1).

Spreadsheets run a cell that begins with = + - @ as a formula; such a text gets an apostrophe before it (OWASP, "CSV
injection"). The package says so, and a reader that takes one leading apostrophe off has the text back.
"""

import csv
import json
from pathlib import Path

from lab.reports.facts import Audience, RoundFacts
from lab.reports.rows import Cell
from lab.reports.tables import TABLES, Column, Table

FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r", "'")
"""An apostrophe is guarded as well, so that taking one off is always right."""


def write_tables(facts: RoundFacts, folder: Path, audience: Audience = Audience.INTERNAL) -> tuple[Path, ...]:
    """Write all tables and `datapackage.json` into an existing folder. Raises OSError."""
    written = []
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        _write(table, facts, audience, path)
        written.append(path)
    package = folder / "datapackage.json"
    package.write_text(json.dumps(datapackage(facts), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return (*written, package)


def _write(table: Table, facts: RoundFacts, audience: Audience, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.name for column in table.columns])
        writer.writerows([[cell_text(cell) for cell in row] for row in table.rows(facts, audience)])


def cell_text(cell: Cell) -> str:
    """A cell as it is written. Numbers are left alone: they cannot be formulas."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return str(cell)
    return f"'{cell}" if cell.startswith(FORMULA_PREFIXES) else cell


def datapackage(facts: RoundFacts) -> dict[str, object]:
    """The description of the tables."""
    return {
        "profile": "tabular-data-package",
        "name": f"usability-round-{facts.study.number}",
        "id": facts.study.id,
        "title": f"{facts.service.name} {facts.release.name}: {facts.study.name}",
        "description": "One round of usability sessions. Texts that begin with = + - @ ' or a tab have an apostrophe "
        "before them, so that no spreadsheet runs them; take one off to have them back.",
        "created": facts.made_at.isoformat(timespec="seconds"),
        "version": facts.app_version,
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    names = {column.name for column in table.columns}
    if table.name != "sessions" and "session" in names:
        reference = {"resource": "sessions", "fields": "session"}
        schema["foreignKeys"] = [{"fields": "session", "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.what,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.enum:
        constraints["enum"] = list(column.enum)
    field: dict[str, object] = {"name": column.name, "type": column.type, "description": column.what}
    if column.type == "datetime":
        field["format"] = "any"
    if constraints:
        field["constraints"] = constraints
    return field
