"""One criterion of a round debrief: how it is observed, beside what it is judged, what was said, and the form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lab.domain.unit import Unit
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import kind_label, unit_label, unit_name
from protocols.standard import Criterion
from ui import theme
from ui.held.drafts import Drafts
from ui.round_debrief.figures_view import FiguresView
from ui.round_debrief.inspection_form import InspectionForm
from ui.round_debrief.loading import RoundDebrief
from ui.round_debrief.unit_card import UnitCard
from ui.widgets.boxes import Flow, line
from ui.widgets.buttons import Button
from ui.widgets.marks import verdict_badge
from ui.widgets.texts import body, heading, overline, quiet, small
from ui.words import MIDDLE_DOT


class CriterionPage(QWidget):
    """A criterion.

    Signals:
        judged: the form is to be kept. attach_asked: a file is to be chosen for the form's unit.
        reference_given: link or number. settled: unit, outcome, severity, reason.
        taken_back: Inspection. opened, taken_off: Artefact.
    """

    judged = Signal()
    attach_asked = Signal()
    reference_given = Signal(str)
    settled = Signal(str, str, object, str)
    taken_back = Signal(object)
    opened = Signal(object)
    taken_off = Signal(object)

    def __init__(self, shown: RoundDebrief, criterion: Criterion, person: str, drafts: Drafts) -> None:
        super().__init__()
        self.criterion = criterion
        self.form: InspectionForm | None = None
        self.cards: dict[str, UnitCard] = {}
        self._shown = shown
        self._person = person
        self._drafts = drafts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.GRID, theme.MARGIN)
        self._column.setSpacing(theme.GRID)
        self._add(heading(f"{criterion.id}  {criterion.title.in_language(language())}"))
        self._add(verdict_badge(shown.verdicts[criterion.id].value.value))
        self._add(small(kind_label(criterion.kind)))
        if criterion.observe is not None:
            self._add(quiet(criterion.observe.in_language(language())))
        if criterion.kind == "round":
            self._add(FiguresView(shown, criterion))
        if criterion.kind == "computed":
            self._show_lineage()
        else:
            self._show_units()
            self._show_form(of_round=criterion.kind == "round")
        self._column.addStretch()

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._column.addWidget(widget)

    def _show_lineage(self) -> None:
        """Nobody is asked: it follows from what became of earlier findings."""
        self._add(overline(_("What it follows from")))
        for unit in self._shown.units(self.criterion.id):
            self._add(body(_lineage_words(unit)))

    def _show_units(self) -> None:
        units = self._shown.units(self.criterion.id)
        if not units:
            self._add(quiet(_("Nobody has judged it yet. Silence passes nothing: it stays untested.")))
        for unit in units:
            draft = self._drafts.text(f"{self.criterion.id}/settle/{unit.subject}")
            card = UnitCard(self._shown, self.criterion.id, unit, self._person, draft)
            card.wanted.connect(self._judge_unit)
            card.typed.connect(lambda of, text: self._drafts.typed(f"{self.criterion.id}/settle/{of}", text))
            for name in ("settled", "taken_back", "opened", "taken_off"):
                getattr(card, name).connect(getattr(self, name))
            self.cards[unit.subject] = card
            self._add(card)

    def _show_form(self, *, of_round: bool) -> None:
        units = [unit.subject for unit in self._shown.units(self.criterion.id) if unit.subject in self._own_units]
        self.form = InspectionForm(self._person, self._drafts, self.criterion.id, units, of_round=of_round)
        self._add(line(), self.form)
        attach = Button(_("Attach a file …"), self.attach_asked.emit, icon_name="paperclip")
        attach.setObjectName("attach_file")
        save = Button(_("Save the judgement"), self.judged.emit, kind="primary")
        save.setObjectName("save_judgement")
        self.reference = QLineEdit()
        self.reference.setObjectName("reference")
        self.reference.setAccessibleName(_("Link or number of a document"))
        self.reference.setPlaceholderText(_("Link or number of a document; Enter attaches it"))
        self.reference.returnPressed.connect(self._on_reference)
        self._add(overline(_("What it is judged from")), Flow(attach), self.reference)
        self._add(small(_("A file is copied into the laboratory folder with its SHA-256.")), Flow(save))

    @property
    def _own_units(self) -> set[str]:
        """Units that were judged or attached here: those of sessions are judged there."""
        said = {one.unit for one in self._shown.inspections if one.criterion == self.criterion.id}
        return said | {one.unit for one in self._shown.artefacts if one.criterion == self.criterion.id}

    def _judge_unit(self, unit: str) -> None:
        if self.form is not None:
            self.form.take_unit(unit)

    def _on_reference(self) -> None:
        reference = self.reference.text().strip()
        if reference:
            self.reference_given.emit(reference)


def _lineage_words(unit: Unit) -> str:
    return unit_name(unit.subject) + MIDDLE_DOT + unit_label(unit.outcome)
