"""The numbers of the verdict rules in words."""

from lab.domain.study import RuleParameters
from lab.i18n import gettext as _


def rule_numbers(rules: RuleParameters) -> str:
    """All four numbers, to stand within a sentence."""
    return _("{n} participants, {segment_n} of each segment, met from {pass_at}%, not met below {fail_at}%").format(
        n=rules.n_min,
        segment_n=rules.segment_n_min,
        pass_at=round(rules.pass_at * 100),
        fail_at=round(rules.fail_at * 100),
    )
