"""The shapes that a report can be written in. Each is written by itself, from the same document; libraries that one
shape needs are loaded when it is written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lab.reports.csv_export import write_tables
from lab.reports.document import ReportDocument
from lab.reports.facts import Audience, RoundFacts
from lab.reports.html import render
from lab.reports.json_export import to_json

PAGE = "index.html"
DATA = "report.json"
TABLES = "tables"
PDF = "report.pdf"

Writer = Callable[[Path, RoundFacts, ReportDocument], str]
"""Writes into a folder; answers with the relative path of the file to open."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape. `stills`: it shows frames of the recordings; `clips`: it plays them."""

    write: Writer
    stills: bool = False
    clips: bool = False


def _page(work: Path, _facts: RoundFacts, document: ReportDocument) -> str:
    (work / PAGE).write_text(render(document), encoding="utf-8")
    return PAGE


def _data(work: Path, _facts: RoundFacts, document: ReportDocument) -> str:
    (work / DATA).write_text(to_json(document), encoding="utf-8")
    return DATA


def _tables(work: Path, facts: RoundFacts, document: ReportDocument) -> str:
    (work / TABLES).mkdir()
    write_tables(facts, work / TABLES, Audience(document.audience))
    return f"{TABLES}/datapackage.json"


def _pdf(work: Path, _facts: RoundFacts, document: ReportDocument) -> str:
    from lab.reports.paper.pdf import to_pdf
    from lab.reports.written.report import written_report

    (work / PDF).write_bytes(to_pdf(written_report(document, work)))
    return PDF


SHAPES: Mapping[str, Shape] = {
    "html": Shape(_page, stills=True, clips=True),
    "json": Shape(_data),
    "csv": Shape(_tables),
    "pdf": Shape(_pdf, stills=True),
}
"""Name → shape, in the order in which they are offered."""
