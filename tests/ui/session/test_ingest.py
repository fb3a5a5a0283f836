"""What the room keeps comes into the database while the window is open."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.held import stage
from tests.ui.held.furnished import furnished
from tests.ui.held.stage import Room
from ui.session.ingest import Ingest


def test_that_events_are_taken_in_in_order(
    qtbot: QtBot, tmp_path: Path, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    with furnished(tmp_path / "lab", room) as desk:
        prepared = desk.lab.sessions.prepare(desk.booking().id, (), "en")
        monkeypatch.setattr(stage, "SESSION", prepared.session_id)
        taking = Ingest(desk.bridge, desk.background, desk.lab.sessions, desk.lab.late)
        room.tell = desk.bridge.room_said
        room.run()
        qtbot.waitUntil(lambda: desk.background.idle)
        assert taking.parent() is None
        assert desk.lab.sessions.record_of(prepared.session_id) == room.record
