"""The report on paper says what its data say."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest

from lab.reports.document import ReportDocument
from lab.reports.facts import Audience
from lab.reports.making import make_document
from lab.reports.paper.blocks import Grid, Heading, Picture
from lab.reports.paper.gathered import every, runs
from lab.reports.paper.pdf import to_pdf
from lab.reports.paper.word import to_docx
from lab.reports.written.report import written_report
from tests.lab.reports import example
from tests.lab.reports.paper.pages import Pdf


@cache
def document(language: str = "en", audience: Audience = Audience.INTERNAL) -> ReportDocument:
    """The example, in a language."""
    return make_document(example.facts(), language, audience=audience)


def text_of(said: ReportDocument) -> str:
    """All words of the report on paper."""
    blocks = every(written_report(said, None).blocks)
    return "\n".join("".join(run.text for run in runs(block)) for block in blocks)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_every_figure_and_finding_of_the_data_is_on_paper(language: str) -> None:
    said, text = document(language), text_of(document(language))
    wanted = [said.summary.gate.label, said.summary.level.headline, said.summary.level.text]
    wanted += [reason.text for group in said.summary.gate.reasons[:1] for reason in group.reasons]
    for finding in said.findings:
        wanted += [finding.title, finding.statement, finding.affected_share.text, finding.status.label]
        wanted += [f"{one.participant} · {one.at_text}" for one in finding.evidence]
    for task in said.tasks:
        wanted += [task.title, task.success.text, task.time_text, task.success_target_text]
    wanted += [one.score.text for one in said.scores]
    wanted += [one.id for standard in said.standards for group in standard.groups for one in group.criteria]
    wanted += [*said.method.limits, *said.method.rules, *said.scope.coverage_texts]
    assert [one for one in wanted if one not in text] == []


def test_that_the_first_page_comes_first_and_levels_of_headings_leave_none_out() -> None:
    blocks = written_report(document(), None).blocks
    levels = [one.level for one in every(blocks) if isinstance(one, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    kinds = [one.kind for one in blocks]
    assert kinds.index("new_page") < 12


def test_that_frames_are_shown_with_their_words() -> None:
    said = document()
    shown = said.findings[0].evidence[0]
    framed = shown.model_copy(update={"still": "stills/F-1-P01-1.jpg"})
    first = said.findings[0].model_copy(update={"evidence": (framed, *said.findings[0].evidence[1:])})
    made = written_report(said.model_copy(update={"findings": (first, *said.findings[1:])}), None)
    pictures = [one for one in every(made.blocks) if isinstance(one, Picture) and one.file not in made.drawings]
    assert [one.file for one in pictures] == ["stills/F-1-P01-1.jpg"] * 2  # the first page, and the finding
    assert {one.alt for one in pictures} == {shown.alt}


def test_that_an_empty_round_has_a_report_too() -> None:
    facts = replace(example.facts(), sessions=(), findings=(), actions=(), decisions=())
    made = written_report(make_document(facts, "ru"), None)
    assert Pdf(to_pdf(made)).says("Lang") == "ru"


def test_that_tables_have_headings_and_a_description() -> None:
    grids = [one for one in every(written_report(document("ru"), None).blocks) if isinstance(one, Grid)]
    assert len(grids) > 5
    assert all(one.what and all(one.header) for one in grids)


def test_that_charts_are_on_paper_with_their_words() -> None:
    made = written_report(document("ru"), None)
    charts = [one for one in every(made.blocks) if isinstance(one, Picture)]
    assert {one.file for one in charts} == set(made.drawings) == {"tasks.svg", "path.svg"}
    assert all(one.alt for one in charts)
    said = document("ru").tasks[0].success.text
    assert said in charts[0].alt
    assert Pdf(to_pdf(made)).tags.count("Figure") == 2
    with ZipFile(BytesIO(to_docx(made))) as packed:
        drawn = [packed.read(name) for name in packed.namelist() if name.startswith("word/media/")]
    assert all(one.startswith(b"\x89PNG") for one in drawn)
    assert len(drawn) == 2
