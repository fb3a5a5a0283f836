"""The palette finds what was typed, does it on Enter and gives the focus back."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opened
from ui.palette_entries import PaletteEntry, matching


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
