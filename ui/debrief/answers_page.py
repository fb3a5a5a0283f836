"""The questionnaires of a debrief: each filled in by the moderator, by the participant, or typed in from paper."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from lab.domain.record import SessionRecord
from lab.i18n import gettext as _
from lab.i18n import language
from lab.services.session_view import SessionPlan
from ui.debrief.answers_form import AnswersForm, draft_name
from ui.desk import Desk
from ui.held.asked import Asked, answers
from ui.held.drafts import Drafts
from ui.held.followed import Session
from ui.held.handing_over import HandingOver, Values
from ui.printing import open_to_print
from ui.screen import clear
from ui.widgets.boxes import column
from ui.widgets.texts import quiet


class AnswersPage(QWidget):
    """One form for each questionnaire. `session`: the one that is shown now; `drafts`: its own."""

    def __init__(self, session: Callable[[], Session | None], desk: Desk, drafts: Drafts) -> None:
        super().__init__()
        self._session = session
        self._desk = desk
        self._drafts = drafts
        self._forms = column(spacing=16)
        self._forms.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._forms)
        self._shown: object = None
        self.handing_over = HandingOver(desk.alerts, self)
        self.destroyed.connect(self.handing_over.close)

    def show_questions(self, plan: SessionPlan, questions: tuple[Asked, ...], record: SessionRecord) -> None:
        """Show them, unless they are shown as they are."""
        shown = (questions, record.answers)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._forms)
        given = {(one.questionnaire, one.task): one for one in record.answers}
        if not questions:
            self._forms.addWidget(quiet(_("The protocol asks no questionnaires.")))
        for one in questions:
            place = (one.questionnaire.id, one.task.id if one.task else None)
            form = AnswersForm(one, given.get(place), self._drafts)
            form.kept.connect(self._keep)
            form.handed.connect(partial(self._hand_over, plan))
            form.printed.connect(partial(self._print, plan))
            self._forms.addWidget(form)
        self._forms.addStretch()

    def _keep(self, questionnaire: str, task: str | None, values: Values) -> None:
        self._put(questionnaire, task, language(), values)

    def _hand_over(self, plan: SessionPlan, one: Asked) -> None:
        """The participant answers in the language of the session."""
        task = one.task.id if one.task is not None else None
        self.handing_over.open(plan, one, partial(self._put, one.questionnaire.id, task, plan.language))

    def _print(self, plan: SessionPlan, one: Asked) -> None:
        """In the language of the session, with the participant's code."""
        about = one.task.title.in_language(plan.language) if one.task is not None else ""
        task = f"-{one.task.id}" if one.task is not None else ""

        def page() -> str:
            from lab.services.exporting import ExportService

            return ExportService.questionnaire_sheet(one.questionnaire, plan.language, plan.code, about)

        open_to_print(self._desk, f"{one.questionnaire.id}-{plan.code}{task}", page)

    def _put(self, questionnaire: str, task: str | None, said_in: str, values: Values) -> None:
        session = self._session()
        if session is not None:
            self._drafts.typed(draft_name(questionnaire, task), "")
            session.put(answers(session, questionnaire, task, values, said_in))
