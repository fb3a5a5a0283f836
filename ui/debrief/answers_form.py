"""A questionnaire's items with their scales, to take down what the participant answered."""

import json

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from lab.domain.judgement import Answers
from lab.i18n import gettext as _
from lab.i18n import language
from protocols.questionnaire import Item, Questionnaire
from ui import theme
from ui.debrief.typed_answers import MistypedError, typed_answers
from ui.held.asked import Asked
from ui.held.drafts import Drafts
from ui.widgets.boxes import Card, Flow, row
from ui.widgets.buttons import Button
from ui.widgets.texts import body, fixed, quiet, small, strong, toned

STEP_HEIGHT = 32
LEFT_OUT = 1000
"""Number of the button that leaves an item out; above every step."""


class ItemScale(QWidget):
    """One item: its statement, and a radio button for every step from low to high. `ticked`: by a person."""

    ticked = Signal()

    def __init__(self, item: Item, value: int | None, *, answered: bool) -> None:
        super().__init__()
        self.item = item
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.ticked)
        said = item.text.in_language(language())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(body(said))
        steps = Flow(spacing=theme.GRID)
        steps.add(_end(item.low.in_language(language())))
        for step in range(item.minimum, item.maximum + 1):
            steps.add(self._step(str(step), step, said))
        steps.add(_end(item.high.in_language(language())))
        steps.add(self._step(_("left out"), LEFT_OUT, said))
        column.addWidget(steps)
        if answered:
            self.show_value(value)

    def _step(self, words: str, step: int, said: str) -> QRadioButton:
        button = QRadioButton(words)
        button.setAccessibleName(f"{said}: {words}")
        button.setObjectName(f"{self.item.id}_{step}")
        self._group.addButton(button, step)
        return button

    def show_value(self, value: int | None) -> None:
        """Show an answer; None: left out."""
        self._group.button(LEFT_OUT if value is None else value).setChecked(True)

    def tick(self, step: int | None) -> None:
        """Tick this one; None leaves everything as it is."""
        button = self._group.button(step) if step is not None else None
        if button is not None:
            button.setChecked(True)

    @property
    def step(self) -> int | None:
        """What is ticked, also that the item was left out; None while nothing is."""
        return None if self._group.checkedId() < 0 else self._group.checkedId()

    @property
    def value(self) -> int | None:
        """The chosen step; None when it was left out."""
        step = self._group.checkedId()
        return step if self.item.minimum <= step <= self.item.maximum else None


class AnswersForm(Card):
    """One questionnaire about one task or the whole session.

    Signals:
        kept: questionnaire, task or None, values by item id.
        handed: Asked: let the participant fill it in.
        printed: Asked: on paper, to be filled in with a pen.
    """

    kept = Signal(str, object, dict)
    handed = Signal(object)
    printed = Signal(object)

    def __init__(self, asked: Asked, answers: Answers | None, drafts: Drafts | None = None) -> None:
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
        if questionnaire.instruction is not None:
            self.add(quiet(questionnaire.instruction.in_language(language())))
        given = answers.values if answers is not None else {}
        self.scales = [
            ItemScale(item, given.get(item.id), answered=answers is not None) for item in questionnaire.items
        ]
        self._drafts = drafts
        self._place = draft_name(questionnaire.id, asked.task.id if asked.task is not None else None)
        self._put_draft()
        self.add(*self.scales)
        self.add(small(_credit(questionnaire)))
        self.keep = Button(_("Keep the answers"), self._on_keep)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(_("Answers from paper: {title}").format(title=title))
        self.typed.setPlaceholderText(_("From paper, in order: 4 2 – 5 …"))
        self.typed.returnPressed.connect(self._on_typed)
        self.wrong = toned(small(""), "bad")
        self.wrong.hide()
        self.add(self.typed, self.wrong)
        self.hand = Button(_("Let the participant answer"), lambda: self.handed.emit(asked), icon_name="user")
        self.paper = Button(_("Print it"), lambda: self.printed.emit(asked), icon_name="printer")
        self.paper.setAccessibleName(_("Print it: {title}").format(title=title))
        buttons = Flow()
        for button in (self.keep, self.hand, self.paper):
            buttons.add(button)
        self.add(buttons)

    def _on_typed(self) -> None:
        """Enter shows what was typed on the scales, where it can be seen before it is kept."""
        try:
            values = typed_answers(self._asked.questionnaire, self.typed.text())
        except MistypedError as wrong:
            self.wrong.setText(str(wrong))
            self.wrong.show()
            return
        self.wrong.hide()
        for scale in self.scales:
            scale.show_value(values[scale.item.id])
        self._on_ticked()
        self.keep.setFocus()

    def _put_draft(self) -> None:
        """What was ticked when the window was lost is ticked again, not kept; what is ticked now is a draft."""
        if self._drafts is None:
            return
        found = self._drafts.text(self._place)
        ticked: dict[str, int] = json.loads(found) if found else {}
        for scale in self.scales:
            scale.tick(ticked.get(scale.item.id))
            scale.ticked.connect(self._on_ticked)

    def _on_ticked(self) -> None:
        if self._drafts is not None:
            now = {scale.item.id: scale.step for scale in self.scales if scale.step is not None}
            self._drafts.typed(self._place, json.dumps(now))

    def _on_keep(self) -> None:
        task = self._asked.task.id if self._asked.task is not None else None
        values = {scale.item.id: scale.value for scale in self.scales}
        self.kept.emit(self._asked.questionnaire.id, task, values)


def draft_name(questionnaire: str, task: str | None) -> str:
    """The name under which what is ticked is kept until it is said."""
    return f"answers/{questionnaire}/{task or ''}"


def _end(words: str) -> QLabel:
    label = fixed(words, "small")
    label.setMinimumHeight(theme.scaled(STEP_HEIGHT))
    return label


def _credit(questionnaire: Questionnaire) -> str:
    words = questionnaire.credit.in_language(language())
    if questionnaire.validated.in_language(language()):
        return words
    return words + " " + _("This wording has not been validated.")
