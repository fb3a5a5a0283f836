"""The message bar moves nothing, covers no action, and is not pressed by a click that was meant for something else."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opened
from ui.alerts import Choice
from ui.widgets.buttons import Button
from ui.widgets.fresh import FreshGuard


def nothing() -> None:
    """What a choice does that nobody takes."""


def place(widget: QWidget) -> QRect:
    """Where a widget is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The machine's clock in µs, set by the test; buttons rest as they do for people."""
    now = [1_000_000_000]
    monkeypatch.setattr("ui.widgets.fresh.REST_US", 500_000)
    monkeypatch.setattr("ui.widgets.fresh.clock.now_us", lambda: now[0])
    return now


@pytest.mark.parametrize("width", [960, 1280])
@pytest.mark.parametrize("name", ["today", "services", "schedule", "findings", "debrief"])
def test_that_an_alert_moves_nothing_and_covers_no_action(opened: Opened, name: str, width: int) -> None:
    screen = opened.show(name)
    opened.window.resize(width, 700)
    opened.settle()
    buttons = [one for one in screen.findChildren(QPushButton) if one.isVisible()]
    before = [place(one) for one in buttons]
    opened.alerts.ask("Close the session?", Choice("Close the session", nothing))
    opened.settle()
    assert [place(one) for one in buttons] == before
    bar = place(opened.window.message_bar)
    items = [screen.action_row.itemAt(index) for index in range(screen.action_row.count())]
    actions = [item.widget() for item in items if item is not None]
    assert not [one for one in actions if one is not None and one.isVisible() and place(one).intersects(bar)]
    title = place(screen.title_label)
    beside = screen.header.direction() is QBoxLayout.Direction.LeftToRight and title.width() > 420
    assert bar.top() <= title.top() if beside else bar.top() >= title.bottom()
    opened.window.message_bar.bars()[0].leave()
    opened.settle()
    assert [place(one) for one in buttons] == before
    assert not opened.window.message_bar.isVisible()


def test_that_a_bar_ignores_presses_until_people_can_have_read_it(
    opened: Opened, qtbot: QtBot, clock: list[int]
) -> None:
    opened.show("today")
    closed: list[bool] = []
    opened.alerts.ask("Close the session?", Choice("Close the session", lambda: closed.append(True)))
    (bar,) = opened.window.message_bar.bars()
    yes = next(one for one in bar.findChildren(QPushButton) if one.text() == "Close the session")
    for press in (qtbot.mouseClick, qtbot.mouseDClick):
        press(yes, Qt.MouseButton.LeftButton)
    qtbot.keyClick(yes, Qt.Key.Key_Space)
    clock[0] += 499_000
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert not closed
    assert bar.rests
    clock[0] += 2_000
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert closed == [True]


def test_that_a_button_that_appears_again_rests_again(qtbot: QtBot, clock: list[int]) -> None:
    pressed: list[bool] = []
    button = Button("Close the session", lambda: pressed.append(True))
    qtbot.addWidget(button)
    FreshGuard(button)
    button.show()
    clock[0] += 600_000
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [True]
    button.hide()
    button.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [True]


def test_that_undo_is_offered_until_the_next_thing_is_done(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.widgets.message_bar._PASSES_AFTER_MS", 0)
    opened.show("today")
    opened.alerts.done("Booked.", Choice("Undo", nothing))
    opened.alerts.info("The room runs.")
    opened.settle()
    assert opened.window.message_bar.bars() == []
    opened.alerts.done("Cancelled.", Choice("Undo", nothing))
    opened.alerts.warn("The disk is nearly full.")
    opened.settle()
    assert [bar.alert.text for bar in opened.window.message_bar.bars()] == ["The disk is nearly full.", "Cancelled."]
    opened.show("settings")
    assert [bar.alert.text for bar in opened.window.message_bar.bars()] == ["The disk is nearly full."]
