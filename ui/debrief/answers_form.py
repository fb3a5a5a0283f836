"""A questionnaire's items with their scales, to take down what the participant answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from lab.domain.judgement import Answers
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import outcome_label
from protocols.questionnaire import Item, Questionnaire
from ui import theme
from ui.debrief.questions import Asked
from ui.widgets.boxes import Card, Flow, row
from ui.widgets.buttons import Button
from ui.widgets.texts import body, fixed, quiet, small, strong, toned

LEFT_OUT = -1


class ItemScale(QWidget):
    """One item: its statement, and a radio button for every step from low to high."""

    def __init__(self, item: Item, value: int | None) -> None:
        super().__init__()
        self.item = item
        self._group = QButtonGroup(self)
        said = item.text.in_language(language())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(body(said))
        steps = Flow(spacing=theme.GRID)
        steps.add(fixed(item.low.in_language(language()), "small"))
        for step in range(item.minimum, item.maximum + 1):
            steps.add(self._step(str(step), step, said))
        steps.add(fixed(item.high.in_language(language()), "small"))
        steps.add(self._step(_("left out"), LEFT_OUT, said))
        column.addWidget(steps)
        chosen = self._group.button(LEFT_OUT if value is None else value)
        if chosen is not None:
            chosen.setChecked(True)

    def _step(self, words: str, step: int, said: str) -> QRadioButton:
        button = QRadioButton(words)
        button.setAccessibleName(f"{said}: {words}")
        button.setObjectName(f"{self.item.id}_{step}")
        self._group.addButton(button, step)
        return button

    @property
    def value(self) -> int | None:
        """The chosen step; None when it was left out."""
        return None if self._group.checkedId() == LEFT_OUT else self._group.checkedId()


class AnswersForm(Card):
    """One questionnaire about one task or the whole session.

    Signals:
        kept: questionnaire, task or None, values by item id.
    """

    kept = Signal(str, object, dict)

    def __init__(self, asked: Asked, answers: Answers | None, attempt_words: str = "") -> None:
        super().__init__(name=f"answers_{asked.questionnaire.id}_{asked.task.id if asked.task else 'session'}")
        questionnaire = asked.questionnaire
        self._asked = asked
        about = asked.task.title.in_language(language()) if asked.task is not None else _("the whole session")
        title = f"{questionnaire.title.in_language(language())} · {about}"
        self.setAccessibleName(title)
        head = row(strong(title))
        head.setStretch(0, 1)
        if asked.answered:
            head.addWidget(toned(fixed(_("kept"), "strong"), "good"))
        self.column.addLayout(head)
        if attempt_words:
            self.add(small(attempt_words))
        if questionnaire.instruction is not None:
            self.add(quiet(questionnaire.instruction.in_language(language())))
        given = answers.values if answers is not None else {}
        self.scales = [ItemScale(item, given.get(item.id)) for item in questionnaire.items]
        self.add(*self.scales)
        self.add(small(_credit(questionnaire)))
        self.keep = Button(_("Keep the answers"), self._on_keep)
        self.column.addLayout(row(self.keep, 1))

    def _on_keep(self) -> None:
        task = self._asked.task.id if self._asked.task is not None else None
        values = {scale.item.id: scale.value for scale in self.scales}
        self.kept.emit(self._asked.questionnaire.id, task, values)


def _credit(questionnaire: Questionnaire) -> str:
    words = questionnaire.credit.in_language(language())
    if questionnaire.validated.in_language(language()):
        return words
    return words + " " + _("This wording has not been validated.")


def attempt_line(outcome: str | None) -> str:
    """How the task went that a questionnaire is about."""
    return _("The task: {outcome}").format(outcome=outcome_label(outcome))
