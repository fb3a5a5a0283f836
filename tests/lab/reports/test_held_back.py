"""A finding is exported only with a criterion and evidence; the report says which were left out and why."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lab.domain.export_rules import HeldBack, Lack
from lab.domain.finding import Finding, ProofKind
from lab.domain.ids import FindingId
from lab.reports.document import ReportDocument
from lab.reports.gathering import gather_facts
from lab.reports.html import render
from lab.reports.making import make_document
from lab.services.exporting import ExportService
from tests.lab.laboratories import Furnished, furnished
from tests.lab.services.test_findings import accepted, seen
from tests.lab.stories import hold


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    """A round with a finding that leads to both, and one that leads to nothing."""
    everything = furnished(tmp_path / "lab")
    hold(everything, seen())
    accepted(everything)
    draft = Finding(FindingId("?"), everything.round.id, 0, "Somebody says so")
    everything.lab.findings.create(everything.round.id, draft)
    yield everything
    everything.lab.close()


def report(place: Furnished) -> ReportDocument:
    return make_document(gather_facts(place.lab, place.round.id), "en")


def test_that_a_finding_without_criterion_and_evidence_is_left_out_and_told(place: Furnished, tmp_path: Path) -> None:
    document = report(place)
    assert [one.number for one in document.findings] == [1]
    assert document.method.held_back == ("F-2 Somebody says so: without a criterion, without evidence",)
    assert document.method.held_back[0] in render(document)
    exported = ExportService(place.lab).job(place.round.id, ["json", "csv"], tmp_path / "out", "en").run()
    assert exported.held_back == (HeldBack(2, "Somebody says so", (Lack.CRITERION, Lack.EVIDENCE)),)
    assert "Somebody says so" not in (exported.folder / "tables" / "findings.csv").read_text(encoding="utf-8")


def test_that_a_document_is_evidence_too_and_stands_in_the_report(place: Furnished, tmp_path: Path) -> None:
    _first, bare = place.lab.findings.findings(place.round.id)
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF")
    place.lab.findings.proofs.add(bare.id, ProofKind.DOCUMENT, "The refusal gives no ground", str(letter), "Anna")
    assert place.lab.findings.lacking(place.round.id) == {bare.id: (Lack.CRITERION,)}
    proven = place.lab.findings.finding(bare.id)
    (proof,) = proven.proofs
    assert (proof.source, proof.sha256[:8]) == ("letter.pdf", "315d429b")
    place.lab.findings.edit(replace(proven, criteria=("CC-24",)))
    (_one, other) = report(place).findings
    assert other.proofs == (f"document: The refusal gives no ground · letter.pdf (SHA-256 {proof.sha256}) · Anna",)


def test_that_an_unlawful_wish_has_its_section_and_is_no_problem(place: Furnished) -> None:
    hold(place, seen(4, button="out-of-scope", words={"en": "wants it without papers"}, criterion=None))
    (gathered,) = place.lab.findings.propose(place.round.id)
    place.lab.findings.accept(place.round.id, gathered, set_aside="The law asks for the papers.")
    document = report(place)
    (wish,) = [one for one in document.findings if one.set_aside]
    assert wish.number not in document.summary.worst
    page = render(document)
    assert page.index("Wishes that cannot be met") < page.index("The law asks for the papers.")
