"""The questionnaire in the participant's hands."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from protocols import library
from tests.ui.conftest import Dress
from ui.held.answer_sheet import TARGET_PX, AnswerSheet
from ui.widgets.buttons import Button

SUS = library.questionnaire("sus")


@pytest.fixture
def sheet(dress: Dress, qtbot: QtBot) -> Iterator[AnswerSheet]:
    made = opened(qtbot, "sus", "en")
    yield made
    if isValid(made):
        made.close()


def opened(qtbot: QtBot, name: str, language: str) -> AnswerSheet:
    made = AnswerSheet(library.questionnaire(name), "Fill in the form", language, QGuiApplication.primaryScreen())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_that_nothing_is_chosen_beforehand_and_nothing_is_skipped_by_itself(sheet: AnswerSheet, qtbot: QtBot) -> None:
    assert set(sheet.values.values()) == {None}
    assert not sheet.next.isEnabled()
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.number == 0


def test_that_the_keyboard_alone_fills_it_in(sheet: AnswerSheet, qtbot: QtBot) -> None:
    given: list[dict[str, int | None]] = []
    sheet.answered.connect(given.append)
    for number in range(len(SUS.items)):
        qtbot.keyClick(sheet, Qt.Key.Key_4 if number else Qt.Key.Key_2)
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert given == []
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(sheet))
    assert given == [{item.id: 2 if item is SUS.items[0] else 4 for item in SUS.items}]


def test_that_the_mouse_alone_fills_it_in_and_goes_back(sheet: AnswerSheet, qtbot: QtBot) -> None:
    for step in ("step_5", "left_out"):
        page = sheet.pages[sheet.number]
        button = page.findChild(Button, step)
        assert isinstance(button, Button)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(sheet.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sheet.back, Qt.MouseButton.LeftButton)
    first, second, third, *_rest = sheet.values.values()
    assert (sheet.number, first, second, third) == (1, 5, None, None)
    assert sheet.pages[1].is_answered
    assert not sheet.pages[2].is_answered


def test_that_esc_loses_nothing_and_stopping_keeps_nothing(sheet: AnswerSheet, qtbot: QtBot) -> None:
    given: list[object] = []
    sheet.answered.connect(given.append)
    qtbot.keyClick(sheet, Qt.Key.Key_3)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    sheet.stop.click()
    qtbot.waitUntil(lambda: not isValid(sheet))
    assert given == []


def test_that_ten_is_typed_with_two_digits(dress: Dress, qtbot: QtBot) -> None:
    sheet = opened(qtbot, "nps", "en")
    for key in (Qt.Key.Key_1, Qt.Key.Key_0):
        qtbot.keyClick(sheet, key)
    assert list(sheet.values.values()) == [10]
    qtbot.keyClick(sheet, Qt.Key.Key_7)
    assert list(sheet.values.values()) == [7]
    sheet.close()


@pytest.mark.parametrize("name", ["sus", "umux-lite", "seq", "nasa-tlx", "csat", "ces", "nps"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_every_shipped_one_fits_with_large_targets_in_the_participants_language(
    dress: Dress, qtbot: QtBot, name: str, language: str
) -> None:
    dress(scale=1.25, language="en")
    sheet = opened(qtbot, name, language)
    sheet.resize(1280, 800)
    layout = sheet.layout()
    assert layout is not None
    assert layout.totalMinimumSize().width() <= 1280
    assert layout.totalMinimumSize().height() <= 800
    item = library.questionnaire(name).items[0]
    steps = [one for one in sheet.pages[0].findChildren(Button) if one.objectName().startswith("step_")]
    assert len(steps) == item.maximum - item.minimum + 1
    assert all(step.height() >= TARGET_PX for step in steps)
    assert sheet.next.text() == {"en": "Next", "ru": "Дальше"}[language]
    sheet.close()
