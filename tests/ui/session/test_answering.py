"""In the running session: what is asked after a task, answered by the participant."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.held.stage import Room
from ui.alerts import Alert, Alerts
from ui.held.running import RunningSession
from ui.held.verbs import Verbs
from ui.session.task_cards import TaskCards


def test_that_the_participant_answers_after_the_task_that_ended_last(
    session: RunningSession, room: Room, qtbot: QtBot
) -> None:
    alerts, said = Alerts(), list[Alert]()
    alerts.raised.connect(said.append)
    parent = QWidget()
    qtbot.addWidget(parent)
    cards, verbs = TaskCards(session, alerts, parent), Verbs(session)
    cards.ask()
    assert cards.handing_over.sheet is None
    assert "No task that ended waits" in said[-1].text
    verbs.boundary(1_000_000)
    verbs.boundary(2_000_000)
    cards.ask()
    sheet = cards.handing_over.sheet
    if sheet is None:  # nothing of this machine is recorded here: this screen is offered
        said[-1].choices[0].do()
        sheet = cards.handing_over.sheet
    assert sheet is not None
    sheet.pages[0].choose(6)
    sheet.next.click()
    sheet.next.click()
    (answers,) = room.record.answers
    assert (answers.questionnaire, answers.task) == ("seq", session.plan.protocol.tasks[0].id)
    assert list(answers.values.values()) == [6]
    cards.close()
