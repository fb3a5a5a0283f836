"""Sessions are booked, moved by mouse and keys, and cancelled; a clash is explained where it happens."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from lab.domain.ids import BookingId
from lab.domain.session import SessionState
from tests.ui.conftest import Opened
from tests.ui.rounds import Studied, book, make_round
from ui.schedule.block import BookingBlock
from ui.schedule.booking_form import BookingForm
from ui.schedule.schedule_screen import ScheduleScreen


def schedule(opened: Opened, made: Studied) -> ScheduleScreen:
    """The screen, with the week of the first booking."""
    screen = opened.show("schedule", booking=made.bookings[0].id)
    assert isinstance(screen, ScheduleScreen)
    screen.panel.leave()
    return screen


def block(screen: ScheduleScreen, booking_id: BookingId) -> BookingBlock:
    """A booking's block."""
    return screen.canvas.blocks[booking_id]


def press(qtbot: QtBot, opened: Opened, button: QPushButton) -> None:
    """Click, and wait until everything has settled."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()


def test_that_keys_move_a_booking_by_a_quarter_of_an_hour_and_a_day(opened: Opened, qtbot: QtBot) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    screen = schedule(opened, made)
    (booking,) = made.bookings
    for key, way in ((Qt.Key.Key_Down, timedelta(minutes=15)), (Qt.Key.Key_Right, timedelta(days=1))):
        before = opened.lab.scheduling.booking(booking.id).starts
        qtbot.keyClick(block(screen, booking.id), key, Qt.KeyboardModifier.ShiftModifier)
        opened.settle()
        assert opened.lab.scheduling.booking(booking.id).starts - before == way
    undo = opened.said[-1].choices[0]
    assert undo.text == "Undo"
    undo.do()
    opened.settle()
    assert opened.lab.scheduling.booking(booking.id).starts - booking.starts == timedelta(minutes=15)


def test_that_dragging_moves_a_booking(opened: Opened, qtbot: QtBot) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    screen = schedule(opened, made)
    shown = block(screen, made.bookings[0].id)
    assert screen.canvas.grid is not None
    hour = screen.canvas.grid.hour_height
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.mouseMove(shown, QPoint(10, 10 + hour))
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    opened.settle()
    moved = opened.lab.scheduling.booking(made.bookings[0].id)
    assert moved.starts - made.bookings[0].starts == timedelta(hours=1)


def test_that_a_clash_leaves_the_booking_and_is_explained_beside_it(opened: Opened, qtbot: QtBot) -> None:
    made = book(opened.lab, make_round(opened.lab), 2)
    screen = schedule(opened, made)
    second = made.bookings[1]
    for _quarter in range(3):
        qtbot.keyClick(block(screen, second.id), Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
        opened.settle()
    kept = opened.lab.scheduling.booking(second.id)
    assert kept.starts == made.bookings[1].starts - timedelta(minutes=15)
    assert screen.canvas._why.isVisible()
    assert "Anna Petrova" in screen.canvas._why.text()
    assert block(screen, made.bookings[0].id).clashes


def test_that_the_form_books_a_new_participant_and_shows_a_clash_at_its_field(opened: Opened, qtbot: QtBot) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    screen = schedule(opened, made)
    screen.book()
    form = screen.panel.content
    assert isinstance(form, BookingForm)
    room = form.fields["room"]
    assert isinstance(room, QComboBox)
    room.setEditText("")
    book_button = screen.panel.findChild(QPushButton, "book")
    assert book_button is not None
    press(qtbot, opened, book_button)
    assert room.property("wrong") == "true"
    assert len(opened.lab.planning.participants(made.study.id)) == 1
    room.setEditText("Кабинет 12")
    press(qtbot, opened, book_button)
    people = opened.lab.planning.participants(made.study.id)
    assert [person.code for person in people] == ["P01", "P02"]
    bookings = opened.lab.scheduling.bookings_of(made.study.id)
    assert {one.room for one in bookings} == {"Room A", "Кабинет 12"}


def test_that_an_observer_who_is_elsewhere_is_named_at_the_field(opened: Opened) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    screen = schedule(opened, made)
    assert screen.week is not None
    screen._booking.new(screen.week, made.bookings[0].starts, room="Room B")
    form = screen.panel.content
    assert isinstance(form, BookingForm)
    for name, text in (("moderator", "Oleg"), ("observers", "anna petrova")):
        field = form.fields[name]
        assert isinstance(field, QLineEdit)
        field.setText(text)
    form.edited.emit()
    opened.settle()
    assert form.fields["observers"].property("wrong") == "true"
    assert "anna petrova moderates another session" in form.fields["observers"].accessibleDescription()


@pytest.mark.parametrize(("code", "title"), [("en", "Consent to"), ("ru", "Согласие")])
def test_that_the_consent_form_is_printed_in_the_language_of_the_participant(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, code: str, title: str
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    made = book(opened.lab, make_round(opened.lab), 1)
    screen = opened.show("schedule", booking=made.bookings[0].id)
    assert isinstance(screen, ScheduleScreen)
    button = screen.panel.findChild(QPushButton, f"print_consent_{code}")
    assert button is not None
    press(qtbot, opened, button)
    (page,) = shown
    assert title in Path(page.toLocalFile()).read_text(encoding="utf-8")


def test_that_cancelling_can_be_undone(opened: Opened, qtbot: QtBot) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    (booking,) = made.bookings
    screen = opened.show("schedule", booking=booking.id)
    assert isinstance(screen, ScheduleScreen)
    cancel = screen.panel.findChild(QPushButton, "cancel_booking")
    assert cancel is not None
    press(qtbot, opened, cancel)
    assert opened.lab.scheduling.booking(booking.id).state is SessionState.CANCELLED
    assert booking.id not in screen.canvas.blocks
    opened.said[-1].choices[0].do()
    opened.settle()
    assert opened.lab.scheduling.booking(booking.id).state is SessionState.PLANNED


def test_that_a_place_in_the_grid_leads_back_to_its_time(opened: Opened) -> None:
    made = book(opened.lab, make_round(opened.lab), 2)
    screen = schedule(opened, made)
    grid = screen.canvas.grid
    assert grid is not None
    for booking in made.bookings:
        place = grid.place(booking.starts, booking.minutes, booking.room)
        slot = grid.slot_at(QPoint(place.center().x(), place.top()))
        assert (slot.starts, slot.room) == (booking.starts, booking.room)


def with_rooms(opened: Opened, *rooms: str) -> None:
    """Rooms of the laboratory's settings."""
    opened.lab.change_settings(opened.lab.settings.model_copy(update={"rooms": rooms}))


