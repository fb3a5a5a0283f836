"""The review: a tag opens exactly its picture; what is changed afterwards is an amendment with its reason."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lab.domain.ids import SessionId
from recordings import clock
from recordings.plan import RecordingPlan, SourcePlan
from recordings.playback import open_recording
from recordings.record import record
from tests.ui.session import stage
from tests.ui.session.furnished import Furnished, furnished
from tests.ui.session.held import hold
from tests.ui.session.stage import Room
from ui import theme
from ui.review.review_screen import ReviewScreen
from ui.review.timeline import TAGS_HEIGHT, TASKS_HEIGHT

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")
"""Qt says so on a machine without a sound server; the player then goes by the machine's clock."""

SECOND_US = 250_000
"""The session's seconds are short, so that its recording is."""


@pytest.fixture
def desk(qapp: object, tmp_path: Path, room: Room) -> Iterator[Furnished]:
    with furnished(tmp_path / "lab", room) as made:
        yield made
        assert made.unhandled == []


@pytest.fixture(scope="module")
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
    yield made
    made.dispose()


def shown_time(screen: ReviewScreen, asked_us: int, qtbot: QtBot) -> int | None:
    assert screen.review is not None
    view = screen.review.pictures.views["screen"]
    qtbot.waitUntil(lambda: view.shown is not None and view.shown.asked_us == asked_us)
    assert view.shown is not None
    return view.shown.time_us


def test_that_every_tag_opens_the_last_picture_before_its_anchor(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    assert screen.review is not None
    with open_recording(desk.lab.sessions.folder_of(closed)) as recording:
        times = [int(time) for time in recording.track("screen").picture_times()]
    for tag in desk.lab.sessions.record_of(closed).annotations:
        screen.review.choose_tag(tag.id)
        assert screen.review.position_us == tag.anchor_us
        wanted = max((time for time in times if time <= tag.anchor_us), default=None)
        assert shown_time(screen, tag.anchor_us, qtbot) == wanted


def test_that_a_new_tag_means_the_picture_that_is_shown_and_the_task_of_that_moment(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    assert screen.review is not None
    screen.review.go_to(2 * SECOND_US)
    QTest.keyClick(screen, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: len(desk.lab.sessions.record_of(closed).annotations) == 4)
    (put,) = [tag for tag in desk.lab.sessions.record_of(closed).annotations if tag.button == "which-agency"]
    assert (put.anchor_us, put.task, put.author) == (2 * SECOND_US, "find-service", "Anna")


def test_that_a_tag_is_edited_and_taken_back_and_can_be_put_back(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    assert screen.review is not None
    first = desk.lab.sessions.record_of(closed).annotations[0]
    screen.review.choose_tag(first.id)
    screen.review.editor.severity.buttons[4].click()
    qtbot.waitUntil(lambda: desk.lab.sessions.record_of(closed).annotations[0].severity == 4)
    screen.review.editor.retract.click()
    qtbot.waitUntil(lambda: len(desk.lab.sessions.record_of(closed).annotations) == 2)
    desk.said[-1].choices[0].do()
    qtbot.waitUntil(lambda: len(desk.lab.sessions.record_of(closed).annotations) == 3)


def test_that_starts_ends_and_outcomes_are_set_right(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    assert screen.review is not None
    attempt = desk.lab.sessions.record_of(closed).attempts[0]
    screen.review.go_to(2 * SECOND_US)
    screen.review.attempts.rows[attempt.id].start_here.emit(attempt.id)
    screen.review.go_to(3 * SECOND_US)
    screen.review.attempts.rows[attempt.id].end_here.emit(attempt.id)
    screen.review.attempts.rows[attempt.id].outcome_said.emit(attempt.id, "assisted")
    qtbot.waitUntil(lambda: desk.lab.sessions.record_of(closed).attempts[0].outcome == "assisted")
    corrected = desk.lab.sessions.record_of(closed).attempts[0]
    assert (corrected.start_us, corrected.end_us) == (2 * SECOND_US, 3 * SECOND_US)


def test_that_an_end_before_the_start_is_refused_and_taken_back(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    assert screen.review is not None
    attempt = desk.lab.sessions.record_of(closed).attempts[1]
    screen.review.go_to(0)
    screen.review.attempts.rows[attempt.id].end_here.emit(attempt.id)
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said[-1].tone == "bad"
    assert desk.lab.sessions.record_of(closed).attempts[1] == attempt


def test_that_playing_goes_on_and_stops_at_the_end(screen: ReviewScreen, qtbot: QtBot) -> None:
    assert screen.review is not None
    player = screen.review.player
    assert player is not None
    player.seek(player.duration_us - 300_000)
    QTest.keyClick(screen, Qt.Key.Key_K)
    assert player.playing
    qtbot.waitUntil(lambda: not player.playing)
    assert player.position_us == player.duration_us


def test_that_a_step_is_one_picture(screen: ReviewScreen, desk: Furnished, closed: SessionId) -> None:
    assert screen.review is not None
    player = screen.review.player
    assert player is not None
    with open_recording(desk.lab.sessions.folder_of(closed)) as recording:
        times = [int(time) for time in recording.track("screen").picture_times()]
    player.seek(times[4])
    player.step(1)
    assert player.position_us == times[5]
    player.step(-1)
    assert player.position_us == times[4]


def test_that_the_timeline_leads_to_moments_and_tags(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    assert screen.review is not None
    timeline = screen.review.timeline
    tag = desk.lab.sessions.record_of(closed).annotations[0]
    place = QPoint(round(timeline.x_of(tag.anchor_us)), theme.scaled(TASKS_HEIGHT + TAGS_HEIGHT // 2))
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert screen.review.position_us == tag.anchor_us
    assert screen.review.editor.tag is not None
    assert screen.review.editor.tag.id == tag.id
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert screen.review.position_us == 0


def test_that_a_session_without_a_recording_is_reviewed_by_its_tags(
    desk: Furnished, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = desk.lab.sessions.prepare(desk.booking().id, (), "en")
    monkeypatch.setattr(stage, "SESSION", prepared.session_id)
    hold(room, prepared.folder, close=True)
    desk.lab.sessions.ingest(prepared.session_id, room.kept)
    screen = ReviewScreen(desk.desk)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(lambda: screen.review is not None)
    assert screen.review is not None
    assert screen.review.player is None
    assert screen.review.list.count() == 3
    screen.dispose()
