"""The report shows what the debrief holds: whose words a verdict was settled from and why, words taken back, and the
attached documents; the documents themselves go along only by somebody's word.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from lab.commands.export import export
from lab.domain.errors import InputError
from lab.domain.events import JudgementRetracted
from lab.domain.finding import Proof, ProofKind
from lab.domain.unit import UnitOutcome
from lab.i18n import in_language
from lab.reports.bundle import check_bundle
from lab.reports.document import CriterionPart, ReportDocument
from lab.reports.export import ExportJob
from lab.reports.facts import Audience
from lab.reports.gathering import gather_facts
from lab.reports.html import render
from lab.reports.making import make_document
from lab.reports.paper.gathered import every, runs
from lab.reports.sheets.report import report_book
from lab.reports.written.report import written_report
from lab.services.exporting import ExportService
from tests.lab.laboratories import Furnished, furnished
from tests.lab.reports import example
from tests.lab.stories import Story, hold

NEEDS = "CC-27"  # kind `document`
WORDS = b"what people need: 12 interviews"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    """Anna and Oleg differ on CC-10 and Vera settles it; Oleg takes his word on CC-01 back; a study and an order are
    attached, and two people judge the study.
    """
    made = furnished(tmp_path / "lab")
    story = Story().task("find-service", 10).judge("CC-10", "failed", severity=3).judge("CC-10", "passed", "Oleg")
    story.judge("CC-10", "failed", "Vera", severity=3, adjudicates=True, note="the clip at 3:12 shows it")
    story.judge("CC-01", "passed", "Anna").judge("CC-01", "failed", "Oleg", severity=2)
    story.tell(JudgementRetracted, 40, "Oleg", criterion="CC-01")
    hold(made, story.closed())
    study = tmp_path / "needs.pdf"
    study.write_bytes(WORDS)
    made.lab.artefacts.attach_file(made.round.id, NEEDS, "", study, "Boris Ivanov")
    made.lab.artefacts.attach_reference(made.round.id, NEEDS, "Order", "118-p", "Boris Ivanov")
    made.lab.verdicts.inspect(made.round.id, NEEDS, "needs.pdf", UnitOutcome.PASSED, "Vera")
    said = made.lab.verdicts.inspect(made.round.id, NEEDS, "needs.pdf", UnitOutcome.CANT_TELL, "Oleg")
    made.lab.verdicts.take_back(made.round.id, said)
    yield made
    made.lab.close()


def report(place: Furnished, audience: Audience = Audience.INTERNAL, language: str = "en") -> ReportDocument:
    return make_document(gather_facts(place.lab, place.round.id), language, audience=audience)


def criterion(document: ReportDocument, wanted: str) -> CriterionPart:
    groups = (group for standard in document.standards for group in standard.groups)
    return next(one for group in groups for one in group.criteria if one.id == wanted)


def on_paper(document: ReportDocument) -> str:
    with in_language(document.language):
        blocks = every(written_report(document, None).blocks)
        return "\n".join("".join(run.text for run in runs(block)) for block in blocks)


def test_that_a_settled_verdict_shows_the_judges_the_person_and_the_reason(place: Furnished) -> None:
    document = report(place)
    (unit,) = criterion(document, "CC-10").units
    assert unit.words_text == (
        "Anna: failed, severity 3; Oleg: passed; settled by Vera: failed, severity 3 – “the clip at 3:12 shows it”"
    )
    assert unit.words_text in on_paper(document)
    assert "settled by Vera: failed, severity 3 – “the clip at 3:12 shows it”" in render(document)


def test_that_judges_who_agree_are_named_once(place: Furnished) -> None:
    (unit,) = criterion(report(place), "CC-01").units
    assert (unit.outcome.code, unit.words_text) == ("passed", "Anna")


def test_that_a_word_taken_back_is_told_and_one_said_again_is_not(place: Furnished) -> None:
    document = report(place)
    (session,), (outside,) = criterion(document, "CC-01").taken_back, criterion(document, NEEDS).taken_back
    assert (session.judge, session.outcome.code, outside.subject, outside.outcome.code) == (
        "Oleg", "failed", "needs.pdf", "cantTell",
    )  # fmt: skip
    assert session.text.startswith("Oleg took back their word (failed), ")
    assert session.text in on_paper(document)
    assert outside.text in render(document)
    place.lab.verdicts.inspect(place.round.id, NEEDS, "needs.pdf", UnitOutcome.PASSED, "Oleg")
    assert criterion(report(place), NEEDS).taken_back == ()


def test_that_attached_documents_are_told_with_hash_person_and_state(place: Furnished) -> None:
    sha256 = hashlib.sha256(WORDS).hexdigest()
    document = report(place)
    study, order = criterion(document, NEEDS).artefacts
    assert (study.name, study.sha256, study.by, study.condition.code) == ("needs.pdf", sha256, "Boris Ivanov", "kept")
    assert (order.subject, order.name, order.sha256) == ("Order", "118-p", "")
    for text in (render(document), on_paper(document)):
        assert f"SHA-256 {sha256} · attached by Boris Ivanov" in text
        assert "118-p" in text
    (kept, _order) = place.lab.artefacts.artefacts(place.round.id)
    path = place.lab.artefacts.path_of(kept)
    path.write_bytes(b"something else")
    assert "the file has changed since it was attached" in on_paper(report(place))
    path.unlink()
    assert "файл отсутствует" in render(report(place, language="ru"))


def test_that_the_public_hears_of_no_judge_and_of_nobody_who_attached(place: Furnished) -> None:
    document = report(place, Audience.PUBLIC)
    text = render(document) + on_paper(document)
    for name in ("Oleg", "Vera", "Boris", "the clip at 3:12"):
        assert name not in text
    assert "SHA-256" in text


def exported(place: Furnished, out: Path, *, artefacts: bool) -> Path:
    formats = ("html", "json", "csv", "xlsx")
    job = ExportService(place.lab).job(place.round.id, formats, out, "en", artefacts=artefacts)
    return job.run().folder


def test_that_documents_go_along_only_by_somebodys_word(place: Furnished, tmp_path: Path) -> None:
    bare = exported(place, tmp_path / "bare", artefacts=False)
    assert not (bare / "artefacts").exists()
    folder = exported(place, tmp_path / "whole", artefacts=True)
    assert (folder / "artefacts" / "01-needs.pdf").read_bytes() == WORDS
    assert 'href="artefacts/01-needs.pdf"' in (folder / "index.html").read_text(encoding="utf-8")
    assert "artefacts/01-needs.pdf" in (folder / "tables" / "artefacts.csv").read_text(encoding="utf-8")
    assert check_bundle(folder).ok
    (verdict,) = [one for one in sheet(folder / "report.xlsx", "Verdicts") if one["Criterion"] == NEEDS]
    assert "needs.pdf · SHA-256" in str(verdict["Attached documents"])
    assert "Oleg took back their word" in str(verdict["Judges"])


def test_that_a_changed_document_does_not_go_along(place: Furnished, tmp_path: Path) -> None:
    facts = gather_facts(place.lab, place.round.id)
    kept = facts.artefacts[0]
    assert kept.path is not None
    kept.path.write_bytes(WORDS.upper())  # after the facts were gathered
    ExportJob(facts, ("json",), tmp_path / "out", "en", artefacts=True).run()
    told = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    (study, _order) = criterion(ReportDocument.model_validate(told), NEEDS).artefacts
    assert (study.file, study.condition.code) == (None, "changed")
    assert list((tmp_path / "out").rglob("*needs*")) == []


def test_that_documents_are_refused_to_the_public(place: Furnished, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        export(place.round.name, tmp_path / "out", "json", audience=Audience.PUBLIC, artefacts=True,
               folder=place.lab.folder.path)  # fmt: skip
    assert refused.value.code == "artefacts_public"
    assert not (tmp_path / "out").exists()


def test_that_names_in_names_of_documents_are_masked_everywhere(place: Furnished, tmp_path: Path) -> None:
    letter = tmp_path / "call +7 912 345-67-89.txt"
    letter.write_bytes(b"letter")
    place.lab.artefacts.attach_file(place.round.id, NEEDS, "", letter, "Boris Ivanov")
    folder = exported(place, tmp_path / "out", artefacts=True)
    told = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".xlsx"]
    assert [path for path in told if "345-67" in path.name or b"345-67" in path.read_bytes()] == []
    assert len(list((folder / "artefacts").iterdir())) == 2


def test_that_other_proofs_and_why_a_wish_cannot_be_met_are_on_paper_and_in_the_workbook() -> None:
    facts = example.facts()
    proof = Proof(ProofKind.DOCUMENT, "it asks twice", "form.pdf", "ab" * 32, "Anna", example.TODAY.date())
    first = replace(facts.findings[0], proofs=(proof,))
    wish = replace(facts.findings[3], set_aside="The law asks for a passport.")
    facts = replace(facts, findings=(first, *facts.findings[1:3], wish, *facts.findings[4:]))
    document = make_document(facts, "en")
    assert f"form.pdf (SHA-256 {'ab' * 32})" in on_paper(document)
    found = rows(load_workbook(BytesIO(report_book(facts, document))), "Findings")
    assert [one["Why it cannot be met"] for one in found if one["Finding"] == "F-4"] == ["The law asks for a passport."]
    assert ["ab" * 32 in str(one["Other proofs"]) for one in found if one["Finding"] == "F-1"] == [True]


def rows(read: Workbook, name: str) -> list[dict[str, object]]:
    found = read[name].iter_rows(values_only=True)
    names = [str(one) for one in next(found)]
    return [dict(zip(names, row, strict=True)) for row in found]


def sheet(path: Path, name: str) -> list[dict[str, object]]:
    return rows(load_workbook(path), name)
