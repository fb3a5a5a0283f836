"""Gates that a round sets otherwise than its standards: the card that lists them, and the form of one."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from lab.domain.criterion_changes import ChangedWhat
from lab.domain.errors import InputError
from lab.domain.study import GateOverride
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import weight_label
from protocols.standard import Criterion, GateWeight
from ui.held.criterion_search import CriterionSearch
from ui.held.planned import CriterionCard
from ui.services.criterion_history import history
from ui.services.register import RoundFacts
from ui.widgets.boxes import Card, boxed, line, row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.form import Form
from ui.widgets.texts import body, quiet, small

GATES: tuple[GateWeight, ...] = ("blocker", "major", "normal")


class GatesCard(Card):
    """What weighs otherwise here, by whose word and why. `take_back` has a criterion weigh as in its standard again."""

    def __init__(
        self, facts: RoundFacts, change: Callable[[], None], take_back: Callable[[GateOverride], None]
    ) -> None:
        super().__init__(_("Gates"), name="gates")
        button = Button(_("Change …"), change, icon_name="pencil-simple", kind="plain")
        button.setAccessibleName(_("Change a gate"))
        button.setObjectName("change_gate")
        self.top.addWidget(button)
        if not facts.study.gates:
            self.add(quiet(_("Every criterion weighs as its standard says.")))
        titles = {one.id: one.title.in_language(language()) for one in facts.criteria}
        for one in facts.study.gates:
            said = _("{id} {title}: {before} → {after}").format(
                id=one.criterion,
                title=titles.get(one.criterion, ""),
                before=weight_label(facts.own_gates[one.criterion]) if one.criterion in facts.own_gates else "–",
                after=weight_label(one.gate),
            )
            self.add(line(), self._line(one, said, take_back), small(f"{one.by}: {one.why}"))
        self.add(*history(facts.criterion_changes, ChangedWhat.GATE))

    def _line(self, one: GateOverride, said: str, take_back: Callable[[GateOverride], None]) -> QWidget:
        name = _("Let {id} weigh as in its standard").format(id=one.criterion)
        button = IconButton(name, "arrow-counter-clockwise", lambda: take_back(one))
        button.setObjectName(f"own_gate_{one.criterion}")
        words = row(body(said), button)
        words.setStretch(0, 1)
        return boxed(words)


class GateForm(Form):
    """A criterion, what it weighs in this round, who says so and why."""

    def __init__(self, criteria: Sequence[Criterion], own: Mapping[str, GateWeight], by: str) -> None:
        super().__init__()
        self._own = own
        self._chosen: str | None = None
        cards = [
            CriterionCard(id=one.id, standard="", kind=one.kind, title=one.title, observe=one.observe)
            for one in criteria
        ]
        self._search = CriterionSearch(cards)
        self._search.chosen.connect(self._choose)
        self._search.textEdited.connect(lambda _text: self._choose(None))
        self.add("criterion", _("Criterion"), self._search)
        self._now = small("")
        self.column.addWidget(self._now)
        self._gate: QComboBox = self.add_choice(
            "gate", _("What it weighs in this round"), [(one, weight_label(one)) for one in GATES]
        )
        self.add_text("by", _("Who says so"), by)
        self.add_long_text("why", _("Reason"), hint=_("The report prints it."))

    def override(self) -> GateOverride:
        """What stands in the form. Raises InputError `fields_wrong`, each fault at its field."""
        criterion = self._chosen or self._search.text().strip()
        faults = [(name, "missing") for name in ("by", "why") if not self.text(name).strip()]
        if criterion not in self._own:
            faults.insert(0, ("criterion", "criterion_unknown" if criterion else "missing"))
        if faults:
            raise InputError("fields_wrong", faults=tuple(faults))
        return GateOverride(criterion, self._gate.currentData(), self.text("by").strip(), self.text("why").strip())

    def _choose(self, criterion: str | None) -> None:
        self._chosen = criterion
        self._touch()
        gate = self._own.get(criterion) if criterion is not None else None
        self._now.setText(_("In its standard: {gate}").format(gate=weight_label(gate)) if gate is not None else "")
        if gate is not None:
            self._gate.setCurrentIndex(self._gate.findData(gate))
