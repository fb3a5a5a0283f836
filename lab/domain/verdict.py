"""The verdict on one criterion in one round, computed from its units (rules 2–4 and the kinds of criteria).

A verdict keeps its inputs, its parameters and the version of the rule, so that anybody can compute it again.
Adding a failed unit never improves it; the order of units and judges is irrelevant.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lab.domain.finding import CATASTROPHE, Finding, Status
from lab.domain.study import RuleParameters
from lab.domain.unit import Unit, UnitOutcome
from protocols.standard import CriterionKind

RULE_VERSION = "2"
"""Of rules 1–7; it grows with every change that can change an answer. 2: the gate where nothing is met (0012)."""

RULE_VERSIONS = ("1", "2")
"""All that stored answers may bear; what each says can still be computed."""

WORST_TO_PASS = 2
FAILED_BY_SEVERAL = 2


class VerdictValue(StrEnum):
    """What a round says of a criterion."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"
    NOT_TESTED = "not_tested"
    NOT_APPLICABLE = "not_applicable"


BEST_TO_WORST = (
    VerdictValue.NOT_APPLICABLE,
    VerdictValue.MET,
    VerdictValue.NOT_TESTED,
    VerdictValue.CANNOT_TELL,
    VerdictValue.PARTLY_MET,
    VerdictValue.NOT_MET,
)

DECIDED = frozenset({VerdictValue.MET, VerdictValue.PARTLY_MET, VerdictValue.NOT_MET})
"""Verdicts that say how it is."""

UNDECIDED = frozenset({VerdictValue.CANNOT_TELL, VerdictValue.NOT_TESTED})
"""Verdicts that leave it open."""


@dataclass(frozen=True, slots=True)
class Override:
    """A named person says otherwise, with a reason; both show in the report."""

    value: VerdictValue
    by: str
    why: str
    on: date


