"""What the participant reads and answers where the recorded screen is ours: one task card, or one questionnaire, at a
time; else paper is offered.
"""

from functools import partial

from PySide6.QtWidgets import QWidget

from lab.i18n import gettext as _
from protocols.protocol import Task
from ui.alerts import Alerts, Choice
from ui.held.asked import answers, asked
from ui.held.handing_over import HandingOver, Values
from ui.held.participant_screen import recorded_screen
from ui.held.running import RunningSession
from ui.session.board import SessionBoard
from ui.session.task_card import TaskCard, ask_to_print


class TaskCards:
    """The cards of one session."""

    def __init__(self, session: RunningSession, alerts: Alerts, parent: QWidget) -> None:
        self._session = session
        self._alerts = alerts
        self._parent = parent
        self.card: TaskCard | None = None
        self.handing_over = HandingOver(alerts, parent)

    def serve(self, board: SessionBoard) -> None:
        """Do what the board asks for."""
        board.card_requested.connect(self.show)
        board.print_requested.connect(self.print)
        board.questions_requested.connect(self.ask)

    def ask(self) -> None:
        """Let the participant answer what is asked after the task that ended last."""
        waiting = [one for one in asked(self._session.plan, self._session.record) if not one.answered]
        about_tasks = [one for one in waiting if one.task is not None]
        if not about_tasks:
            words = _("No task that ended waits for an answer. What is asked after the session is in the debrief.")
            self._alerts.info(words, key="answer_sheet")
            return
        one = about_tasks[-1]
        self.close()
        put = partial(self._put, one.questionnaire.id, one.task.id if one.task is not None else None)
        self.handing_over.open(self._session.plan, one, put)

    def _put(self, questionnaire: str, task: str | None, values: Values) -> None:
        session = self._session
        session.put(answers(session, questionnaire, task, values, session.plan.language))

    def show(self, task: Task) -> None:
        """Show the task on the recorded screen; if it is not ours, say so and offer to print."""
        screen = recorded_screen(self._session.plan.sources)
        if screen is None:
            words = _("The participant works on a device of their own: print the task, or read it aloud.")
            self._alerts.info(words, Choice(_("Print the task"), lambda: self.print(task)), key="card")
            return
        self.close()
        card = self.card = TaskCard(task, self._session.plan.language, screen)
        card.destroyed.connect(lambda: self._gone(card))
        card.show()

    def print(self, task: Task) -> None:
        """Print the task."""
        ask_to_print(task, self._session.plan.language, self._parent)

    def close(self) -> None:
        """Take the card and the questionnaire away."""
        self.handing_over.close()
        if self.card is not None:
            self.card.close()
            self.card = None

    def _gone(self, card: TaskCard) -> None:
        # A card is destroyed after it has closed, when the next one may be there already.
        if self.card is card:
            self.card = None
