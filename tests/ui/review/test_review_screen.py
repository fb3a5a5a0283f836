"""The review: a tag opens exactly its picture; what is changed afterwards is an amendment with its reason."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lab.domain.ids import SessionId
from lab.domain.record import CheckOverride
from recordings.playback import open_recording
from tests.ui.held import stage
from tests.ui.held.furnished import Furnished
from tests.ui.held.holding import hold
from tests.ui.held.stage import Room
from tests.ui.review.reviewed import SECOND_US
from ui import theme
from ui.review.loading import Loaded, loaded
from ui.review.review_screen import ReviewScreen
from ui.review.timeline import TAGS_HEIGHT, TASKS_HEIGHT

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")
"""Qt says so on a machine without a sound server; the player then goes by the machine's clock."""


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
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseMove(timeline, place + QPoint(3, 0))
    assert screen.review.position_us == tag.anchor_us
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert screen.review.position_us == 0


def test_that_a_moment_after_an_hour_is_reached(screen: ReviewScreen) -> None:
    hour_us = 3_600_000_000
    timeline = screen.review.timeline if screen.review is not None else None
    assert timeline is not None
    timeline.show_session(2 * hour_us, (), (), ())
    went: list[int] = []
    timeline.moment_chosen.connect(went.append)
    QTest.keyClick(timeline, Qt.Key.Key_End)
    assert went == [2 * hour_us]


def test_that_evidence_is_played_from_before_its_tag_to_its_end(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    review = screen.review
    assert review is not None
    assert review.player is not None
    tag = desk.lab.sessions.record_of(closed).annotations[0]
    screen.open_subject({"session": closed, "annotation": tag.id, "at_us": 100_000})
    assert review.player.playing
    assert 100_000 <= review.position_us < tag.anchor_us
    assert review.editor.tag is not None
    assert review.editor.tag.id == tag.id
    review.player.pause()


@pytest.mark.parametrize("by_key", [True, False])
def test_that_the_chosen_tag_is_played_from_its_lead_to_its_lag(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot, *, by_key: bool
) -> None:
    review = screen.review
    assert review is not None
    assert review.player is not None
    tag = desk.lab.sessions.record_of(closed).annotations[1]
    review.editor.edited.emit(tag.id, {"lead_us": 200_000, "lag_us": 300_000})
    review.choose_tag(tag.id)
    if by_key:
        QTest.keyClick(screen, Qt.Key.Key_P)
    else:
        review.editor.look.click()
    assert review.player.playing
    assert review.position_us == tag.anchor_us - 200_000
    player = review.player
    qtbot.waitUntil(lambda: not player.playing)
    assert review.position_us == tag.anchor_us + 300_000


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


def test_that_a_session_started_without_the_check_says_so(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    found = loaded(desk.lab, closed, "", "")
    assert isinstance(found, Loaded)
    assert "check" not in screen.subtitle.text()
    overridden = replace(found.record, override=CheckOverride((), "Anna", "Late."))
    screen._shown = None
    screen.show_loaded(replace(found, record=overridden))
    assert screen.subtitle.text().endswith("started without the check of the devices")
