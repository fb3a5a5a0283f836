"""The record of a decision: it names who decided on what, stays the same whatever happens later, and can be edited."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from lab.commands.decision_record import decision_record
from lab.domain.decision import Decided
from lab.domain.errors import InputError, RuleError
from lab.domain.finding import Status
from lab.services.decision_records import write_record
from lab.services.exporting import ExportService
from lab.wording import sentence
from tests.lab.asking import BARE, asking, finding, reviewed, written
from tests.lab.filled_plans import filled, fix, in_days
from tests.lab.laboratories import Furnished


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    everything = asking(tmp_path / "lab")
    yield everything
    everything.lab.close()


def words_of(path: Path) -> str:
    """All words of a Word file, its tables too."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_way_from_the_export_over_the_owners_plan_to_the_record_that_names_its_export(
    place: Furnished, tmp_path: Path
) -> None:
    lab, round_id = place.lab, place.round.id
    plan = written(place, tmp_path)
    answers = {"F-1": fix(in_days(20)), BARE: fix(in_days(9), why="Explain what happens next")}
    review = reviewed(place, filled(plan, answers))
    assert (review.before.state.value, review.after.state.value) == ("red", "amber")
    lab.action_plans.take(review)
    read = ExportService(lab).job(round_id, ["json", "actions"], tmp_path / "read", "en").run()
    lab.verdicts.decide(
        round_id, Decided.LAUNCH, "N. Ivanova", "Watch it daily.", "The law demands it.", read.sha256, "Deputy head"
    )
    assert read.sha256 == hashlib.sha256((read.folder / "bundle.json").read_bytes()).hexdigest()
    record = write_record(lab, round_id, "en", tmp_path / "record")
    said = words_of(record["docx"])
    for words in (
        "Child benefit", "N. Ivanova", "Deputy head", "Launch", "Watch it daily.", "The law demands it.",
        "This goes against the computed gate (Ready with actions).", read.sha256, "The reason is not given",
        "Explain what happens next", "Forms team", "2 criteria were judged; 5 participants were heard.", "Signatures",
    ):  # fmt: skip
        assert words in said
    assert record["pdf"].read_bytes().startswith(b"%PDF-1.7")
    assert b"pdfuaid" in record["pdf"].read_bytes()


def test_that_the_record_is_the_same_bytes_whatever_is_done_later(place: Furnished, tmp_path: Path) -> None:
    plan = filled(written(place, tmp_path), {"F-1": fix(in_days(20))})
    place.lab.action_plans.take(reviewed(place, plan))
    place.lab.verdicts.decide(place.round.id, Decided.HOLD, "N. Ivanova")
    first = {name: path.read_bytes() for name, path in write_record(place.lab, place.round.id, "ru").items()}
    place.lab.findings.move(finding(place).id, Status.FIXED, "2.4", by="Anna")
    place.lab.verdicts.promise(place.round.id, BARE, "Explain it", "Team", in_days(3), "Anna")
    second = write_record(place.lab, place.round.id, "ru")
    assert {name: path.read_bytes() for name, path in second.items()} == first
    assert "Решение о запуске" in words_of(second["docx"])
    assert second["pdf"].parent == place.lab.folder.exports / "decisions"


def test_that_without_a_decision_there_is_no_record_and_an_earlier_one_can_be_named(
    place: Furnished, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = place.lab.folder.path, tmp_path / "out"
    with pytest.raises(RuleError, match="decision_missing") as missing:
        decision_record(place.round.name, out, folder=folder)
    assert "Decide first" in sentence(missing.value)
    assert not out.exists()
    place.lab.verdicts.decide(place.round.id, Decided.HOLD, "N. Ivanova")
    place.lab.verdicts.decide(place.round.id, Decided.HOLD, "P. Sidorov")
    decision_record(place.round.name, out, "docx", 1, "en", folder, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert list(told["files"]) == ["docx"]
    assert "N. Ivanova" in words_of(Path(told["files"]["docx"]))
    place.lab.verdicts.take_back_decision(place.round.id, "P. Sidorov", "too early")
    (held,) = write_record(place.lab, place.round.id, "en", out, ["docx"]).values()
    assert held == Path(told["files"]["docx"])
    (gone,) = write_record(place.lab, place.round.id, "en", out, ["docx"], number=2).values()
    assert "by P. Sidorov: too early" in words_of(gone)
    with pytest.raises(InputError, match="decision_unknown"):
        decision_record(place.round.name, out, "pdf", 3, folder=folder)
    with pytest.raises(InputError, match="export_formats_unknown"):
        decision_record(place.round.name, out, "odt", folder=folder)
