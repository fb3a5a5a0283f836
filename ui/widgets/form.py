"""Form fields: the label above, the field, and its fault in words below. All faults at once, the first one focused."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lab.domain.errors import InputError, LabError
from lab.wording import sentence
from lab.wording.fields import fault_words, field_name
from ui import theme
from ui.widgets.calm import calm
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.texts import overline, small, toned
from ui.widgets.tick import Tick

_LINES = 3


class Form(QWidget):
    """Fields by name, one under the other.

    Signals:
        entered: Enter was pressed in a line of text; whoever shows the form saves it.
    """

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GRID // 2)
        self.fields: dict[str, QWidget] = {}
        self._faults: dict[str, QWidget] = {}
        self._hints: dict[str, str] = {}
        self.touched = False

    def add(self, name: str, label: str, field: QWidget, hint: str = "", shown: QWidget | None = None) -> QWidget:
        """Put a field at the end, or what it is `shown` in. A hint stands under its label."""
        if self.fields:
            self.column.addSpacing(theme.GRID)
        if not isinstance(field, QCheckBox):
            words = overline(label)
            words.setBuddy(field)
            self.column.addWidget(words)
        ticked = isinstance(field, QCheckBox)
        if hint and not ticked:
            self.column.addWidget(small(hint))
        calm(field).setObjectName(name)
        field.setAccessibleName(label)
        field.setAccessibleDescription(hint)
        self.column.addWidget(shown or field)
        if hint and ticked:
            self.column.addWidget(small(hint))
        fault = toned(small(""), "bad")
        fault.hide()
        self.column.addWidget(fault)
        self.fields[name] = field
        self._faults[name] = fault
        self._hints[name] = hint
        self._watch_touch(name, field)
        return field

    def add_text(self, name: str, label: str, value: str = "", hint: str = "", example: str = "") -> QLineEdit:
        """A line of text."""
        field = QLineEdit(value)
        field.setPlaceholderText(example)
        self.add(name, label, field, hint)
        return field

    def add_long_text(self, name: str, label: str, value: str = "", hint: str = "") -> QPlainTextEdit:
        """A few lines of text; Tab leaves it."""
        field = QPlainTextEdit(value)
        field.setTabChangesFocus(True)
        field.setFixedHeight(theme.scaled(theme.CONTROL_HEIGHT) * _LINES)
        self.add(name, label, field, hint)
        return field

    def add_choice(self, name: str, label: str, choices: Iterable[tuple[Any, str]], value: Any = None) -> QComboBox:
        """One of several values."""
        field = ChoiceBox()
        for data, text in choices:
            field.addItem(text, data)
        if value is not None:
            field.setCurrentIndex(max(0, field.findData(value)))
        self.add(name, label, field)
        return field

    def add_number(self, name: str, label: str, value: int, least: int, most: int, hint: str = "") -> QSpinBox:
        """A whole number."""
        field = QSpinBox()
        field.setRange(least, most)
        field.lineEdit().setTextMargins(theme.GRID, 0, 0, 0)
        field.setValue(value)
        self.add(name, label, field, hint)
        return field

    def add_check(self, name: str, label: str, *, value: bool = False, hint: str = "") -> QCheckBox:
        """Yes or no."""
        tick = Tick(label, value=value)
        self.add(name, label, tick.box, hint, shown=tick)
        return tick.box

    def text(self, name: str) -> str:
        """What stands in a text field."""
        field = self.fields[name]
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()  # type: ignore[attr-defined]

    def _watch_touch(self, name: str, field: QWidget) -> None:
        """`touched` tells whether a person has changed anything: then nothing may be put in its place. What was wrong
        with the field is no longer said of what stands there now.
        """

        def touched() -> None:
            self._touch()
            self._mark(name, "")

        if isinstance(field, QLineEdit):
            field.textChanged.connect(lambda _text: self._mark(name, ""))  # also what a dialog or a choice fills in
            field.textEdited.connect(touched)
            field.returnPressed.connect(self.entered)
        elif isinstance(field, QPlainTextEdit):
            field.textChanged.connect(touched)
        elif isinstance(field, QComboBox):
            field.activated.connect(touched)
        elif isinstance(field, QCheckBox):
            field.clicked.connect(touched)
        elif isinstance(field, QSpinBox):
            field.valueChanged.connect(touched)
        elif isinstance(field, QDateTimeEdit):
            field.dateTimeChanged.connect(touched)

    def _touch(self) -> None:
        self.touched = True

    # -- faults

    def clear_faults(self) -> None:
        """No field is wrong."""
        for name in self.fields:
            self._mark(name, "")

    def show_fault(self, name: str, words: str) -> None:
        """Say what is wrong with a field."""
        self._mark(name, words)

    def show_refused(self, error: LabError) -> str | LabError:
        """Show at the fields why the form was not kept; what is left to be said elsewhere, empty for nothing."""
        return self.show_faults(error) if isinstance(error, InputError) else error

    def show_faults(self, error: InputError) -> str:
        """Show every fault at its field; a sentence for what belongs to no field, empty when all do."""
        self.clear_faults()
        faults: Sequence[tuple[str, str]] = error.facts.get("faults", ())  # type: ignore[assignment]
        if not faults:
            return sentence(error)
        elsewhere = [f"{field_name(name)}: {fault_words(code)}" for name, code in faults if name not in self.fields]
        here = [(name, code) for name, code in faults if name in self.fields]
        for name, code in reversed(here):
            self._mark(name, fault_words(code))
        if here:
            self.fields[here[0][0]].setFocus()
        return " ".join(elsewhere)

    def _mark(self, name: str, words: str) -> None:
        field, fault = self.fields[name], self._faults[name]
        if not words and fault.isHidden():
            return
        fault.setText(words)  # type: ignore[attr-defined]
        fault.setVisible(bool(words))
        field.setProperty("wrong", "true" if words else "false")
        field.setAccessibleDescription(words or self._hints[name])
        field.style().unpolish(field)
        field.style().polish(field)


class DateField(QDateEdit):
    """A day, with a calendar to choose from; at first `day`, or else today and so many months on."""

    def __init__(self, day: date | None = None, *, months_ahead: int = 0) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMM yyyy")
        self.setDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate().addMonths(months_ahead))

    @property
    def day(self) -> date:
        """The day as it stands."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())


def moment_field() -> QDateTimeEdit:
    """A day and a time."""
    field = QDateTimeEdit()
    field.setCalendarPopup(True)
    field.setDisplayFormat("ddd d MMM yyyy, HH:mm")
    return field
