"""A judgement outside sessions: of a page or a document, or of the whole round. Nothing is chosen beforehand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from lab.domain.unit import UnitOutcome
from lab.i18n import gettext as _
from lab.wording.judging import unit_label
from ui.held.drafts import Drafts
from ui.widgets.form import Form
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import overline

_OUTCOMES = (UnitOutcome.PASSED, UnitOutcome.FAILED, UnitOutcome.CANT_TELL, UnitOutcome.INAPPLICABLE)


class InspectionForm(Form):
    """What was judged, how, by whom; of a failed one also how severe it is. What is typed is kept as a draft.

    Args:
        drafts: of the round. name: of the criterion, under which they are kept.
        units: pages and documents that are there already.
    """

    def __init__(self, person: str, drafts: Drafts, name: str, units: Sequence[str] = (), *, of_round: bool) -> None:
        super().__init__()
        self._drafts = drafts
        self._name = name
        self._of_round = of_round
        self.column.addWidget(overline(_("Judge the whole round") if of_round else _("Judge a page or document")))
        if not of_round:
            self.unit_field = self.add_text("unit", _("Page or document"), self._draft("unit") or _only(units))
            self.unit_field.textEdited.connect(self._on_typed)
        choices = [("", _("Choose …")), *((one.value, unit_label(one)) for one in _OUTCOMES)]
        self.outcome_box: QComboBox = self.add_choice("outcome", _("Outcome"), choices, self._draft("outcome"))
        self.outcome_box.currentIndexChanged.connect(lambda _index: self._on_outcome())
        self._severity = int(self._draft("severity")) if self._draft("severity") else None
        self.picker = SeverityPicker()
        self.picker.chosen.connect(self._on_severity)
        self.add("severity", _("Severity"), self.picker, hint=_("Of a failed one."))
        self.by_field: QLineEdit = self.add_text("by", _("Who says so"), self._draft("by") or person)
        self.by_field.textEdited.connect(self._on_typed)
        self.note_field: QPlainTextEdit = self.add_long_text("note", _("Note"), self._draft("note"))
        self.note_field.textChanged.connect(self._on_typed)
        self._show_severity()

    @property
    def unit(self) -> str:
        """The page or document; empty for the whole round."""
        return "" if self._of_round else self.text("unit").strip()

    @property
    def outcome(self) -> UnitOutcome | None:
        """How it was judged; None while nothing was chosen."""
        chosen = str(self.outcome_box.currentData())
        return UnitOutcome(chosen) if chosen else None

    @property
    def severity(self) -> int | None:
        """How severe a failure is; None for every other outcome."""
        return self._severity if self.outcome is UnitOutcome.FAILED else None

    def take_unit(self, unit: str) -> None:
        """This page or document is to be judged."""
        if not self._of_round:
            self.unit_field.setText(unit)
            self._on_typed()
        self.outcome_box.setFocus()

    def demand_outcome(self) -> bool:
        """Whether something was chosen; else it is asked for: nothing passes by itself."""
        if self.outcome is None:
            self.show_fault("outcome", _("Choose how it is: nothing passes by itself."))
            self.outcome_box.setFocus()
        return self.outcome is not None

    def forget_drafts(self) -> None:
        """It was said: nothing is being typed any more."""
        for part in ("unit", "outcome", "severity", "by", "note"):
            self._drafts.typed(f"{self._name}/{part}", "")

    def _draft(self, part: str) -> str:
        return self._drafts.text(f"{self._name}/{part}")

    def _on_typed(self) -> None:
        for part in ("by", "note"):
            self._drafts.typed(f"{self._name}/{part}", self.text(part))
        if not self._of_round:
            self._drafts.typed(f"{self._name}/unit", self.text("unit"))

    def _on_outcome(self) -> None:
        self._drafts.typed(f"{self._name}/outcome", str(self.outcome_box.currentData()))
        self._show_severity()

    def _show_severity(self) -> None:
        self.picker.setEnabled(self.outcome is UnitOutcome.FAILED)
        self.picker.show_severity(self.severity)

    def _on_severity(self, severity: int | None) -> None:
        self._severity = severity
        self._drafts.typed(f"{self._name}/severity", "" if severity is None else str(severity))
        self.touched = True


def _only(units: Sequence[str]) -> str:
    """The one page or document that is there; none to choose among several."""
    return units[0] if len(units) == 1 else ""
