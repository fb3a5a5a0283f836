"""Closing sessions from the debrief: one after the other, and again after a refusal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lab.domain.booking import Booking
from lab.domain.consent import Consent
from lab.domain.errors import WorldError
from lab.domain.ids import SessionId
from lab.domain.session import SessionState
from lab.services.scheduling import Place
from tests.ui.held import stage
from tests.ui.held.furnished import SCOPES, Furnished
from tests.ui.held.holding import hold
from tests.ui.held.stage import Room
from ui.debrief.debrief_screen import DebriefScreen


def close(screen: DebriefScreen, desk: Furnished) -> None:
    """Press the button, and yes."""
    screen.close_session.click()
    desk.said[-1].choices[0].do()


def test_that_one_session_after_the_other_is_closed(
    screen: DebriefScreen, desk: Furnished, room: Room, session: SessionId, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    second = desk.lab.sessions.prepare(another_booking(desk, session).id, (), "en")
    first_kept = list(room.kept)
    monkeypatch.setattr(stage, "SESSION", second.session_id)
    room.kept.clear()
    hold(room, second.folder)
    desk.lab.sessions.ingest(second.session_id, room.kept)
    second_kept, room.kept[:] = list(room.kept), first_kept
    monkeypatch.setattr(stage, "SESSION", session)
    close(screen, desk)
    qtbot.waitUntil(lambda: "closed" in desk.said[-1].text)
    monkeypatch.setattr(stage, "SESSION", second.session_id)
    room.kept[:] = second_kept
    desk.said[-1].choices[0].do()
    qtbot.waitUntil(lambda: screen.session is not None and screen.session.plan.session_id == second.session_id)
    assert not screen.close_session.isHidden()
    close(screen, desk)
    assert room.record.state is SessionState.CLOSED
    qtbot.waitUntil(screen.close_session.isHidden)


def test_that_the_second_half_of_a_double_click_on_finish_closes_nothing(
    screen: DebriefScreen, desk: Furnished, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000_000_000]
    monkeypatch.setattr("ui.widgets.fresh.REST_US", 500_000)
    monkeypatch.setattr("ui.widgets.fresh.clock.now_us", lambda: now[0])
    screen.hide()
    screen.show()
    qtbot.mouseClick(screen.close_session, Qt.MouseButton.LeftButton)
    assert desk.said == []
    now[0] += 600_000
    qtbot.mouseClick(screen.close_session, Qt.MouseButton.LeftButton)
    assert [choice.text for choice in desk.said[-1].choices] == ["Close the session", "Cancel"]


def test_that_nothing_is_undone_in_a_session_that_is_no_longer_shown(screen: DebriefScreen, desk: Furnished) -> None:
    withdrawn: list[str] = []
    desk.desk.alerts.withdrawn.connect(withdrawn.append)
    screen.open_subject({"session": "another"})
    assert withdrawn == ["undo"]


@pytest.mark.parametrize("moved", [False, True], ids=["before the move", "while its folder was sealed"])
def test_that_a_refused_closing_can_be_tried_again(
    screen: DebriefScreen, desk: Furnished, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, moved: bool
) -> None:
    room.trouble = WorldError("journal_failed", path="/nowhere", reason="no room left on the disk")
    with monkeypatch.context() as patch:
        if not moved:
            patch.setattr(room, "keep", lambda _event: None)
        close(screen, desk)
    assert desk.said[-1].tone == "bad"
    assert not screen.close_session.isHidden()
    assert screen.close_session.isEnabled()
    room.trouble = None
    screen.close_session.click()
    if not moved:
        desk.said[-1].choices[0].do()
    qtbot.waitUntil(screen.close_session.isHidden)
    assert room.record.state is SessionState.CLOSED
    qtbot.waitUntil(lambda: desk.said[-1].tone == "good")


def another_booking(desk: Furnished, session: SessionId) -> Booking:
    """The next participant of the same round, two hours later."""
    round_id = desk.lab.sessions.booking_of(session).round_id
    person = desk.lab.planning.add_participant(round_id)
    desk.lab.planning.give_consent(person.id, Consent("1", "en", date(2024, 1, 15), SCOPES, on_paper=True))
    place = Place("Room 1", datetime.now(UTC) + timedelta(hours=2), 60, "Anna")
    return desk.lab.scheduling.book(person.id, place).booking
