"""The panel of one criterion: its verdict, the inputs and the rule that computed it, and a person's word against it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.unit import Unit
from lab.domain.verdict import OverrideSaid, Verdict, VerdictValue
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import kind_label, verdict_label
from lab.wording.verdicts import numbers_sentence, rule_sentences, unit_words, word_words
from ui import theme, words
from ui.findings.judged import Judged
from ui.widgets.boxes import Flow, line
from ui.widgets.form import Form
from ui.widgets.marks import state_line, verdict_badge
from ui.widgets.texts import body, overline, quiet, small

INSPECTED_KINDS = frozenset({"conformance", "document", "round"})


class VerdictDetail(QWidget):
    """Verdict, inputs, rule; below them the form to say otherwise."""

    def __init__(self, judged: Judged, criterion_id: str, person: str) -> None:
        super().__init__()
        criterion = judged.criterion(criterion_id)
        assert criterion is not None
        self.criterion_id = criterion_id
        verdict = judged.verdicts[criterion_id]
        said = tuple(one for one in judged.overrides if one.criterion == criterion_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(body(criterion.title.in_language(language())))
        _verdict(column, verdict)
        column.addWidget(small(kind_label(criterion.kind)))
        if criterion.observe is not None:
            column.addWidget(overline(_("How it is observed")))
            column.addWidget(quiet(criterion.observe.in_language(language())))
        _inputs(column, verdict)
        _rule(column, verdict)
        _history(column, said)
        self.judged_by_inspection = criterion.kind in INSPECTED_KINDS
        self.override = OverrideForm(verdict, person)
        column.addWidget(line())
        column.addWidget(self.override)


def _verdict(column: QVBoxLayout, verdict: Verdict) -> None:
    """What counts; beside a person's word what the rule says."""
    if verdict.override is None:
        column.addWidget(verdict_badge(verdict.value.value))
        return
    computed = small(_("The rule says: {verdict}").format(verdict=verdict_label(verdict.computed)))
    computed.setWordWrap(False)
    column.addWidget(Flow(verdict_badge(verdict.value.value), computed))
    one = verdict.override
    column.addWidget(body(_("{by}, {day}: {why}").format(by=one.by, day=words.short_date(one.on), why=one.why)))


def _inputs(column: QVBoxLayout, verdict: Verdict) -> None:
    column.addWidget(overline(_("What it is computed from")))
    if not verdict.inputs:
        column.addWidget(quiet(_("Nothing has been judged yet.")))
        return
    if verdict.passed + verdict.failed:
        column.addWidget(body(numbers_sentence(verdict)))
    for unit in verdict.inputs:
        column.addWidget(_unit(unit))
        if not _plainly(unit):
            for word in unit.words:
                column.addWidget(small(word_words(word)))


def _unit(unit: Unit) -> QWidget:
    said = unit_words(unit)
    if unit.conflict:
        return state_line(said, "warning", "careful")
    if not _plainly(unit):
        return body(said)
    return body(words.MIDDLE_DOT.join((said, ", ".join(word.judge for word in unit.words))))


def _plainly(unit: Unit) -> bool:
    """Whether every judge said just this, so that their names say it all."""
    said = {(word.outcome, word.severity) for word in unit.words}
    return said == {(unit.outcome, unit.severity)} and not any(word.adjudicates for word in unit.words)


def _rule(column: QVBoxLayout, verdict: Verdict) -> None:
    """The rule in words, with the numbers that it was computed by."""
    column.addWidget(overline(_("Rule, version {version}").format(version=verdict.rule_version)))
    for sentence in rule_sentences(verdict.kind, verdict.parameters):
        column.addWidget(small(sentence))


def _history(column: QVBoxLayout, said: Sequence[OverrideSaid]) -> None:
    """Every word against the rule and every one that took it back, the latest first; one that simply holds stands
    above already.
    """
    if not said or (len(said) == 1 and said[0].value is not None):
        return
    column.addWidget(overline(_("What people said against the rule")))
    for one in reversed(said):
        day = words.short_date(one.at.astimezone().date())
        what = _("took it back") if one.value is None else f"“{verdict_label(one.value)}”"
        column.addWidget(small(_("{day}, {by}: {what}. {why}").format(day=day, by=one.by, what=what, why=one.why)))


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
        self.add_long_text("reason", _("Reason"), hint=_("The report prints it, beside what the rule says."))

    @property
    def value(self) -> VerdictValue | None:
        """The verdict; None takes an earlier word back."""
        chosen = str(self._value.currentData())
        return VerdictValue(chosen) if chosen else None
