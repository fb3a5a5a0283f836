"""Hands a questionnaire over to the participant: on the screen that they work on, where it is ours."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from lab.i18n import gettext as _
from ui.alerts import Alerts, Choice
from ui.held.answer_sheet import AnswerSheet
from ui.held.asked import Asked
from ui.held.participant_screen import recorded_screen
from ui.held.planned import SessionPlan

_KEY = "answer_sheet"

Values = Mapping[str, int | None]


class HandingOver:
    """One sheet at a time."""

    def __init__(self, alerts: Alerts, parent: QWidget) -> None:
        self._alerts = alerts
        self._parent = parent
        self.sheet: AnswerSheet | None = None

    def open(self, plan: SessionPlan, asked: Asked, put: Callable[[Values], None]) -> None:
        """Show it to the participant; `put` is told the answers, once. Where their device is not ours, it is said, and
        this screen offered.
        """
        screen = recorded_screen(plan.sources)
        if screen is not None:
            self._show(plan, asked, put, screen)
            return
        here = Choice(_("Show it on this screen"), lambda: self._show(plan, asked, put, self._parent.screen()))
        words = _(
            "The participant works on a device of their own: print the questionnaire, read it aloud, or hand over this "
            "screen with its keyboard and mouse."
        )
        self._alerts.info(words, here, key=_KEY)

    def close(self) -> None:
        """Take the sheet away; what was not finished is not kept."""
        if self.sheet is not None:
            self.sheet.close()
            self.sheet = None

    def _show(self, plan: SessionPlan, asked: Asked, put: Callable[[Values], None], screen: QScreen) -> None:
        self.close()
        about = asked.task.title.in_language(plan.language) if asked.task is not None else ""
        sheet = self.sheet = AnswerSheet(asked.questionnaire, about, plan.language, screen)
        sheet.answered.connect(put)
        sheet.destroyed.connect(lambda: self._gone(sheet))
        sheet.show()
        sheet.raise_()
        sheet.activateWindow()

    def _gone(self, sheet: AnswerSheet) -> None:
        if self.sheet is sheet:
            self.sheet = None
