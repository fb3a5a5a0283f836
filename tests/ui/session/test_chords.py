"""Chords are told apart, named, and said where the keyboard is shared; the notice says whose the keys are."""

import pytest

from lab.i18n import use_language
from tests.ui.session.stage import Room, sample_plan
from ui.session.chords import CHORDS, chord_label, steering_note
from ui.session.focus_notice import FocusNotice
from ui.session.keymap import Act
from ui.session.physical_keys import NAMES
from ui.session.press_time import moment_of
from ui.session.running import RunningSession

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
    assert steering_note("own_device", chords=True) == ""
    assert "Ctrl+Alt+Enter" in steering_note("two_screens", chords=True)
    assert steering_note("two_screens", chords=False) not in ("", steering_note("two_screens", chords=True))


def test_that_the_servers_time_of_a_chord_is_the_moment_of_the_press() -> None:
    assert moment_of(5_000, 5_120_000) == 5_000_000
    assert moment_of(1, 5_120_000) == 5_120_000


@pytest.mark.parametrize(("setup", "words"), [("two_screens", "participant"), ("own_device", "not in front")])
def test_that_the_notice_says_who_has_the_keys(session: RunningSession, room: Room, setup: str, words: str) -> None:
    from ui.background import Background
    from ui.session.board import SessionBoard
    from ui.session.keymap import Keymap
    from ui.session.session_head import SessionHead

    plan = sample_plan(setup=setup)
    background = Background(lambda _error: None)
    board = SessionBoard(RunningSession(plan, room, "Anna"), SessionHead(), background, Keymap)
    try:
        notice: FocusNotice = board.notice
        assert words in notice.words.text()
    finally:
        board.dispose()
        board.deleteLater()
        background.close()
