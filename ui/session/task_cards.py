"""Shows one task card at a time where the recorded screen is ours; else offers paper."""

from PySide6.QtWidgets import QWidget

from lab.i18n import gettext as _
from protocols.protocol import Task
from ui.alerts import Alerts, Choice
from ui.held.running import RunningSession
from ui.session.task_card import TaskCard, ask_to_print, recorded_screen


class TaskCards:
    """The cards of one session."""

    def __init__(self, session: RunningSession, alerts: Alerts, parent: QWidget) -> None:
        self._session = session
        self._alerts = alerts
        self._parent = parent
        self.card: TaskCard | None = None

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
        """Take the card away."""
        if self.card is not None:
            self.card.close()
            self.card = None

    def _gone(self, card: TaskCard) -> None:
        # A card is destroyed after it has closed, when the next one may be there already.
        if self.card is card:
            self.card = None
