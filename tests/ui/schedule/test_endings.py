"""A session is ended from its booking: it was checked and never began, or the participant withdraws."""

from datetime import timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lab.domain.booking import Booking
from lab.domain.session import SessionState
from tests.ui.conftest import Opened
from tests.ui.held import stage
from tests.ui.held.ended import confirm
from tests.ui.held.stage import Room
from tests.ui.rounds import book, hold, make_round
from ui.schedule.booking_form import BookingForm
from ui.schedule.schedule_screen import ScheduleScreen
from ui.widgets.decision_dialog import DecisionDialog


def press(qtbot: QtBot, opened: Opened, button: QPushButton) -> None:
    """Click, and wait until everything has settled."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()


def give_room(opened: Opened, room: Room) -> None:
    """A room on the stage instead of a process of its own."""
    room.tell = opened.bridge.room_said
    opened.desk.room._client = cast("Any", room)


def checked(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> tuple[Booking, ScheduleScreen]:
    """A booking whose devices were checked, chosen in the schedule."""
    (booking,), room = book(opened.lab, make_round(opened.lab), 1).bookings, Room()
    session = opened.lab.sessions.prepare(booking.id, (), "en").session_id
    monkeypatch.setattr(stage, "SESSION", session)
    room.ready()
    opened.lab.sessions.ingest(session, room.kept)
    give_room(opened, room)
    screen = opened.show("schedule", booking=booking.id)
    assert isinstance(screen, ScheduleScreen)
    return booking, screen


@pytest.mark.parametrize(("button", "state"), [("no_show", SessionState.NO_SHOW), ("cancel", SessionState.CANCELLED)])
def test_that_a_checked_session_can_still_be_missed_or_cancelled(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, button: str, state: SessionState
) -> None:
    booking, screen = checked(opened, monkeypatch)
    press(qtbot, opened, found(screen, button))
    qtbot.waitUntil(lambda: opened.lab.scheduling.booking(booking.id).state is state)
    assert not list(opened.lab.folder.sessions.iterdir())
    opened.settle()
    opened.said[-1].choices[0].do()
    opened.settle()
    assert opened.lab.scheduling.booking(booking.id).state is SessionState.PLANNED


def test_that_a_checked_session_is_put_back_and_moved(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking, screen = checked(opened, monkeypatch)
    press(qtbot, opened, found(screen, "put_back"))
    qtbot.waitUntil(lambda: isinstance(screen.panel.content, BookingForm))
    opened.lab.scheduling.move(booking.id, booking.starts + timedelta(hours=2))


def test_that_a_closed_session_is_withdrawn_from_its_booking(opened: Opened, qtbot: QtBot) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    (booking,) = made.bookings
    hold(opened.lab, made, booking, {})
    screen = opened.show("schedule", booking=booking.id)
    assert isinstance(screen, ScheduleScreen)
    press(qtbot, opened, found(screen, "withdraw"))
    (dialog,) = opened.window.findChildren(DecisionDialog)
    confirm(dialog, "P01")
    qtbot.waitUntil(lambda: opened.lab.scheduling.booking(booking.id).state is SessionState.WITHDRAWN)
    opened.settle()
    qtbot.waitUntil(lambda: screen.panel.findChild(QPushButton, "withdraw") is None)
    assert any(label.text() == "withdrawn" for label in screen.panel.findChildren(QLabel))
    block = screen.canvas.blocks[booking.id]
    assert block.lines[1].startswith("withdrawn")
    services = opened.show("services", round=made.study.id)
    said = [label.text() for label in services.findChildren(QLabel)]
    assert any("withdrawn: consent taken back on " in one and "Anna Petrova" in one for one in said)


def found(screen: ScheduleScreen, name: str) -> QPushButton:
    """A button of the panel."""
    button = screen.panel.findChild(QPushButton, name)
    assert button is not None
    return button
