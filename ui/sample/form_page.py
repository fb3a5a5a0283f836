"""The application form, and the page on which the applicant checks it. Going back loses one field."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QLineEdit

from lab.i18n import gettext as _
from ui.sample.page import Page, label

LOST_ON_BACK = "account"
"""The field that loses its input on Back: the planted fault."""


def fields() -> tuple[tuple[str, str], ...]:
    """Id and label of every field."""
    return (
        ("applicant", _("Surname, first name of the applicant *")),
        ("child", _("Surname, first name of the child *")),
        ("born", _("Date of birth of the child *")),
        ("insurance", _("Insurance number of the applicant *")),
        ("account", _("Details of the recipient’s account *")),
    )


class FormPage(Page):
    """Five fields, all of them compulsory.

    Signals:
        completed: every field holds something; values by field id.
        back_requested: to the list of services.
    """

    completed = Signal(dict)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("Application for the assignment of benefit"))
        self.fault = label("", "fault")
        self.fault.hide()
        self.sheet.addWidget(self.fault)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        self.inputs: dict[str, QLineEdit] = {}
        for row, (field, words) in enumerate(fields()):
            caption, entry = label(words), QLineEdit()
            entry.setAccessibleName(words)
            entry.setObjectName(field)
            caption.setBuddy(entry)
            caption.setMinimumWidth(360)
            grid.addWidget(caption, row, 0)
            grid.addWidget(entry, row, 1)
            self.inputs[field] = entry
        self.sheet.addLayout(grid)
        self.sheet.addWidget(label(_("* compulsory requisite. The applicant is liable for incorrect data."), "small"))
        self.back = self.button(_("Back"))
        self.back.clicked.connect(self.back_requested)
        self.onward = self.button(_("Continue"), forward=True)
        self.onward.clicked.connect(self._on_continue)

    def arrived(self) -> None:
        """Focus on the first empty field."""
        empty = [entry for entry in self.inputs.values() if not entry.text()]
        (empty or list(self.inputs.values()))[0].setFocus()

    def come_back(self) -> None:
        """The applicant returns from the check: one field is empty, and nothing says so."""
        self.inputs[LOST_ON_BACK].clear()

    def _on_continue(self) -> None:
        if not all(entry.text().strip() for entry in self.inputs.values()):
            self.fault.setText(_("Error 0x12: requisite not determined. Repeat the input."))
            self.fault.show()
            return
        self.fault.hide()
        self.completed.emit({field: entry.text() for field, entry in self.inputs.items()})


class CheckPage(Page):
    """What was entered, to be read again.

    Signals:
        confirmed: on to the document.
        back_requested: to the form.
    """

    confirmed = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("Verification of the data"))
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(30)
        self._rows.setVerticalSpacing(10)
        self.values: dict[str, QLabel] = {}
        for field, words in fields():
            self.values[field] = label("")
            caption = label(words.removesuffix(" *"), "small")
            caption.setMinimumWidth(360)
            self._rows.addRow(caption, self.values[field])
        self.sheet.addLayout(self._rows)
        self.sheet.addWidget(label(_("Make sure that the data is correct. Changes are not possible later."), "small"))
        self.back = self.button(_("Back"))
        self.back.clicked.connect(self.back_requested)
        self.onward = self.button(_("Confirm"), forward=True)
        self.onward.clicked.connect(self.confirmed)

    def show_values(self, values: dict[str, str]) -> None:
        """Show what the form held."""
        for field, value in values.items():
            self.values[field].setText(value)

    def arrived(self) -> None:
        """Focus on the way on."""
        self.onward.setFocus()
