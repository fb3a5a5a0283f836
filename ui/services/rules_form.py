"""The numbers of the verdict rules, as fields; and the card of a round that shows them."""

from collections.abc import Callable

from PySide6.QtWidgets import QSpinBox

from lab.domain.study import MOST, RuleParameters
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.rules import rule_numbers
from ui import words
from ui.services.register import RoundFacts
from ui.widgets.boxes import Card, line
from ui.widgets.buttons import Button
from ui.widgets.form import Form
from ui.widgets.texts import body, quiet, small

_PERCENT = 100


class RulesForm(Form):
    """Four numbers. With `by`, who changes them in a round that is there, and why."""

    def __init__(self, rules: RuleParameters, by: str | None = None) -> None:
        super().__init__()
        self._n = self.add_number(
            "n_min", _("Participants for a verdict"), rules.n_min, 1, MOST,
            hint=_("With fewer, a criterion cannot be met."),
        )  # fmt: skip
        self._segment_n = self.add_number(
            "segment_n_min", _("Participants of a segment"), rules.segment_n_min, 1, MOST,
            hint=_("With fewer, the gate says that the segment was not heard."),
        )  # fmt: skip
        self._pass = self._share("pass_at", _("Met from this share of passes"), rules.pass_at)
        self._fail = self._share("fail_at", _("Not met below this share of passes"), rules.fail_at)
        if by is not None:
            self.add_text("by", _("Who says so"), by)
            self.add_long_text(
                "reason", _("Reason"), hint=_("The report prints it, with the numbers before and after.")
            )

    def _share(self, name: str, label: str, value: float) -> QSpinBox:
        field = self.add_number(name, label, round(value * _PERCENT), 1, _PERCENT)
        field.setSuffix(words.percent(0).removeprefix("0"))
        return field

    def rules(self) -> RuleParameters:
        """The numbers as they stand."""
        shares = (self._pass.value() / _PERCENT, self._fail.value() / _PERCENT)
        return RuleParameters(self._n.value(), self._segment_n.value(), *shares)


class RulesCard(Card):
    """By which numbers the round is judged, and every change of them."""

    def __init__(self, facts: RoundFacts, change: Callable[[], None]) -> None:
        super().__init__(_("Numbers of the verdict rules"), name="rules")
        button = Button(_("Change …"), change, icon_name="pencil-simple", kind="plain")
        button.setAccessibleName(_("Change the numbers of the verdict rules"))
        button.setObjectName("change_rules")
        self.top.addWidget(button)
        rules = facts.study.rules
        self.add(
            body(
                ngettext(
                    "A criterion needs {n} participant for a verdict; a segment needs {segment_n}.",
                    "A criterion needs {n} participants for a verdict; a segment needs {segment_n}.",
                    rules.n_min,
                ).format(n=rules.n_min, segment_n=rules.segment_n_min)
            ),
            quiet(
                _("Met from {pass_at}% of passes, not met below {fail_at}%, partly met between.").format(
                    pass_at=round(rules.pass_at * _PERCENT), fail_at=round(rules.fail_at * _PERCENT)
                )
            ),
        )
        for one in facts.rule_changes:
            day = words.short_date(one.at.astimezone().date())
            said = _("{day}, {by}: {reason} Before: {numbers}.")
            self.add(
                line(),
                small(said.format(day=day, by=one.by, reason=one.reason, numbers=rule_numbers(one.before))),
            )
