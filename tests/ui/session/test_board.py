"""The board: keys and buttons make the events that the room keeps."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lab.domain.annotation import Annotation
from lab.domain.events import TagPut
from lab.domain.session import SessionState
from lab.live.messages import Blind
from tests.ui.held.stage import SECOND, Clock, Room
from tests.ui.second_room.company_stage import nobody
from ui.alerts import Alert, Alerts
from ui.background import Background
from ui.held.running import RunningSession
from ui.held.undo import Undo
from ui.keys.keymap import Keymap
from ui.palette import Palette
from ui.palette_entries import PaletteEntry
from ui.session.board import SessionBoard
from ui.session.session_head import SessionHead


class Stage:
    """The board in a window, and the keymap in force."""

    def __init__(self, session: RunningSession, background: Background) -> None:
        self.keymap = Keymap()
        self.board = SessionBoard(session, SessionHead(), background, lambda: self.keymap, nobody())

    def press(self, key: Qt.Key, on: QWidget | None = None) -> None:
        """Press a key where the focus is, or on a widget."""
        QTest.keyClick(on or self.board.focusWidget() or self.board, key)


@pytest.fixture
def stage(qtbot: QtBot, session: RunningSession) -> Iterator[Stage]:
    background = Background(lambda error: pytest.fail(str(error)))
    made = Stage(session, background)
    qtbot.addWidget(made.board)
    qtbot.addWidget(made.board.head)
    made.board.resize(1072, 760)
    made.board.show()
    made.board.setFocus()
    yield made
    made.board.dispose()
    background.close()


def test_that_enter_and_f5_walk_through_the_tasks(stage: Stage, session: RunningSession, machine: Clock) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F5, Qt.Key.Key_Enter, Qt.Key.Key_Return):
        machine.pass_seconds(10)
        stage.press(key)
    assert [(one.task, one.end_us is None) for one in session.record.attempts] == [
        ("find-service", False),
        ("fill-form", False),
    ]


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Qt.Key.Key_F6, "success"),
        (Qt.Key.Key_F7, "assisted"),
        (Qt.Key.Key_F8, "failed"),
        (Qt.Key.Key_F9, "gave_up"),
    ],
)
def test_that_an_outcome_ends_the_running_task(
    stage: Stage, session: RunningSession, key: Qt.Key, outcome: str
) -> None:
    stage.press(Qt.Key.Key_Return)
    stage.press(key)
    (attempt,) = session.record.attempts
    assert (attempt.outcome, attempt.is_running) == (outcome, False)


def test_that_an_outcome_after_the_end_belongs_to_the_task_that_ended(stage: Stage, session: RunningSession) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_F8):
        stage.press(key)
    assert [one.outcome for one in session.record.attempts] == ["failed"]


def test_that_a_digit_puts_the_running_tasks_own_tag(stage: Stage, session: RunningSession) -> None:
    stage.press(Qt.Key.Key_Return)
    stage.press(Qt.Key.Key_1)
    (tag,) = session.record.annotations
    button = session.plan.protocol.task("find-service").tag_pad[0]
    assert (tag.button, tag.criterion, tag.severity, tag.task) == (
        button.id,
        button.criterion,
        button.severity,
        "find-service",
    )
    assert tag.attempt == session.record.attempts[0].id


def test_that_the_lead_of_a_button_is_that_of_the_protocol(stage: Stage, session: RunningSession) -> None:
    stage.board.start_task("attach-document")
    stage.press(Qt.Key.Key_1)
    assert session.record.annotations[0].lead_us == 8 * SECOND


def test_that_a_held_key_tags_once(stage: Stage, session: RunningSession) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    for repeats in (False, True, True):
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(stage.board, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, none, "1", autorep=repeats))
    assert len(session.record.annotations) == 1


def test_that_backspace_takes_back_my_last_tag_and_it_can_be_put_back(
    stage: Stage, session: RunningSession, machine: Clock
) -> None:
    stage.press(Qt.Key.Key_Return)
    stage.press(Qt.Key.Key_1)
    machine.pass_seconds(3)
    taken: list[Annotation] = []
    stage.board.taken_back.connect(taken.append)
    stage.press(Qt.Key.Key_Backspace)
    assert list(session.record.annotations) == []
    stage.press(Qt.Key.Key_Return)
    stage.board.verbs.put_back(taken[0].id)
    (again,) = session.record.annotations
    assert replace(again, version=taken[0].version) == taken[0]
    assert again.task == "find-service"


def test_that_an_attempt_that_was_voided_by_mistake_goes_on(
    stage: Stage, session: RunningSession, machine: Clock
) -> None:
    alerts = Alerts()
    said: list[Alert] = []
    alerts.raised.connect(said.append)
    undo = Undo(alerts, session.plan, lambda: session)
    stage.board.voided.connect(undo.offer_attempt)
    stage.press(Qt.Key.Key_Return)
    before = session.record.attempts[0]
    machine.pass_seconds(3)
    stage.board.tasks.void_requested.emit()
    assert session.record.running_attempt is None
    said[-1].choices[0].do()
    assert session.record.running_attempt == before


def test_that_others_tags_are_not_mine_to_take_back(stage: Stage, session: RunningSession, room: Room) -> None:
    room.keep(TagPut(id="e1", at_us=1, author="Oleg", annotation="a1", pressed_us=1, lead_us=0, lag_us=0, words={}))
    stage.press(Qt.Key.Key_Backspace)
    assert [tag.author for tag in session.record.annotations] == ["Oleg"]


def test_that_keys_rest_while_a_note_is_typed_and_the_tag_means_its_first_letter(
    stage: Stage, session: RunningSession, machine: Clock
) -> None:
    note = stage.board.pad.note
    note.setFocus()
    QTest.keyClick(note, Qt.Key.Key_1)
    machine.pass_seconds(8)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Backspace, Qt.Key.Key_3):
        QTest.keyClick(note, key)
    assert list(session.record.annotations) == []
    QTest.keyClick(note, Qt.Key.Key_Return)
    (tag,) = session.record.annotations
    assert (tag.note, tag.pressed_us) == ("13", 0)
    assert session.record.attempts == ()
    assert not note.hasFocus()


def test_that_enter_in_the_criterion_search_codes_and_starts_no_task(stage: Stage, session: RunningSession) -> None:
    stage.press(Qt.Key.Key_1)
    search = stage.board.pad.criterion
    search.setFocus()
    QTest.keyClicks(search, "CC-30")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert [tag.criterion for tag in session.record.annotations] == ["CC-30"]
    assert session.record.attempts == ()


@pytest.mark.parametrize("within", ["field", "list"])
def test_that_enter_in_the_palette_does_what_was_found_and_starts_no_task(
    stage: Stage, session: RunningSession, within: str
) -> None:
    done: list[str] = []
    palette = Palette(stage.board, lambda: (PaletteEntry("Blind", "Action", "plus", lambda: done.append("blind")),))
    palette.open()
    QTest.keyClick(palette.field if within == "field" else palette.list, Qt.Key.Key_Return)
    assert done == ["blind"]
    assert not palette.isVisible()
    assert session.record.attempts == ()


def test_that_escape_leads_from_the_note_back_to_the_session(stage: Stage, session: RunningSession) -> None:
    stage.board.pad.note.setFocus()
    QTest.keyClick(stage.board.pad.note, Qt.Key.Key_Escape)
    stage.press(Qt.Key.Key_Return, on=stage.board)
    assert session.record.running_attempt is not None


def test_that_space_stays_with_the_button_that_has_the_focus(stage: Stage, session: RunningSession) -> None:
    stage.press(Qt.Key.Key_Return)
    button = stage.board.tasks.outcome_buttons["gave_up"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert session.record.attempts[0].outcome == "gave_up"


def test_that_keys_with_ctrl_are_left_alone(stage: Stage, session: RunningSession) -> None:
    QTest.keyClick(stage.board, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert session.record.annotations == ()


def test_that_keys_can_be_switched_off_and_buttons_still_work(stage: Stage, session: RunningSession) -> None:
    stage.keymap = Keymap(on=False)
    stage.press(Qt.Key.Key_Return)
    assert session.record.attempts == ()
    stage.board.tasks.boundary.click()
    assert session.record.running_attempt is not None


def test_that_f10_blinds_the_observers_and_again_lets_them_see(stage: Stage, room: Room) -> None:
    for _press in range(2):
        stage.press(Qt.Key.Key_F10)
    assert [message.on for message in room.requests if isinstance(message, Blind)] == [True, False]


def test_that_the_last_tag_is_coded_by_severity_and_criterion(stage: Stage, session: RunningSession) -> None:
    stage.press(Qt.Key.Key_Return)
    stage.press(Qt.Key.Key_1)
    stage.board.pad.severity.buttons[4].click()
    stage.board.pad.criterion.chosen.emit("CC-30")
    (tag,) = session.record.annotations
    assert (tag.severity, tag.criterion, tag.version) == (4, "CC-30", 3)
    stage.board.pad.severity.buttons[4].click()
    assert session.record.annotations[0].severity is None


def test_that_a_severity_without_a_tag_makes_one(stage: Stage, session: RunningSession) -> None:
    stage.board.pad.severity.buttons[2].click()
    assert [(tag.severity, tag.criterion) for tag in session.record.annotations] == [(2, None)]


def test_that_pause_stops_task_time_but_not_the_session(stage: Stage, session: RunningSession, machine: Clock) -> None:
    stage.press(Qt.Key.Key_Return)
    machine.pass_seconds(10)
    stage.board.head.pause.click()
    machine.pass_seconds(30)
    stage.board.head.pause.click()
    machine.pass_seconds(5)
    stage.board.tick()
    stage.press(Qt.Key.Key_F6)
    (attempt,) = session.record.attempts
    spent = attempt.time_on_task_us(session.record.pauses)
    assert spent >= 15 * SECOND
    assert attempt.end_us is not None
    assert spent == attempt.end_us - attempt.start_us - 30 * SECOND


def test_that_no_task_begins_or_ends_in_a_pause_and_why_is_said(
    stage: Stage, session: RunningSession, room: Room, machine: Clock
) -> None:
    said: list[str] = []
    session.refused.connect(lambda error: said.append(error.code))
    session.move(SessionState.PAUSED)
    kept = len(room.kept)
    stage.press(Qt.Key.Key_Return)
    assert said == ["session_paused"]
    session.move(SessionState.RUNNING)
    stage.press(Qt.Key.Key_Return)
    session.move(SessionState.PAUSED)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F6):
        stage.press(key)
    assert said == ["session_paused"] * 3
    assert not stage.board.tasks.outcomes.isEnabled()
    session.move(SessionState.RUNNING)
    machine.pass_seconds(3)
    stage.press(Qt.Key.Key_F6)
    assert [(one.outcome, one.is_running) for one in session.record.attempts] == [("success", False)]
    assert len(room.kept) == kept + 5


def test_that_the_pad_follows_the_task_and_ends_with_the_common_buttons(stage: Stage, session: RunningSession) -> None:
    stage.press(Qt.Key.Key_Return)
    task = session.plan.protocol.task("find-service")
    shown = [key.button.id for key in stage.board.pad.keys]
    common = [button.id for button in session.plan.protocol.common_pad]
    assert shown == [button.id for button in task.tag_pad] + common


def test_that_what_waits_is_said_while_the_room_is_away(stage: Stage, session: RunningSession, room: Room) -> None:
    room.away = True
    session.connection(connected=False)
    stage.press(Qt.Key.Key_Return)
    assert "1" in stage.board.feed.line.text()
    room.come_back()
    session.connection(connected=True)
    assert stage.board.feed.line.text() == "everything is saved"


def test_that_every_control_has_a_name_and_is_reached_by_tab(stage: Stage) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLineEdit

    controls = [
        widget
        for kind in (QAbstractButton, QLineEdit)
        for widget in stage.board.findChildren(kind)
        if widget.isVisibleTo(stage.board) and widget.isEnabled()
    ]
    assert controls
    assert [widget.objectName() for widget in controls if not (widget.accessibleName() or widget.toolTip())] == []
    assert [widget.accessibleName() for widget in controls if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus] == []
