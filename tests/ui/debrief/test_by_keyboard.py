"""A moderator finishes a debrief of twelve criteria, codes a tag and closes the session by keyboard alone."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lab.domain.ids import SessionId
from lab.domain.session import SessionState
from lab.services.session_view import plan_in
from tests.ui.held import stage
from tests.ui.held.furnished import Furnished
from tests.ui.held.holding import Moderator
from tests.ui.held.stage import SECOND, Room
from ui.debrief.debrief_screen import DebriefScreen
from ui.debrief.judging_keys import legend
from ui.held.verbs import TagContent, Verbs

MOST_TABS = 200


def hold_three_tasks(room: Room, folder: Path) -> None:
    """Find, fill in and decision reach their end: twelve criteria. One tag against CC-01, one without a criterion."""
    plan = plan_in(folder)
    moderator: Any = Moderator(room, plan)
    verbs = Verbs(moderator)
    find, fill, _attach, decision = plan.protocol.tasks
    room.run()
    for place, task in enumerate((find, fill, decision)):
        verbs.start((10 * place + 1) * SECOND, task.id)
        if task is find:
            verbs.tag(3 * SECOND, TagContent(find.tag_pad[0]))
            verbs.tag(4 * SECOND, TagContent(note="“Again?”"))
        verbs.end((10 * place + 9) * SECOND, "success")
    room._go(SessionState.RUNNING, SessionState.DEBRIEF)


@pytest.fixture
def session(desk: Furnished, room: Room, monkeypatch: pytest.MonkeyPatch) -> SessionId:
    prepared = desk.lab.sessions.prepare(desk.booking().id, (), "en")
    monkeypatch.setattr(stage, "SESSION", prepared.session_id)
    hold_three_tasks(room, prepared.folder)
    desk.lab.sessions.ingest(prepared.session_id, room.kept)
    room.tell = desk.bridge.room_said
    return prepared.session_id


class Hands:
    """Nothing but keys, each pressed at whatever has the focus."""

    def __init__(self, qtbot: QtBot, screen: DebriefScreen) -> None:
        self._qtbot = qtbot
        self._screen = screen
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        """Press keys one after the other."""
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self._qtbot.keyClick(self.focus, key, modifier)
            QApplication.processEvents()

    def type(self, words: str) -> None:
        """Write."""
        self._qtbot.keyClicks(self.focus, words)

    def tab_to(self, name: str) -> None:
        """Press Tab until the widget of this name has the focus."""
        for _turn in range(MOST_TABS):
            if self.focus.objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not reach {name}")


@pytest.fixture
def hands(qtbot: QtBot, screen: DebriefScreen) -> Hands:
    return Hands(qtbot, screen)


def said(room: Room) -> dict[str, tuple[str, int | None]]:
    return {one.criterion: (one.outcome, one.severity) for one in room.record.judgements}


def test_that_a_debrief_of_twelve_criteria_is_finished_by_keyboard_alone(
    screen: DebriefScreen, desk: Furnished, room: Room, hands: Hands, qtbot: QtBot
) -> None:
    assert screen.tabs.tabText(0) == "Criteria (12)"
    hands.press(Qt.Key.Key_Return)  # CC-01 was tagged with severity 3: confirmed as suggested
    hands.press(Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_2, Qt.Key.Key_F8, Qt.Key.Key_F9)
    hands.press(*[Qt.Key.Key_Return] * 6)
    assert list(said(room).values()) == [
        ("failed", 3), ("passed", None), ("cantTell", None), ("failed", 2), ("inapplicable", None),
        ("untested", None), *[("passed", None)] * 6,
    ]  # fmt: skip
    assert screen.tabs.tabText(0) == "Criteria (1)"  # nobody saw that one
    hands.press(Qt.Key.Key_Tab, ctrl=True)
    assert screen.tabs.currentWidget() is screen.tags
    hands.press(Qt.Key.Key_Return, ctrl=True)
    hands.type("CC-13")
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_2)
    assert [(tag.criterion, tag.severity) for tag in room.record.annotations if tag.note] == [("CC-13", 2)]
    assert screen.tabs.tabText(1) == "Tags"
    hands.tab_to("close_session")
    hands.press(Qt.Key.Key_Space)
    desk.said[-1].choices[0].do()
    assert room.record.state is SessionState.CLOSED
    qtbot.waitUntil(lambda: "closed" in desk.said[-1].text)


def test_that_backspace_takes_back_the_last_word_and_then_the_one_before(
    screen: DebriefScreen, room: Room, hands: Hands
) -> None:
    assert screen.criteria is not None
    first, second, *_rest = screen.criteria.rows
    hands.press(Qt.Key.Key_F6, Qt.Key.Key_F7)
    hands.press(Qt.Key.Key_Up, Qt.Key.Key_3)
    assert said(room)[second] == ("failed", 3)
    hands.press(Qt.Key.Key_Backspace)
    assert said(room) == {first: ("passed", None), second: ("cantTell", None)}
    hands.press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert said(room) == {}
    assert screen.criteria.current is screen.criteria.rows[first]


def test_that_keys_rest_while_somebody_types_and_for_whoever_switched_them_off(
    screen: DebriefScreen, desk: Furnished, room: Room, hands: Hands
) -> None:
    assert screen.criteria is not None
    screen.criteria.search.setFocus()
    hands.type("2")
    assert said(room) == {}
    desk.preferences.change(single_keys=False)
    screen.criteria.go_to("CC-10")
    hands.press(Qt.Key.Key_2, Qt.Key.Key_F6)
    assert said(room) == {}


def test_that_a_key_that_is_held_judges_one_criterion_only(screen: DebriefScreen, room: Room, hands: Hands) -> None:
    for held in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", held)
        QApplication.sendEvent(hands.focus, press)
    assert len(said(room)) == 1


def test_that_the_keys_are_told_above_the_criteria(screen: DebriefScreen) -> None:
    assert all(key in legend() for key in ("Enter", "F6", "0–4", "F9", "⌫"))
    assert legend() in [one.text() for one in screen.findChildren(QLabel)]
