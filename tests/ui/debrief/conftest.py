"""A desk, a session that waits for its debrief, and the screen that shows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lab.domain.ids import SessionId
from tests.ui.held import stage
from tests.ui.held.furnished import Furnished, furnished
from tests.ui.held.holding import hold
from tests.ui.held.stage import Room
from ui.debrief.debrief_screen import DebriefScreen


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def desk(qapp: object, tmp_path: Path, room: Room) -> Iterator[Furnished]:
    with furnished(tmp_path / "lab", room) as made:
        yield made
        assert made.unhandled == []


@pytest.fixture
def session(desk: Furnished, room: Room, monkeypatch: pytest.MonkeyPatch) -> SessionId:
    """A session that was held and waits for its debrief."""
    prepared = desk.lab.sessions.prepare(desk.booking().id, (), "en")
    monkeypatch.setattr(stage, "SESSION", prepared.session_id)
    hold(room, prepared.folder)
    desk.lab.sessions.ingest(prepared.session_id, room.kept)
    room.tell = desk.bridge.room_said
    return prepared.session_id


@pytest.fixture
def screen(desk: Furnished, session: SessionId, qtbot: QtBot) -> DebriefScreen:
    made = DebriefScreen(desk.desk)
    qtbot.addWidget(made)
    made.open_subject({"session": session})
    made.resize(1072, 800)
    made.show()
    qtbot.waitUntil(lambda: made.criteria is not None)
    return made