@dataclass(frozen=True, slots=True)
class OverrideSaid:
    """One word in the history of a criterion's overrides; `value` None took the one before it back."""

    criterion: str
    value: VerdictValue | None
    by: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one criterion.

    Attributes:
        computed: what the rule says of the inputs.
        override: a person's word against it.
    """

    criterion: str
    kind: CriterionKind
    computed: VerdictValue
    inputs: tuple[Unit, ...]
    rule_version: str = RULE_VERSION
    parameters: RuleParameters = field(default_factory=RuleParameters)
    override: Override | None = None

    @property
    def value(self) -> VerdictValue:
        """What counts."""
        return self.override.value if self.override is not None else self.computed

    @property
    def passed(self) -> int:
        """Units that passed."""
        return sum(unit.outcome is UnitOutcome.PASSED for unit in self.inputs)

    @property
    def failed(self) -> int:
        """Units that failed."""
        return sum(unit.outcome is UnitOutcome.FAILED for unit in self.inputs)

    @property
    def doubtful(self) -> int:
        """Units of which nobody can tell, open conflicts among them."""
        return sum(unit.outcome is UnitOutcome.CANT_TELL for unit in self.inputs)

    @property
    def worst_severity(self) -> int | None:
        """Of the failed units; None when none has one."""
        return max((unit.severity for unit in failed_units(self.inputs) if unit.severity is not None), default=None)

    @property
    def agreement(self) -> tuple[int, int]:
        """Units on which all judges agree, of the units that two or more judged."""
        pairs = [watched for watched in map(_watched, self.inputs) if len(watched) > 1]
        return sum(len(set(outcomes)) == 1 for outcomes in pairs), len(pairs)


def judge(
    criterion: str,
    kind: CriterionKind,
    units: Iterable[Unit],
    parameters: RuleParameters | None = None,
    override: Override | None = None,
) -> Verdict:
    """The verdict on a criterion of any kind from its units."""
    inputs, rules = tuple(units), parameters or RuleParameters()
    return Verdict(criterion, kind, value_of(kind, inputs, rules), inputs, RULE_VERSION, rules, override)


def value_of(kind: CriterionKind, units: Sequence[Unit], rules: RuleParameters) -> VerdictValue:
    """What the rules say; rule 2 here, 3 and 4 below. `round` and `computed` criteria have few units, each of which
    decides, as for conformance.
    """
    outcomes = Counter(unit.outcome for unit in units)
    if not outcomes[UnitOutcome.PASSED] + outcomes[UnitOutcome.FAILED] + outcomes[UnitOutcome.CANT_TELL]:
        only_inapplicable = outcomes[UnitOutcome.INAPPLICABLE] and not outcomes[UnitOutcome.UNTESTED]
        return VerdictValue.NOT_APPLICABLE if only_inapplicable else VerdictValue.NOT_TESTED
    return _of_performance(units, outcomes, rules) if kind == "performance" else _of_conformance(outcomes)


def _of_conformance(outcomes: Counter[UnitOutcome]) -> VerdictValue:
    """Rule 3: one failed page fails; what was not looked at leaves it open; nothing is met in part."""
    if outcomes[UnitOutcome.FAILED]:
        return VerdictValue.NOT_MET
    if outcomes[UnitOutcome.CANT_TELL] or outcomes[UnitOutcome.UNTESTED]:
        return VerdictValue.CANNOT_TELL
    return VerdictValue.MET


def _of_performance(units: Sequence[Unit], outcomes: Counter[UnitOutcome], rules: RuleParameters) -> VerdictValue:
    """Rule 4. Doubt keeps a criterion from being met whether or not somebody failed it: otherwise a failed unit
    could improve the verdict.
    """
    passed, failed = outcomes[UnitOutcome.PASSED], outcomes[UnitOutcome.FAILED]
    worst = max((unit.severity or 0 for unit in failed_units(units)), default=0)
    if worst >= CATASTROPHE:
        return VerdictValue.NOT_MET
    if not passed + failed:
        return VerdictValue.CANNOT_TELL
    in_doubt = outcomes[UnitOutcome.CANT_TELL] > passed or any(unit.conflict for unit in units)
    share = passed / (passed + failed)
    if failed >= FAILED_BY_SEVERAL and share < rules.fail_at:
        return VerdictValue.NOT_MET
    if passed >= max(1, rules.n_min) and not in_doubt and share >= rules.pass_at and worst <= WORST_TO_PASS:
        return VerdictValue.MET
    return VerdictValue.PARTLY_MET if failed else VerdictValue.CANNOT_TELL


def failed_units(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units that failed."""
    return tuple(unit for unit in units if unit.outcome is UnitOutcome.FAILED)


def lineage_units(earlier: Iterable[Finding], *, first_round: bool, on: date | None = None) -> tuple[Unit, ...]:
    """Units of a `computed` criterion ("adjusted before launch"): one for every problem of the earlier rounds, as it
    stands on a day; None: as it was last written.

    Verified, or accepted as a risk and not expired → passed; reopened → failed; fixed but not yet retested → cantTell;
    everything else that is still open → failed. In a first round there is nothing to adjust: inapplicable.
    """
    if first_round:
        return (Unit("first round", UnitOutcome.INAPPLICABLE),)
    units = []
    for one in earlier:
        finding = one if on is None else one.as_of(on)
        if finding.is_problem:
            outcome = _OF_STATUS.get(finding.status, UnitOutcome.FAILED)
            severity = finding.severity if outcome is UnitOutcome.FAILED else None
            units.append(Unit(f"F-{finding.number}", outcome, severity))
    return tuple(units) or (Unit("no earlier problem", UnitOutcome.INAPPLICABLE),)


_OF_STATUS = {
    Status.VERIFIED: UnitOutcome.PASSED,
    Status.ACCEPTED_RISK: UnitOutcome.PASSED,
    Status.FIXED: UnitOutcome.CANT_TELL,
}


def _watched(unit: Unit) -> list[UnitOutcome]:
    """What was said independently: neither by those who did not watch nor by whoever settled a difference."""
    return [word.outcome for word in unit.words if word.outcome is not UnitOutcome.UNTESTED and not word.adjudicates]
