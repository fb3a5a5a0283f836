"""The notice that the keys go to the participant."""

import pytest

from tests.ui.held.stage import Room, sample_plan
from ui.held.running import RunningSession
from ui.session.focus_notice import FocusNotice


@pytest.mark.parametrize(("setup", "words"), [("two_screens", "participant"), ("own_device", "not in front")])
def test_that_the_notice_says_who_has_the_keys(session: RunningSession, room: Room, setup: str, words: str) -> None:
    from ui.background import Background
    from ui.keys.keymap import Keymap
    from ui.session.board import SessionBoard
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
