"""What observers sent too late is in the answer of a command, or the command says that it is not."""

import json
from pathlib import Path

import pytest

from lab.archive import late_words
from lab.archive.late_words import LateWord
from lab.commands.where import opened
from lab.domain.events import EVENT
from lab.domain.ids import SessionId
from lab.services.laboratory import Laboratory
from tests.lab.commands.test_import_outbox import a_tag
from tests.lab.large_round import make_large_round


@pytest.fixture
def late(tmp_path: Path) -> tuple[Path, SessionId]:
    """A laboratory and a session of it for which something came late."""
    with Laboratory.open(tmp_path / "lab") as lab:
        make_large_round(lab, sealed=True, participants=1)
        (held, *_others) = lab.evidence.held(lab.rounds.rounds()[0].id)
        word = LateWord(at="2026-11-27T10:00:00+00:00", event=EVENT.validate_json(json.dumps(a_tag(901, note="late"))))
        late_words.keep(lab.folder.late, held.session_id, (word,))
    return tmp_path / "lab", held.session_id


def notes(lab: Laboratory, session: SessionId) -> set[str]:
    return {tag.note for tag in lab.sessions.record_of(session).annotations}


@pytest.mark.parametrize("writes", [False, True])
def test_that_a_command_takes_in_what_came_late(
    late: tuple[Path, SessionId], writes: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, session = late
    with opened(folder, writes=writes) as lab:
        assert "late" in notes(lab, session)
        assert lab.late.waiting() == 0
    assert capsys.readouterr().err == ""


def test_that_a_command_says_what_waits_while_another_program_has_the_laboratory(
    late: tuple[Path, SessionId], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, session = late
    with Laboratory.open(folder), opened(folder) as lab:
        assert "late" not in notes(lab, session)
    assert "1 note that an observer sent after its session was closed is not in the answer." in capsys.readouterr().err
