"""A closed session with its recording, and the screen that shows it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lab.domain.ids import SessionId
from recordings import clock
from recordings.plan import RecordingPlan, SourcePlan
from recordings.record import record
from tests.ui.held import stage
from tests.ui.held.furnished import Furnished, furnished
from tests.ui.held.holding import hold
from tests.ui.held.stage import Room
from tests.ui.review.reviewed import SECOND_US
from ui.review.review_screen import ReviewScreen


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def desk(qapp: object, tmp_path: Path, room: Room) -> Iterator[Furnished]:
    with furnished(tmp_path / "lab", room) as made:
        yield made
        assert made.unhandled == []


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of a little more than the session."""
    folder = tmp_path_factory.mktemp("recorded")
    sources = (
        SourcePlan(id="screen", kind="synthetic_screen", shows="screen", fps=10),
        SourcePlan(id="microphone", kind="synthetic_microphone", shows="voice"),
    )
    record(RecordingPlan(folder=folder, origin_us=clock.now_us(), sources=sources), 2.6)
    return folder


@pytest.fixture
def closed(desk: Furnished, room: Room, recorded: Path, monkeypatch: pytest.MonkeyPatch) -> SessionId:
    """A closed session with its recording."""
    prepared = desk.lab.sessions.prepare(desk.booking().id, (), "en")
    monkeypatch.setattr(stage, "SESSION", prepared.session_id)
    hold(room, prepared.folder, second_us=SECOND_US, close=True)
    desk.lab.sessions.ingest(prepared.session_id, room.kept)
    shutil.copytree(recorded, prepared.folder, dirs_exist_ok=True)
    return prepared.session_id


@pytest.fixture
def screen(desk: Furnished, closed: SessionId, qtbot: QtBot) -> Iterator[ReviewScreen]:
    made = ReviewScreen(desk.desk)
    qtbot.addWidget(made)
    made.open_subject({"session": closed})
    made.resize(1072, 800)
    made.show()
    qtbot.waitUntil(lambda: made.review is not None)
    assert made.review is not None
    made.review.reason.field.setText("seen again")
    yield made
    made.dispose()
