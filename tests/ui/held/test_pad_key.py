"""One button of the pad: a short press tags, a long one shows how its criterion is observed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from protocols import library
from protocols.protocol import PadButton
from ui.held.pad_key import PadKey

OBSERVED = "CC-01  The way in\nWatch where they go first."


@pytest.fixture
def button() -> PadButton:
    return library.protocol("sample-child-benefit").tasks[0].tag_pad[0]


def made(button: PadButton, observed: str, qtbot: QtBot) -> tuple[PadKey, list[PadButton]]:
    """The key, and what it has tagged."""
    key = PadKey(button, "1", observed)
    qtbot.addWidget(key)
    key.show()
    tagged: list[PadButton] = []
    key.pressed_for.connect(tagged.append)
    return key, tagged


def test_that_a_short_press_tags(button: PadButton, qtbot: QtBot) -> None:
    key, tagged = made(button, OBSERVED, qtbot)
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert tagged == [button]


def test_that_a_long_press_shows_how_it_is_observed_and_does_not_tag(button: PadButton, qtbot: QtBot) -> None:
    key, tagged = made(button, OBSERVED, qtbot)
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QToolTip.text() == OBSERVED)
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)
    assert tagged == []
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert tagged == [button]
    QToolTip.hideText()


def test_that_space_held_long_shows_it_as_well(button: PadButton, qtbot: QtBot) -> None:
    key, tagged = made(button, OBSERVED, qtbot)
    QTest.keyPress(key, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QToolTip.text() == OBSERVED)
    QTest.keyRelease(key, Qt.Key.Key_Space)
    assert tagged == []
    QToolTip.hideText()


def test_that_a_button_without_anything_to_show_tags_however_long_it_is_pressed(
    button: PadButton, qtbot: QtBot
) -> None:
    key, tagged = made(button, "", qtbot)
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(key._held.timeout):
        pass
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)
    assert tagged == [button]
