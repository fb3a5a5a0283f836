"""Documents from which criteria are judged: copied with their hash, told when they are gone or changed, never passed by
silence.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.database.store import Store
from lab.domain.artefact import Condition
from lab.domain.errors import InputError, RuleError, WorldError
from lab.domain.ids import SessionId
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import VerdictValue
from lab.services import artefacts as module
from lab.wording import sentence
from tests.lab.laboratories import Furnished, furnished

NEEDS = "CC-27"  # kind `document`
WORDS = b"what people need: 12 interviews"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    made = furnished(tmp_path / "lab")
    yield made
    made.lab.close()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "needs: study / «2026».pdf".replace("/", "-")
    path.write_bytes(WORDS)
    return path


def value(place: Furnished, criterion: str = NEEDS) -> VerdictValue:
    return place.lab.verdicts.verdicts(place.round.id)[criterion].value


def test_that_a_file_is_copied_with_its_hash_its_name_and_who_attached_it(place: Furnished, report: Path) -> None:
    place.lab.artefacts.attach_file(place.round.id, NEEDS, "", report, "Vera")
    (kept,) = place.lab.artefacts.artefacts(place.round.id)
    assert (kept.unit, kept.name, kept.by) == (report.name, report.name, "Vera")
    assert (kept.sha256, kept.size) == (hashlib.sha256(WORDS).hexdigest(), len(WORDS))
    copy = place.lab.artefacts.path_of(kept)
    assert copy.read_bytes() == WORDS
    assert place.lab.folder.path in copy.parents
    report.unlink()
    assert place.lab.artefacts.condition(kept) is Condition.KEPT


@pytest.mark.parametrize("content", [b"x" * len(WORDS), WORDS + b"!", b""])
def test_that_a_changed_file_is_told(place: Furnished, report: Path, content: bytes) -> None:
    kept = place.lab.artefacts.attach_file(place.round.id, NEEDS, "Needs", report, "Vera")
    place.lab.artefacts.path_of(kept).write_bytes(content)
    assert place.lab.artefacts.condition(kept) is Condition.CHANGED


def test_that_a_removed_file_is_told(place: Furnished, report: Path) -> None:
    kept = place.lab.artefacts.attach_file(place.round.id, NEEDS, "Needs", report, "Vera")
    place.lab.artefacts.path_of(kept).unlink()
    assert place.lab.artefacts.condition(kept) is Condition.MISSING


def test_that_a_link_or_number_can_stand_for_a_file(place: Furnished) -> None:
    kept = place.lab.artefacts.attach_reference(place.round.id, NEEDS, "", "order 118-p", "Vera")
    assert (kept.is_file, kept.unit, kept.name) == (False, "order 118-p", "order 118-p")
    assert place.lab.artefacts.condition(kept) is Condition.KEPT


def test_that_an_attached_document_passes_nothing_until_somebody_has_judged_it(place: Furnished, report: Path) -> None:
    assert value(place) is VerdictValue.NOT_TESTED
    place.lab.artefacts.attach_file(place.round.id, NEEDS, "Needs", report, "Vera")
    place.lab.artefacts.attach_reference(place.round.id, NEEDS, "Order", "118-p", "Vera")
    assert value(place) is VerdictValue.NOT_TESTED
    place.lab.verdicts.inspect(place.round.id, NEEDS, "Needs", UnitOutcome.PASSED, "Vera")
    assert value(place) is VerdictValue.CANNOT_TELL  # the order was not looked at
    place.lab.verdicts.inspect(place.round.id, NEEDS, "Order", UnitOutcome.PASSED, "Vera")
    assert value(place) is VerdictValue.MET


def test_that_a_document_that_is_taken_off_unjudged_is_no_unit_any_more_and_can_come_back(
    place: Furnished, report: Path
) -> None:
    place.lab.verdicts.inspect(place.round.id, NEEDS, "Order", UnitOutcome.PASSED, "Vera")
    kept = place.lab.artefacts.attach_file(place.round.id, NEEDS, "Needs", report, "Vera")
    assert value(place) is VerdictValue.CANNOT_TELL
    was = place.lab.artefacts.detach(kept.id, "Vera")
    assert place.lab.artefacts.artefacts(place.round.id) == ()
    assert value(place) is VerdictValue.MET
    place.lab.artefacts.attach_again(was)
    assert place.lab.artefacts.artefacts(place.round.id) == (kept,)
    assert place.lab.artefacts.condition(kept) is Condition.KEPT
    assert value(place) is VerdictValue.CANNOT_TELL


def test_that_a_word_that_was_given_stays_when_its_document_is_taken_off(place: Furnished, report: Path) -> None:
    kept = place.lab.artefacts.attach_file(place.round.id, NEEDS, "Needs", report, "Vera")
    place.lab.verdicts.inspect(place.round.id, NEEDS, "Needs", UnitOutcome.FAILED, "Vera", 2)
    place.lab.artefacts.detach(kept.id, "Vera")
    assert value(place) is VerdictValue.NOT_MET


def test_that_a_word_is_taken_back_and_the_one_before_it_does_not_come_back(place: Furnished) -> None:
    place.lab.verdicts.inspect(place.round.id, NEEDS, "Order", UnitOutcome.FAILED, "Vera", 2)
    said = place.lab.verdicts.inspect(place.round.id, NEEDS, "Order", UnitOutcome.PASSED, "Vera")
    place.lab.verdicts.take_back(place.round.id, said)
    assert place.lab.verdicts.inspections(place.round.id) == ()
    assert value(place) is VerdictValue.NOT_TESTED


def test_that_inspectors_who_differ_are_settled_by_a_named_person_with_a_reason(place: Furnished) -> None:
    place.lab.verdicts.inspect(place.round.id, NEEDS, "Order", UnitOutcome.FAILED, "Vera", 3)
    place.lab.verdicts.inspect(place.round.id, NEEDS, "Order", UnitOutcome.PASSED, "Oleg")
    assert value(place) is VerdictValue.CANNOT_TELL
    with pytest.raises(InputError) as refused:
        place.lab.verdicts.inspect(place.round.id, NEEDS, "Order", UnitOutcome.PASSED, "Anna", adjudicates=True)
    assert refused.value.facts["faults"] == (("note", "missing"),)
    place.lab.verdicts.inspect(
        place.round.id, NEEDS, "Order", UnitOutcome.PASSED, "Anna", note="page 7", adjudicates=True
    )
    assert value(place) is VerdictValue.MET
    (unit,) = place.lab.verdicts.verdicts(place.round.id)[NEEDS].inputs
    assert [(one.judge, one.note) for one in unit.words if one.adjudicates] == [("Anna", "page 7")]


def test_that_only_what_can_be_inspected_takes_artefacts(place: Furnished, report: Path, tmp_path: Path) -> None:
    attach = place.lab.artefacts.attach_file
    with pytest.raises(RuleError) as refused:
        attach(place.round.id, "CC-01", "x", report, "Vera")
    assert refused.value.code == "criterion_not_inspected"
    with pytest.raises(InputError) as unknown:
        attach(place.round.id, "CC-99", "x", report, "Vera")
    assert unknown.value.code == "criterion_unknown"
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(InputError) as no_file:
            attach(place.round.id, NEEDS, "x", path, "Vera")
        assert str(path) in sentence(no_file.value)
    with pytest.raises(InputError) as nobody:
        attach(place.round.id, NEEDS, "x", report, " ")
    assert nobody.value.facts["faults"] == (("by", "missing"),)


def test_that_a_copy_that_is_cut_short_leaves_nothing(
    place: Furnished, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldError) as refused:
        place.lab.artefacts.attach_file(place.round.id, NEEDS, "Needs", report, "Vera")
    assert refused.value.code == "artefact_not_kept"
    assert place.lab.artefacts.artefacts(place.round.id) == ()
    assert [path for path in place.lab.folder.artefacts.rglob("*") if path.is_file()] == []


def test_that_drafts_are_kept_until_they_are_empty_and_go_with_a_withdrawn_session(place: Furnished) -> None:
    session = place.lab.sessions.prepare(place.booking.id, (), "en").session_id
    place.lab.drafts.keep(session, {"reason/CC-01": "seen", "note": "half a se"})
    place.lab.drafts.keep("another", {"note": "kept"})
    place.lab.drafts.keep(session, {"note": ""})
    assert place.lab.drafts.of(session) == {"reason/CC-01": "seen"}
    place.lab.sessions.withdraw(place.booking.id, "Anna")
    assert place.lab.drafts.of(SessionId(session)) == {}
    assert place.lab.drafts.of("another") == {"note": "kept"}


def test_that_drafts_outlive_the_program(place: Furnished) -> None:
    place.lab.drafts.keep("round", {"note": "half a sentence"})
    with_new_eyes = Store.open_readonly(place.lab.folder)
    assert module.ArtefactService(with_new_eyes, place.lab.folder, place.lab.rounds).artefacts(place.round.id) == ()
    from lab.services.drafts import DraftService

    assert DraftService(with_new_eyes).of("round") == {"note": "half a sentence"}
    with_new_eyes.close()
