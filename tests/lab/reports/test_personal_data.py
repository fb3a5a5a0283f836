"""Nobody leaves the laboratory by name: free texts are searched, masked before anything is written, and it is said."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lab.domain.decision import Decided, Decision
from lab.domain.gate import GateState
from lab.domain.personal_data.traces import Kind
from lab.reports.export import FORMATS, ExportJob
from lab.reports.facts import RoundFacts
from lab.reports.making import make_document
from lab.reports.personal_data import Handling, cleaned, hits_in
from tests.lab.reports import example

PHONE, MAIL, NAME, SNILS = "+7 912 345-67-89", "p04@example.ru", "Наталье Петровне", "112-233-445 95"
PASSWORD = "hunter22"


def telling() -> RoundFacts:
    """The example, in which people are named in a note, its earlier words, a finding, a reason and a decision."""
    facts = example.facts()
    sessions = list(facts.sessions)
    first = sessions[1]
    record = first.held.record
    tag = next(iter(record.annotations_by_id.values()))
    edit = replace(tag.history[0], changes=(("note", f"почта {MAIL}"),))
    told = replace(tag, note=f"позвонила {NAME} на {PHONE}", quote=f"мой СНИЛС {SNILS}", history=(edit,))
    record = replace(record, annotations_by_id={**record.annotations_by_id, tag.id: told})
    sessions[1] = replace(first, held=replace(first.held, record=record))
    decision = Decision(
        example.ROUND, GateState.RED, Decided.LAUNCH, "M. Petrova", example.TODAY, f"camera rtsp://root:{PASSWORD}@cam",
        reason=f"agreed with Jennifer Brown, {PHONE}",
    )  # fmt: skip
    findings = (replace(facts.findings[0], statement=f"{facts.findings[0].statement} {MAIL}"), *facts.findings[1:])
    return replace(facts, sessions=tuple(sessions), findings=findings, decisions=(decision,))


def test_that_the_example_tells_nothing_of_anybody() -> None:
    assert hits_in(example.facts()) == ()


def test_that_every_free_text_is_searched_and_its_place_told() -> None:
    found = [(hit.place.subject, hit.place.field, hit.kind, hit.words) for hit in hits_in(telling())]
    assert sorted(found) == sorted(
        [
            ("P01", "note", Kind.NAME, NAME),
            ("P01", "note", Kind.PHONE, PHONE),
            ("P01", "note", Kind.EMAIL, MAIL),
            ("P01", "quote", Kind.SNILS, SNILS),
            ("F-1", "statement", Kind.EMAIL, MAIL),
            ("", "conditions", Kind.SECRET, "***"),
            ("", "reason", Kind.NAME, "Jennifer Brown"),
            ("", "reason", Kind.PHONE, PHONE),
        ]
    )
    assert all(PASSWORD not in hit.before + hit.words + hit.after for hit in hits_in(telling()))
    (note,) = [hit for hit in hits_in(telling()) if hit.words == NAME]
    assert (note.before, note.after) == ("позвонила ", f" на {PHONE}")


def test_that_nothing_masked_is_in_any_file_of_an_export(tmp_path: Path) -> None:
    made = ExportJob(telling(), FORMATS, tmp_path / "out", "en").run()
    for path in made.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for told in (PHONE, MAIL, NAME, SNILS, PASSWORD, "Jennifer"):
            assert told.encode() not in content, path
    page = made.paths["html"].read_text(encoding="utf-8")
    assert "Masked: 2 e-mail addresses, 2 names, 2 phone numbers, 1 password or token, 1 SNILS." in page
    notes = (made.paths["csv"].parent / "annotations.csv").read_text(encoding="utf-8")
    assert "позвонила [name] на [phone number]" in notes


def test_that_what_is_kept_stays_with_its_reason_and_secrets_never_do() -> None:
    facts = telling()
    (kept,) = [hit for hit in hits_in(facts) if hit.words == "Jennifer Brown"]
    left = cleaned(facts, Handling({kept.id: "she signs the decision"}), "en")
    assert left.decisions[0].reason == "agreed with Jennifer Brown, [phone number]"
    said = make_document(left, "en").method.personal_data
    assert "Kept: name (reason): she signs the decision" in said
    everything = cleaned(facts, Handling(keep_all="internal"), "en")
    assert everything.findings == facts.findings
    assert everything.decisions[0].conditions == "camera rtsp://[password or token]@cam"


def test_that_masks_speak_the_language_of_the_report() -> None:
    left = cleaned(telling(), Handling(), "ru")
    assert left.decisions[0].reason == "agreed with [имя], [телефон]"


def test_that_hits_are_the_same_at_every_look() -> None:
    assert hits_in(telling()) == hits_in(telling())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_a_report_where_nothing_was_found_says_so(language: str) -> None:
    said = make_document(cleaned(example.facts(), Handling(), language), language).method.personal_data
    assert len(said) == 2
    assert json.dumps(said, ensure_ascii=False).count(".") >= 2


def test_that_facts_without_a_hit_stay_the_same_object_in_all_their_parts() -> None:
    facts = example.facts()
    assert cleaned(facts, Handling(), "en").sessions is facts.sessions
