"""The usability report answers every item of the Common Industry Format, or says that it was not collected."""

import json
import re
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from docx import Document

from lab.i18n import in_language
from lab.reports.cif.checklist import checklist
from lab.reports.cif.filling import FILLED_BY, usability_report
from lab.reports.cif.model import CifItem, UsabilityReport
from lab.reports.cif.written import to_json, written_usability_report
from lab.reports.facts import Audience, RoundFacts
from lab.reports.making import make_document
from lab.reports.paper.pdf import to_pdf
from lab.reports.paper.word import to_docx
from protocols.protocol import Background
from tests.lab.reports import example
from tests.lab.reports.paper.pages import Pdf

ITEMS = [item for section in checklist().sections for item in section.items]
MISSING = {"en": "Not collected.", "ru": "Не собиралось."}


def filled(facts: RoundFacts, language: str = "en", audience: Audience = Audience.INTERNAL) -> UsabilityReport:
    """The report of a round."""
    return usability_report(facts, make_document(facts, language, audience=audience))


@cache
def usual(language: str) -> dict[str, CifItem]:
    """Every item of the example by its id."""
    facts = replace(example.facts(), contact=("Desk, +7 000", "desk@lab.example"))
    return {item.id: item for section in filled(facts, language).sections for item in section.items}


def said(item: CifItem) -> str:
    """All words of an answer."""
    cells = [cell for table in item.answer.tables for row in (table.header, *table.rows) for cell in row]
    return "\n".join((*item.answer.lines, *cells))


def test_that_the_checklist_is_whole_and_every_item_has_its_author() -> None:
    assert len(ITEMS) == 44
    assert {item.id for item in ITEMS} == FILLED_BY.keys()
    assert sum(item.need == "R" for item in ITEMS) == 37


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_that_the_item_is_labelled_and_answered(item: object, language: str) -> None:
    found = usual(language)[item.id]  # type: ignore[attr-defined]
    assert found.label
    assert said(found).strip()
    assert (said(found) == MISSING[language]) is not found.collected


def test_that_nothing_is_missing_of_the_sample_but_what_is_never_kept() -> None:
    assert [item.id for item in usual("en").values() if not item.collected] == ["U6"]


def test_that_the_answers_come_from_where_they_are_kept() -> None:
    found = usual("en")
    facts = example.facts()
    for item, words in {
        "T2": "Child benefit, release 2.3",
        "T3": "Moderators: Anna",
        "T7": "desk@lab.example",
        "P6": "there is no earlier release",
        "U1": "6 participants",
        "U4": "Invited by the laboratory",
        "K5": "90%",
        "C1": "Room 1",
        "C3": "the screen, the face, the voice",
        "D3": "Thank you for coming",
        "E5": "No difference is claimed",
        "M3": "Brooke",
    }.items():
        assert words in said(found[item]), item
    assert all(task.scenario.en.strip() in said(found["K1"]) for task in facts.protocol.tasks)


def test_that_figures_are_those_of_the_report_and_help_stands_apart() -> None:
    document = make_document(example.facts(), "en")
    first = usual("en")["R2"].answer.tables[0]
    for row, task in zip(first.rows, document.tasks, strict=True):
        assert (row[0], row[1], row[5]) == (task.title, task.success.text, task.time_text)
    form = next(row for row in first.rows if row[0] == "Fill in the form")
    assert (form[2], form[3]) == ("1 of 6", "1")
    assert form[7] == "3:19–5:05"
    groups = [table.header[0] for table in usual("en")["R2"].answer.tables[1:]]
    assert groups == ["Task · Parents", "Task · Users of assistive technology"]
    assert document.scores[0].score.text in said(usual("en")["R3"])


def test_that_what_nobody_wrote_is_said_to_be_missing() -> None:
    facts = example.facts()
    bare = facts.protocol.model_copy(update={"background": Background(), "start": None})
    empty = replace(facts, protocols={facts.study.protocol_sha256: bare}, sessions=())
    report = filled(empty, "ru")
    assert {"T3", "T7", "P2", "P3", "U4", "U5", "U6", "K2", "C2", "D3", "R2"} <= set(report.not_collected)
    with in_language("ru"):
        assert "Не собиралось." in to_json(report)


def test_that_a_public_report_names_nobody_and_counts_out_no_small_group() -> None:
    text = to_json(filled(example.facts(), "en", Audience.PUBLIC))
    assert "Anna" not in text
    assert "Petrova" not in text
    assert "name withheld" in text
    assert "Task · Users of assistive technology" not in text


def test_that_its_shapes_hold_every_item() -> None:
    facts = example.facts()
    document = make_document(facts, "ru")
    report = usability_report(facts, document)
    paper = written_usability_report(report, document)
    assert Pdf(to_pdf(paper)).describes("pdfaid:conformance") == "A"
    word = Document(BytesIO(to_docx(paper)))
    headings = [one.text for one in word.paragraphs if one.style is not None and one.style.name == "Heading 3"]
    assert [re.findall(r" ([A-Z]\d)\b", one)[-1] for one in headings] == [item.id for item in ITEMS]
    assert json.loads(to_json(report))["format"] == "usability-report/1"
