"""Chords are told apart, named, and said where the keyboard is shared; the notice says whose the keys are."""

import pytest

from lab.i18n import use_language
from ui.keys.chords import CHORDS, chord_label, keyboard_note
from ui.keys.keymap import Act
from ui.keys.physical_keys import NAMES

USED_BY_LINUX = {f"F{n}" for n in range(1, 13)} | {"Delete", "Backspace", "Escape", "ArrowLeft", "ArrowRight"}


def test_that_no_two_chords_are_one_and_none_belongs_to_the_system() -> None:
    keys = list(CHORDS.values())
    assert len(set(keys)) == len(keys)
    assert set(keys) <= NAMES - USED_BY_LINUX


def test_that_a_chord_is_named_as_it_is_pressed() -> None:
    assert chord_label(Act.BOUNDARY) == "Ctrl+Alt+Enter"
    assert chord_label(Act.TAG_9) == "Ctrl+Alt+9"
    assert chord_label(Act.HELP) == ""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_a_shared_keyboard_is_said_before_the_session(language: str) -> None:
    use_language(language)
    assert keyboard_note("own_device", chords=True) == ""
    assert "Ctrl+Alt+Enter" in keyboard_note("two_screens", chords=True)
    assert keyboard_note("two_screens", chords=False) not in ("", keyboard_note("two_screens", chords=True))
