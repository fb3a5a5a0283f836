"""The notice that the keys go to the participant."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.held.stage import Room, sample_plan
from tests.ui.second_room.company_stage import nobody
from ui.alerts import Alerts
from ui.held.running import RunningSession
from ui.session.chord_hold import ChordHold
from ui.session.focus_notice import FocusNotice


@pytest.mark.parametrize(("setup", "words"), [("two_screens", "participant"), ("own_device", "not in front")])
def test_that_the_notice_says_who_has_the_keys(session: RunningSession, room: Room, setup: str, words: str) -> None:
    from ui.background import Background
    from ui.keys.keymap import Keymap
    from ui.session.board import SessionBoard
    from ui.session.session_head import SessionHead

    plan = sample_plan(setup=setup)
    background = Background(lambda _error: None)
    board = SessionBoard(RunningSession(plan, room, "Anna"), SessionHead(), background, Keymap, nobody())
    try:
        notice: FocusNotice = board.notice
        assert words in notice.words.text()
    finally:
        board.dispose()
        board.deleteLater()
        background.close()


def test_that_the_notice_says_which_keys_act_all_the_same(qtbot: QtBot) -> None:
    notice = FocusNotice()
    qtbot.addWidget(notice)
    assert "Ctrl+Alt" not in notice.words.text()
    notice.tell(chords=True)
    assert "participant" in notice.words.text()
    assert "Ctrl+Alt+Enter" in notice.words.text()
    notice.tell(keys_are_shared=False)
    assert "not in front" in notice.words.text()
    assert "Ctrl+Alt+Enter" in notice.words.text()


def test_that_the_notice_is_there_only_while_no_window_of_ours_has_the_focus(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, dialog = QWidget(), QWidget()
    for one in (window, dialog):
        qtbot.addWidget(one)
    notice = FocusNotice()
    QVBoxLayout(window).addWidget(notice)
    window.show()
    has_focus: list[QWidget | None] = [dialog]
    monkeypatch.setattr("ui.session.focus_notice.QApplication.activeWindow", lambda: has_focus[0])
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    notice.watch(on=True)
    assert not notice.isVisible()
    has_focus[0] = None
    notice._look()
    assert notice.isVisible()
    notice.watch(on=False)


class Held:
    """Stands for chords that an X server registered."""

    taken = ()
    lost = False

    def __init__(self, _keys: object) -> None:
        self.file_descriptor, self._other_end = os.pipe()

    def close(self) -> None:
        """As the real ones."""
        os.close(self.file_descriptor)
        os.close(self._other_end)


def test_that_the_notice_speaks_of_chords_while_they_are_registered(
    session: RunningSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.background import Background
    from ui.keys.keymap import Keymap
    from ui.preferences import Preferences
    from ui.session.board import SessionBoard
    from ui.session.session_head import SessionHead

    monkeypatch.setattr("ui.session.chord_hold.chords_possible", lambda: True)
    monkeypatch.setattr("ui.session.chord_hold.Grabs", Held)
    background, preferences = Background(lambda _error: None), Preferences(tmp_path / "person.toml")
    board = SessionBoard(session, SessionHead(), background, Keymap, nobody())
    try:
        ChordHold(board, preferences, Alerts())
        assert "Ctrl+Alt" not in board.notice.words.text()
        preferences.change(chords=True)
        assert "Ctrl+Alt" in board.notice.words.text()
        preferences.change(chords=False)
        assert "Ctrl+Alt" not in board.notice.words.text()
    finally:
        board.dispose()
        board.deleteLater()
        background.close()
