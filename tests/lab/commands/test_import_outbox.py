"""`lab import-outbox` keeps what never reached the room, once, and tells what it does not take."""

import json
from pathlib import Path

import pytest
import typer

from lab.archive import late_words
from lab.commands.answering import Exit
from lab.commands.import_outbox import import_outbox
from lab.domain.errors import InputError
from lab.folder import LabFolder
from lab.services.laboratory import Laboratory
from tests.lab.archive.sessions import closed_session
from tests.lab.large_round import make_large_round


def saved(path: Path, *events: dict[str, object], session: str = "s1") -> Path:
    """A file as the page writes it."""
    messages = [{"type": "put", "id": f"m{at}", "session": session, "event": one} for at, one in enumerate(events)]
    content = {"format": "outbox/1", "name": "Olga", "messages": [*messages, {"type": "chat", "text": "hello"}]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def a_tag(number: int, **fields: object) -> dict[str, object]:
    moments = {"at_us": 5, "pressed_us": 5, "lead_us": 0, "lag_us": 0}
    return {"type": "tag.put", "id": f"e{number}", "annotation": f"a{number}", "author": "Olga", **moments, **fields}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A laboratory with one session that is closed."""
    lab = Laboratory.open(tmp_path / "lab")
    closed_session(lab.folder.sessions / "2026-11-23-P01")
    lab.close()
    return tmp_path / "lab"


def test_that_what_was_saved_is_kept_once(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path / "not-sent.json", a_tag(1, note="one"), a_tag(2, note="two"))
    for _time in range(2):
        import_outbox(file, folder=folder)
        assert "2 notes of Olga are kept." in capsys.readouterr().out
    assert [one.event.id for one in late_words.read(LabFolder.open(folder).late, "s1")] == ["e1", "e2"]


def test_that_what_was_saved_is_in_the_session_at_once(tmp_path: Path) -> None:
    with Laboratory.open(tmp_path / "lab") as lab:
        make_large_round(lab, sealed=True, participants=2)
        (session, *_others) = lab.evidence.held(lab.rounds.rounds()[0].id)
        before = len(session.record.annotations)
    file = saved(tmp_path / "not-sent.json", a_tag(901, note="one"), session=session.session_id)
    import_outbox(file, folder=tmp_path / "lab")
    with Laboratory.open(tmp_path / "lab") as lab:
        found = lab.sessions.record_of(session.session_id).annotations
    assert (len(found), "one" in {tag.note for tag in found}) == (before + 1, True)


def test_that_what_is_not_taken_is_told_with_its_reason(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path / "not-sent.json", a_tag(1), a_tag(2, severity=99), a_tag(3, criterion="no such"))
    with pytest.raises(typer.Exit) as ended:
        import_outbox(file, folder=folder, as_json=True)
    assert ended.value.exit_code == Exit.NO
    told = json.loads(capsys.readouterr().out)
    assert (told["taken"], "message_broken" in {one["code"] for one in told["refused"]}) == (1, True)


def test_that_another_file_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"format": "something"}', encoding="utf-8")
    with pytest.raises(InputError) as refused:
        import_outbox(tmp_path / "other.json", folder=folder)
    assert refused.value.code == "outbox_file_broken"