def test_that_every_room_of_the_settings_has_its_lane_though_nothing_is_booked_there(opened: Opened) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    with_rooms(opened, "Room A", "Quiet room", "Hall")
    grid = schedule(opened, made).canvas.grid
    assert grid is not None
    assert grid.rooms == ("Room A", "Quiet room", "Hall")


def test_that_a_double_click_books_into_a_free_room(opened: Opened, qtbot: QtBot) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    with_rooms(opened, "Room A", "Quiet room")
    screen = schedule(opened, made)
    grid = screen.canvas.grid
    assert grid is not None
    free = grid.place(made.bookings[0].starts, 60, "Quiet room").center()
    qtbot.mouseDClick(screen.canvas, Qt.MouseButton.LeftButton, pos=free)
    room = screen.findChild(QComboBox, "room")
    assert room is not None
    assert room.currentText() == "Quiet room"


def test_that_the_keyboard_books_into_a_free_room(opened: Opened, qtbot: QtBot) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    with_rooms(opened, "Room A", "Quiet room")
    screen = schedule(opened, made)
    canvas = screen.canvas
    opened.window.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    before = canvas.cursor_at
    assert before is not None
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(canvas, key)
    after = canvas.cursor_at
    assert after is not None
    assert (before.room, after.room) == ("Room A", "Quiet room")
    assert after.starts - before.starts == timedelta(days=1, minutes=15)
    assert "Quiet room" in canvas.accessibleDescription()
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    room = screen.findChild(QComboBox, "room")
    assert room is not None
    assert room.currentText() == "Quiet room"


def test_that_the_cursor_stays_in_the_week(opened: Opened) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    grid = schedule(opened, made).canvas.grid
    assert grid is not None
    first = grid.slot_at(QPoint(grid.left, 0))
    assert grid.beside(first, -1, -1) == first
    last = grid.beside(first, 1000, 1000)
    assert grid.beside(last, 1, 1) == last


def test_that_a_booking_that_has_no_block_is_shown_in_the_panel(opened: Opened) -> None:
    made = book(opened.lab, make_round(opened.lab), 1)
    opened.lab.scheduling.no_show(made.bookings[0].id)
    screen = opened.show("schedule", booking=made.bookings[0].id)
    assert isinstance(screen, ScheduleScreen)
    assert screen.panel.isVisible()
    assert "participant did not come" in [label.text() for label in screen.panel.findChildren(QLabel)]
