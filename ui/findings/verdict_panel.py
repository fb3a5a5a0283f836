"""The panel of one criterion: its verdict, the inputs and the rule that computed it, and a person's word against it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.unit import Unit
from lab.domain.verdict import Verdict, VerdictValue
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import kind_label, severity_label, unit_label, unit_name, verdict_label
from ui import theme, words
from ui.findings.inspection_form import InspectionForm
from ui.findings.judged import Judged
from ui.findings.round_figures import RoundFigures
from ui.widgets.boxes import line
from ui.widgets.form import Form
from ui.widgets.marks import verdict_badge
from ui.widgets.texts import body, overline, quiet, small

INSPECTED_KINDS = frozenset({"conformance", "document", "round"})


class VerdictDetail(QWidget):
    """Verdict, inputs, rule; below them the forms to inspect and to say otherwise."""

    def __init__(self, judged: Judged, criterion_id: str, person: str) -> None:
        super().__init__()
        criterion = judged.criterion(criterion_id)
        assert criterion is not None
        self.criterion_id = criterion_id
        verdict = judged.verdicts[criterion_id]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(body(criterion.title.in_language(language())))
        column.addWidget(verdict_badge(verdict.value.value))
        column.addWidget(small(kind_label(criterion.kind)))
        if criterion.observe is not None:
            column.addWidget(overline(_("How it is observed")))
            column.addWidget(quiet(criterion.observe.in_language(language())))
        self._inputs(column, verdict)
        of_round = criterion.kind == "round"
        self.inspection = InspectionForm(person, of_round=of_round) if criterion.kind in INSPECTED_KINDS else None
        if of_round:
            column.addWidget(RoundFigures(judged))
        if self.inspection is not None:
            column.addWidget(line())
            column.addWidget(self.inspection)
        self.override = OverrideForm(verdict, person)
        column.addWidget(line())
        column.addWidget(self.override)

    def _inputs(self, column: QVBoxLayout, verdict: Verdict) -> None:
        column.addWidget(overline(_("What it is computed from")))
        if not verdict.inputs:
            column.addWidget(quiet(_("Nothing has been judged yet.")))
        for unit in verdict.inputs:
            column.addWidget(body(_unit_words(unit)))
            for word in unit.words:
                said = unit_label(word.outcome)
                column.addWidget(small(_("{judge} says: {outcome}").format(judge=word.judge, outcome=said)))
        rules = verdict.parameters
        column.addWidget(
            small(
                _(
                    "Rule {version}: at least {n} participants, met from {pass_at}, not met below {fail_at}."
                ).format(
                    version=verdict.rule_version, n=rules.n_min, pass_at=words.percent(rules.pass_at),
                    fail_at=words.percent(rules.fail_at),
                )
            )
        )  # fmt: skip
        if verdict.override is not None:
            said = _("The rule says “{computed}”. {by} says “{value}”: {why}").format(
                computed=verdict_label(verdict.computed), by=verdict.override.by,
                value=verdict_label(verdict.override.value), why=verdict.override.why,
            )  # fmt: skip
            column.addWidget(body(said))


def _unit_words(unit: Unit) -> str:
    parts = [unit_name(unit.subject), unit_label(unit.outcome)]
    if unit.severity is not None:
        parts.append(_("severity {severity}").format(severity=f"{unit.severity} – {severity_label(unit.severity)}"))
    if unit.conflict:
        parts.append(_("judges differ"))
    return words.MIDDLE_DOT.join(parts)


class OverrideForm(Form):
    """A named person says otherwise than the rule, with a reason; both are printed."""

    def __init__(self, verdict: Verdict, person: str) -> None:
        super().__init__()
        self.column.addWidget(overline(_("Say otherwise than the rule")))
        choices: list[tuple[str, str]] = [("", _("As the rule says"))]
        choices += [(one.value, verdict_label(one)) for one in VerdictValue]
        now = verdict.override.value.value if verdict.override is not None else ""
        self._value = self.add_choice("value", _("Verdict"), choices, now)
        self.add_text("by", _("Who says so"), person)
        self.add_long_text("reason", _("Reason"))

    @property
    def value(self) -> VerdictValue | None:
        """The verdict; None takes an earlier word back."""
        chosen = str(self._value.currentData())
        return VerdictValue(chosen) if chosen else None
