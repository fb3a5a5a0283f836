"""How judges who differ are settled: a named person says what holds, and why; without a reason nothing is settled."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lab.domain.unit import UnitOutcome
from lab.i18n import gettext as _
from lab.wording.judging import unit_label
from ui import theme
from ui.widgets.boxes import Flow, boxed, column, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import fixed, small, toned

_LONGEST_REASON = 1000


class Settling(QWidget):
    """A named person settles the difference: an outcome and why.

    Signals:
        settled: outcome, severity (None but for failed), reason. typed: what stands in the reason.
    """

    settled = Signal(str, object, str)
    typed = Signal(str)

    def __init__(self, name: str, judge: str, draft: str = "") -> None:
        super().__init__()
        self.setAccessibleName(_("Settle the difference"))
        self.reason = QLineEdit(draft)
        self.reason.setObjectName(f"{name}_reason")
        self.reason.setAccessibleName(_("Why it is settled so"))
        self.reason.setPlaceholderText(_("for example: seen again in the recording, 3:12"))
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.textChanged.connect(self._on_typed)
        self.fault = toned(small(_("Say why first: without a reason it stays undecided.")), "bad")
        self.fault.hide()
        self.severity = SeverityPicker()
        self.severity.chosen.connect(lambda chosen: self._settle(UnitOutcome.FAILED, chosen))
        self.buttons: dict[str, Button] = {}
        for outcome in (UnitOutcome.PASSED, UnitOutcome.CANT_TELL, UnitOutcome.INAPPLICABLE):
            button = Button(unit_label(outcome), lambda outcome=outcome: self._settle(outcome, None))  # type: ignore[misc]
            button.setObjectName(f"{name}_settle_{outcome.value}")
            self.buttons[outcome.value] = button
        first, *rest = self.buttons.values()
        failed = boxed(row(fixed(unit_label(UnitOutcome.FAILED) + ":"), self.severity))
        differ = _("The judges differ: it counts as “cannot tell” until somebody settles it")
        why = small(_("{judge} settles it. Why:").format(judge=judge))
        why.setBuddy(self.reason)
        self.setLayout(
            column(
                state_line(differ, "users", "careful"), why, self.reason, self.fault,
                Flow(first, failed, *rest, spacing=theme.MARGIN),
            )
        )  # fmt: skip

    def _on_typed(self, text: str) -> None:
        self.fault.setVisible(self.fault.isVisible() and not text.strip())
        self.typed.emit(text)

    def _settle(self, outcome: UnitOutcome, severity: int | None) -> None:
        reason = self.reason.text().strip()
        if reason and (outcome is not UnitOutcome.FAILED or severity is not None):
            self.settled.emit(outcome.value, severity, reason)
            return
        self.severity.show_severity(None)
        self.fault.setVisible(not reason)
        self.reason.setFocus()
