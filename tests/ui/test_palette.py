"""The palette finds what was typed, does it on Enter and gives the focus back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opened
from tests.ui.rounds import Studied, book, hold, make_round, performance_criteria
from ui.palette_entries import PaletteEntry, matching
from ui.screens import screens


def entry(text: str, kind: str = "Action") -> PaletteEntry:
    return PaletteEntry(text, kind, "plus", lambda: None)


def test_that_every_typed_word_must_stand_somewhere() -> None:
    entries = (entry("Book a session"), entry("Register a service"), entry("P04", "Session"))
    assert [one.text for one in matching(entries, "sess")] == ["Book a session", "P04"]
    assert [one.text for one in matching(entries, "book sess")] == ["Book a session"]
    assert matching(entries, "nowhere") == ()


def test_that_what_begins_with_the_word_comes_first() -> None:
    entries = (entry("Unbook"), entry("Book"))
    assert [one.text for one in matching(entries, "book")] == ["Book", "Unbook"]


def test_that_a_screen_is_found_and_shown_by_keyboard_alone(opened: Opened, qtbot: QtBot) -> None:
    opened.show("today")
    palette = opened.window.palette_box
    qtbot.keyClick(opened.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(palette.isVisible)
    qtbot.keyClicks(palette.field, "schedule")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.current_name == "schedule"
    assert not palette.isVisible()


def test_that_escape_leaves_it(opened: Opened, qtbot: QtBot) -> None:
    opened.show("today")
    opened.window.open_palette()
    qtbot.keyClick(opened.window.palette_box.field, Qt.Key.Key_Escape)
    assert not opened.window.palette_box.isVisible()


@pytest.fixture
def judged(opened: Opened) -> Studied:
    """A round with one held session and one that is to come, and a finding; the window shows Today."""
    made = book(opened.lab, make_round(opened.lab), 2)
    criterion = performance_criteria(opened.lab, made)[0]
    task = opened.lab.rounds.protocol_of(made.study).tasks[0].id
    hold(opened.lab, made, made.bookings[0], {task: (criterion, 3)})
    opened.lab.findings.accept(made.study.id, opened.lab.findings.propose(made.study.id)[0], "Nobody knows why")
    opened.show("today")
    return made


@pytest.mark.parametrize(
    ("typed", "kind", "screen"),
    [
        ("child benefit", "Service", "services"),
        ("before launch", "Round", "services"),
        ("P02", "Participant", "services"),
        ("P01", "Session", "review"),
        ("P02", "Session", "schedule"),
        ("nobody knows", "Finding", "findings"),
        ("CC-24", "Criterion", "findings"),
        ("nielsen", "Standard", "standards"),
        ("report", "Action", "reports"),
        ("register", "Action", "services"),
    ],
)
def test_that_anything_in_the_laboratory_is_found_from_today(
    opened: Opened, judged: Studied, qtbot: QtBot, typed: str, kind: str, screen: str
) -> None:
    palette = opened.window.palette_box
    opened.window.open_palette()
    qtbot.keyClicks(palette.field, f"{typed} {kind}")
    opened.settle()
    assert kind in palette.list.item(0).text(), [palette.list.item(n).text() for n in range(palette.list.count())]
    assert typed.casefold() in palette.list.item(0).text().casefold()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.current_name == screen


def test_that_nothing_is_found_twice(opened: Opened, judged: Studied, qtbot: QtBot) -> None:
    for entry in screens():
        if entry.name != "second_room":  # it dials the room, which is left alone here
            opened.show(entry.name)
    opened.window.open_palette()
    opened.settle()
    for typed in ("Book a session", "Register a service", "CC-24", "F-1"):
        opened.window.palette_box.field.setText(typed)
        found = opened.window.palette_box.list
        texts = [found.item(n).text() for n in range(found.count())]
        assert len([one for one in texts if typed in one]) == 1, texts


def test_that_a_criterion_is_found_in_either_language() -> None:
    found = PaletteEntry("CC-24 Reasons are given", "Criterion", "checks", lambda: None, also="Причины названы")
    assert matching((found,), "причины") == (found,)
