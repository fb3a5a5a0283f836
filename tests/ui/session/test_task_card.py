"""The task's text as a card on the recorded screen, or on paper."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lab.services.session_view import SourcePlan
from protocols import library
from tests.ui.conftest import Dress
from tests.ui.held.stage import Room, sample_plan
from ui.alerts import Alert, Alerts
from ui.held.participant_screen import recorded_screen
from ui.held.running import RunningSession
from ui.session.task_card import TaskCard, task_document
from ui.session.task_cards import TaskCards

TASK = library.protocol("sample-child-benefit").tasks[0]


def source(**fields: object) -> tuple[SourcePlan, ...]:
    return (SourcePlan.model_validate({"id": "screen", "kind": "screen", "shows": "screen"} | fields),)


def test_that_the_recorded_screen_is_found_by_number_name_and_place(qtbot: QtBot) -> None:
    first = QGuiApplication.primaryScreen()
    for device in ("default", "0", first.name(), "100x100+10+10"):
        assert recorded_screen(source(device=device)) is first


def test_that_a_participants_own_device_is_no_screen_of_ours(qtbot: QtBot) -> None:
    assert recorded_screen(source(kind="camera")) is None
    assert recorded_screen(()) is None


def test_that_the_card_shows_the_text_on_that_screen_without_taking_the_focus(qtbot: QtBot) -> None:
    screen = QGuiApplication.primaryScreen()
    card = TaskCard(TASK, "ru", screen)
    card.show()
    assert screen.availableGeometry().contains(card.geometry())
    assert not card.isActiveWindow()
    with qtbot.waitSignal(card.destroyed):
        card.read.click()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_no_line_of_the_card_is_cut(dress: Dress, scale: float, language: str, qtbot: QtBot) -> None:
    dress(scale=scale)
    for task in library.protocol("sample-child-benefit").tasks:
        card = TaskCard(task, language, QGuiApplication.primaryScreen())
        card.show()
        qtbot.waitExposed(card)
        for label in card.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()), label.text()
            assert card.rect().contains(label.geometry())
        assert card.rect().contains(card.read.geometry())
        assert card.read.height() >= card.read.sizeHint().height()
        with qtbot.waitSignal(card.destroyed):
            card.close()


def test_that_paper_is_offered_where_the_screen_is_not_ours(qtbot: QtBot) -> None:
    alerts, said = Alerts(), list[Alert]()
    alerts.raised.connect(said.append)
    parent_free = TaskCards(RunningSession(sample_plan(sources=[]), Room(), "Anna"), alerts, None)  # type: ignore[arg-type]
    parent_free.show(TASK)
    assert parent_free.card is None
    assert said[0].choices


def test_that_paper_holds_title_and_scenario_and_nothing_that_gives_the_answer_away(qtbot: QtBot) -> None:
    text = task_document(TASK, "en").toPlainText()
    assert TASK.title.en in text
    assert TASK.scenario.en in text
    assert TASK.success[0].text.en not in text


def test_that_the_end_of_the_first_card_leaves_the_second_alone(qtbot: QtBot) -> None:
    cards = TaskCards(RunningSession(sample_plan(), Room(), "Anna"), Alerts(), None)  # type: ignore[arg-type]
    gone: list[str] = []
    cards.show(TASK)
    first = cards.card
    assert first is not None
    first.destroyed.connect(lambda: gone.append("first"))
    cards.show(TASK)
    qtbot.waitUntil(lambda: gone == ["first"])
    second = cards.card
    assert second is not None
    second.destroyed.connect(lambda: gone.append("second"))
    cards.close()
    qtbot.waitUntil(lambda: gone == ["first", "second"])
    assert cards.card is None
