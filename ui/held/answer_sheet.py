"""A questionnaire as the participant fills it in: one question at a time, large, on a screen of its own.

Nothing is chosen beforehand, and every question can be left out. Digits choose, Enter goes on, Backspace goes back; a
mouse or a finger does all of it too. The moderator's keys rest meanwhile: they belong to another window.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QScreen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from lab.i18n import in_language
from protocols.questionnaire import Item, Questionnaire
from ui import theme
from ui.screen import scrolling
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.texts import body, heading, quiet, title

TARGET_PX = 64
"""Height and least width of what is pressed: for hands that shake and eyes that see little."""

NARROW_PX = 40
"""Least width where a scale has more steps than `MOST_WIDE`: all stand in one row, so that a scale looks like one."""

MOST_WIDE = 11
WIDTH_PX = 1040
LEFT_OUT = 1000
"""Number of the button that leaves the question out; above every step."""


class ItemPage(QWidget):
    """One question with its steps.

    Signals:
        chosen: something was chosen: the way on is open.
    """

    chosen = Signal()

    def __init__(self, item: Item, language: str) -> None:
        super().__init__()
        self.item = item
        said = item.text.in_language(language)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda _step: self.chosen.emit())
        words = title(said)
        words.setWordWrap(True)
        steps = QHBoxLayout()
        steps.setSpacing(theme.GRID // 2)
        numbers = range(item.minimum, item.maximum + 1)
        for number in numbers:
            step = self._step(str(number), number, said)
            step.setMinimumWidth(theme.scaled(TARGET_PX if len(numbers) <= MOST_WIDE else NARROW_PX))
            steps.addWidget(step)
        low, high = _end(item.low.in_language(language)), _end(item.high.in_language(language))
        high.setAlignment(Qt.AlignmentFlag.AlignRight)
        ends = QHBoxLayout()
        ends.addWidget(low, 1)
        ends.addWidget(high, 1)
        self.left_out = self._step(_("I’d rather not say"), LEFT_OUT, said)
        self.left_out.setObjectName("left_out")
        self.left_out.setMinimumWidth(theme.scaled(4 * TARGET_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.GRID)
        column.addWidget(words)
        column.addSpacing(2 * theme.GRID)
        column.addLayout(steps)
        column.addLayout(ends)
        column.addLayout(row(self.left_out, 1))
        column.addStretch(1)

    def _step(self, words: str, step: int, said: str) -> Button:
        button = Button(words, kind="choice")
        button.setCheckable(True)
        button.setAccessibleName(f"{said}: {words}")
        button.setObjectName(f"step_{step}")
        self._group.addButton(button, step)
        return button

    @property
    def is_answered(self) -> bool:
        """Whether a step was chosen, or that there is none to say."""
        return self._group.checkedId() != -1

    @property
    def value(self) -> int | None:
        """The chosen step; None where there is none."""
        step = self._group.checkedId()
        return step if self.is_answered and step != LEFT_OUT else None

    def choose(self, step: int) -> bool:
        """Choose a step by its number; False where the scale has none such."""
        if not self.item.minimum <= step <= self.item.maximum:
            return False
        button = self._group.button(step)
        button.click()
        button.setFocus()
        return True

    def focus_first(self) -> None:
        """Put the keyboard where the choosing begins."""
        step = self._group.checkedId() if self.is_answered else self.item.minimum
        self._group.button(step).setFocus()


class AnswerSheet(QWidget):
    """The window. It closes itself once the answers are given, or when somebody stops.

    Signals:
        answered: dict item id → answer, None where it was left out; once, at the end.
    """

    answered = Signal(dict)

    def __init__(self, questionnaire: Questionnaire, about: str, language: str, screen: QScreen) -> None:
        """`about`: what is asked about, in the participant's language; empty: the whole session."""
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("answer_sheet")
        self.setStyleSheet(_large())
        self._language = language
        self._typed: int | None = None
        with in_language(language):
            self._build(questionnaire, about)
        self.setGeometry(screen.geometry())
        self._show(0)

    def _build(self, questionnaire: Questionnaire, about: str) -> None:
        self.setWindowTitle(about or _("Your opinion"))
        self.place = quiet("")
        self.pages = [ItemPage(item, self._language) for item in questionnaire.items]
        self._stack = QStackedWidget()
        for page in self.pages:
            page.chosen.connect(self._chosen)
            self._stack.addWidget(page)
        self._stack.addWidget(self._thanks())
        self.back = Button(_("Back"), self._back, icon_name="arrow-left")
        self.next = Button(_("Next"), self._next, kind="primary")
        self.stop = Button(_("Stop: I’d rather not answer"), self.close, kind="plain")
        for button in (self.back, self.next):
            button.setMinimumWidth(theme.scaled(3 * TARGET_PX))
        instruction = questionnaire.instruction
        sheet = QWidget()
        sheet.setMaximumWidth(theme.scaled(WIDTH_PX))
        column = QVBoxLayout(sheet)
        column.setSpacing(2 * theme.GRID)
        column.addStretch(1)
        column.addWidget(heading(about or _("The whole session")))
        if instruction is not None:
            column.addWidget(body(instruction.in_language(self._language)))
        column.addWidget(self.place)
        column.addWidget(scrolling(self._stack), 20)
        column.addLayout(row(self.back, 1, self.next))
        column.addStretch(2)
        column.addLayout(row(1, self.stop))
        middle = QHBoxLayout(self)
        middle.setContentsMargins(4 * theme.GRID, 4 * theme.GRID, 4 * theme.GRID, 2 * theme.GRID)
        middle.addStretch(1)
        middle.addWidget(sheet, 20)
        middle.addStretch(1)

    def _thanks(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title(_("Thank you.")))
        column.addWidget(body(_("Your answers are kept when you press “Done”. You can still go back and change them.")))
        column.addStretch(1)
        return page

    # -- the way through

    @property
    def number(self) -> int:
        """Which question is shown, from 0; after the last the thanks."""
        return self._stack.currentIndex()

    @property
    def values(self) -> Mapping[str, int | None]:
        """What was chosen up to now."""
        return {page.item.id: page.value for page in self.pages}

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        last = number == len(self.pages)
        with in_language(self._language):
            words = _("Question {n} of {all}").format(n=number + 1, all=len(self.pages))
            self.next.set_words(_("Done") if last else _("Next"))
        self.place.setText("" if last else words)
        self.back.setVisible(number > 0)
        self.next.setEnabled(last or self.pages[number].is_answered)
        if last:
            self.next.setFocus()
        else:
            self.pages[number].focus_first()

    def _chosen(self) -> None:
        self.next.setEnabled(True)

    def _back(self) -> None:
        if self.number > 0:
            self._show(self.number - 1)

    def _next(self) -> None:
        if self.number == len(self.pages):
            self.answered.emit(dict(self.values))
            self.close()
        elif self.pages[self.number].is_answered:
            self._show(self.number + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, Enter goes on, Backspace goes back. Esc does nothing: answers are not lost by a slip."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._next()
        elif event.key() == Qt.Key.Key_Backspace:
            self._back()
        elif event.text().isdecimal() and self.number < len(self.pages):
            self._type(int(event.text()))
            return
        else:
            super().keyPressEvent(event)
        self._typed = None

    def _type(self, digit: int) -> None:
        """A digit after a digit makes a number, where the scale has it: 1 and 0 are ten."""
        page = self.pages[self.number]
        number = digit if self._typed is None else 10 * self._typed + digit
        if not page.choose(number):
            number = digit
            page.choose(digit)
        self._typed = number


def _large() -> str:
    """Everything larger than elsewhere: it is read by people who never saw it, from further away."""
    target, text = theme.scaled(TARGET_PX), theme.scaled(theme.HEADING)
    return (
        f"QPushButton {{ min-height: {target}px; max-height: {target}px; font-size: {text}px; padding: 0 4px; }}"
        f'QLabel[role="body"], QLabel[role="quiet"] {{ font-size: {text}px; }}'
    )


def _end(words: str) -> QLabel:
    label = body(words)
    label.setWordWrap(True)
    return label
