"""A judgement outside sessions: of a page or a document, or of the whole round."""

from lab.domain.unit import UnitOutcome
from lab.i18n import gettext as _
from lab.wording.judging import unit_label
from ui.widgets.form import Form
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import overline

_OUTCOMES = (UnitOutcome.PASSED, UnitOutcome.FAILED, UnitOutcome.CANT_TELL, UnitOutcome.INAPPLICABLE)


class InspectionForm(Form):
    """What was judged, how, by whom; of a failed one also how severe it is."""

    def __init__(self, person: str, *, of_round: bool) -> None:
        super().__init__()
        self.column.addWidget(overline(_("Judge the whole round") if of_round else _("Judge by inspection")))
        self._of_round = of_round
        if not of_round:
            self.add_text("unit", _("Page or document"))
        self._outcome = self.add_choice("outcome", _("Outcome"), [(one.value, unit_label(one)) for one in _OUTCOMES])
        self._outcome.currentIndexChanged.connect(lambda _index: self._show_severity())
        self._severity: int | None = None
        self.picker = SeverityPicker()
        self.picker.chosen.connect(self._on_severity)
        self.add("severity", _("Severity"), self.picker, hint=_("Of a failed one."))
        self.add_text("by", _("Who says so"), person)
        self.add_long_text("note", _("Note"))
        self._show_severity()

    @property
    def unit(self) -> str:
        """The page or document; empty for the whole round."""
        return "" if self._of_round else self.text("unit")

    @property
    def outcome(self) -> UnitOutcome:
        """How it was judged."""
        return UnitOutcome(str(self._outcome.currentData()))

    @property
    def severity(self) -> int | None:
        """How severe a failure is; None for every other outcome."""
        return self._severity if self.outcome is UnitOutcome.FAILED else None

    def _show_severity(self) -> None:
        self.picker.setEnabled(self.outcome is UnitOutcome.FAILED)
        self.picker.show_severity(self.severity)

    def _on_severity(self, severity: int | None) -> None:
        self._severity = severity
        self.touched = True
