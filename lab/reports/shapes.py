"""The shapes that a report can be written in. Each is written by itself, from the same document; libraries that one
shape needs are loaded when it is written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lab.reports.action_plan.form import FILE as PLAN
from lab.reports.csv_export import write_tables
from lab.reports.document import ReportDocument
from lab.reports.facts import Audience, RoundFacts
from lab.reports.html import render
from lab.reports.json_export import document_hash, to_json
from lab.reports.machine.earl import to_earl
from lab.reports.machine.wcag_em import refuse_without_wcag, to_evaluation

PAGE = "index.html"
DATA = "report.json"
TABLES = "tables"
PDF = "report.pdf"
DOCX = "report.docx"
XLSX = "report.xlsx"
USABILITY = "usability-report"
EARL = "earl.json"
EVALUATION = "wcag-em.json"

Writer = Callable[[Path, RoundFacts, ReportDocument], str]
"""Writes into a folder; answers with the relative path of the file to open."""


def _takes_all(_facts: RoundFacts) -> None:
    """Every round can be said in this shape."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape.

    Attributes:
        stills, clips: it shows frames of the recordings; it plays them.
        usual: it is written where nobody says which ones.
        refuse: raises InputError for a round that cannot be said in it, before anything is written.
        for_the_public: not where it names people and asks them something.
    """

    write: Writer
    stills: bool = False
    clips: bool = False
    usual: bool = True
    refuse: Callable[[RoundFacts], None] = _takes_all
    for_the_public: bool = True


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


def _docx(work: Path, _facts: RoundFacts, document: ReportDocument) -> str:
    from lab.reports.paper.word import to_docx
    from lab.reports.written.report import written_report

    (work / DOCX).write_bytes(to_docx(written_report(document, work)))
    return DOCX


def _xlsx(work: Path, facts: RoundFacts, document: ReportDocument) -> str:
    from lab.reports.sheets.report import report_book

    (work / XLSX).write_bytes(report_book(facts, document))
    return XLSX


def _earl(work: Path, facts: RoundFacts, document: ReportDocument) -> str:
    (work / EARL).write_text(to_earl(facts, document), encoding="utf-8")
    return EARL


def _evaluation(work: Path, facts: RoundFacts, document: ReportDocument) -> str:
    (work / EVALUATION).write_text(to_evaluation(facts, document), encoding="utf-8")
    return EVALUATION


def _action_plan(work: Path, facts: RoundFacts, document: ReportDocument) -> str:
    from lab.reports.action_plan.writing import write_plan

    write_plan(facts, work / PLAN, document.language, document_hash(document))
    return PLAN


def _usability(work: Path, facts: RoundFacts, document: ReportDocument) -> str:
    from lab.reports.cif.filling import usability_report
    from lab.reports.cif.written import to_json as usability_json
    from lab.reports.cif.written import written_usability_report
    from lab.reports.paper.pdf import to_pdf
    from lab.reports.paper.word import to_docx

    filled = usability_report(facts, document)
    paper = written_usability_report(filled, document)
    (work / f"{USABILITY}.json").write_text(usability_json(filled), encoding="utf-8")
    (work / f"{USABILITY}.pdf").write_bytes(to_pdf(paper))
    (work / f"{USABILITY}.docx").write_bytes(to_docx(paper))
    return f"{USABILITY}.docx"


SHAPES: Mapping[str, Shape] = {
    "html": Shape(_page, stills=True, clips=True),
    "json": Shape(_data),
    "csv": Shape(_tables),
    "pdf": Shape(_pdf, stills=True),
    "docx": Shape(_docx, stills=True),
    "xlsx": Shape(_xlsx),
    "actions": Shape(_action_plan, for_the_public=False),
    "cif": Shape(_usability),
    "earl": Shape(_earl, usual=False),
    "wcag-em": Shape(_evaluation, usual=False, refuse=refuse_without_wcag),
}
"""Name → shape, in the order in which they are offered."""
FORMATS = tuple(SHAPES)
USUAL = tuple(name for name, shape in SHAPES.items() if shape.usual)
