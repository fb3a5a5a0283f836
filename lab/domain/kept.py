"""Verdicts and gates as they were said, with everything that they were computed from.

A session may be amended later, a finding fixed, a number of the rules changed: what was said then can still be computed
again from what is kept here, by the rules of then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lab.domain.gate import Gate, GateState, JudgedCriterion, JudgedFinding, JudgedSegment, JudgedTask, gate
from lab.domain.ids import RoundId
from lab.domain.study import RuleParameters
from lab.domain.unit import INSPECTED, Unit, UnitOutcome, settle
from lab.domain.verdict import RULE_VERSION, RULE_VERSIONS, Verdict, value_of

ERASED = "–"
"""What a unit is called whose participant took the consent back: the outcome alone stays, of nobody."""


@dataclass(frozen=True, slots=True)
class GateInputs:
    """Everything that the gate is computed from; parameters and arguments as `lab.domain.gate.gate` has them."""

    criteria: tuple[JudgedCriterion, ...]
    findings: tuple[JudgedFinding, ...] = ()
    segments: tuple[JudgedSegment, ...] = ()
    critical_tasks: tuple[JudgedTask, ...] = ()
    parameters: RuleParameters = field(default_factory=RuleParameters)
    on: date | None = None
    rule_version: str = RULE_VERSION

    def answer(self) -> Gate:
        """The gate."""
        return gate(
            self.criteria, self.findings, self.segments, self.critical_tasks, self.parameters, self.on,
            self.rule_version,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaidGate:
    """A gate as it was said: its state, its reasons as (code, subject), and what they follow from."""

    state: GateState
    reasons: tuple[tuple[str, str], ...]
    inputs: GateInputs

    @classmethod
    def of(cls, inputs: GateInputs) -> "SaidGate":
        """The gate that these inputs make."""
        answer = inputs.answer()
        return cls(answer.state, _named(answer), inputs)


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """A verdict as it was said.

    Attributes:
        number: grows with every verdict that is kept.
        intact: it still has the hash under which it was kept.
    """

    number: int
    round_id: RoundId
    at: datetime
    verdict: Verdict
    sha256: str
    intact: bool = True


@dataclass(frozen=True, slots=True)
class KeptGate:
    """A gate as it was said; attributes as of `KeptVerdict`."""

    number: int
    round_id: RoundId
    at: datetime
    said: SaidGate
    sha256: str
    intact: bool = True


class DifferenceCode(StrEnum):
    """What is wrong with something kept."""

    ALTERED = "altered"
    UNKNOWN_RULES = "unknown_rules"
    UNIT = "unit"
    VERDICT = "verdict"
    GATE = "gate"
    REASONS = "reasons"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something kept that does not come out again: about what, what was kept, what comes out."""

    code: DifferenceCode
    number: int
    about: str
    kept: str
    again: str


def verdict_differences(kept: KeptVerdict) -> Iterator[Difference]:
    """What of a kept verdict is not what its inputs make."""
    said, number = kept.verdict, kept.number
    if not kept.intact:
        yield Difference(DifferenceCode.ALTERED, number, said.criterion, kept.sha256, "")
    if said.rule_version not in RULE_VERSIONS:
        yield Difference(DifferenceCode.UNKNOWN_RULES, number, said.criterion, said.rule_version, RULE_VERSION)
        return
    for unit in said.inputs:
        again = _settled_again(unit, said)
        if (again.outcome, again.conflict) != (unit.outcome, unit.conflict):
            about = f"{said.criterion} {unit.subject}"
            yield Difference(DifferenceCode.UNIT, number, about, unit.outcome.value, again.outcome.value)
    value = value_of(said.kind, said.inputs, said.parameters)
    if value is not said.computed:
        yield Difference(DifferenceCode.VERDICT, number, said.criterion, said.computed.value, value.value)


def gate_differences(kept: KeptGate) -> Iterator[Difference]:
    """What of a kept gate is not what its inputs make."""
    said, number = kept.said, kept.number
    if not kept.intact:
        yield Difference(DifferenceCode.ALTERED, number, "", kept.sha256, "")
    version = said.inputs.rule_version
    if version not in RULE_VERSIONS:
        yield Difference(DifferenceCode.UNKNOWN_RULES, number, "", version, RULE_VERSION)
        return
    again = said.inputs.answer()
    if again.state is not said.state:
        yield Difference(DifferenceCode.GATE, number, "", said.state.value, again.state.value)
    elif _named(again) != said.reasons:
        told = [
            "; ".join(f"{code} {subject}".strip() for code, subject in one) for one in (said.reasons, _named(again))
        ]
        yield Difference(DifferenceCode.REASONS, number, "", *told)


def _named(answer: Gate) -> tuple[tuple[str, str], ...]:
    return tuple((one.code.value, one.subject) for one in answer.reasons)


def _settled_again(unit: Unit, said: Verdict) -> Unit:
    """The unit out of what its judges said; as it is where nobody's words are kept. A session can only fail what is
    inspected: there whoever said otherwise took nothing from a failure.
    """
    if not unit.words:
        return unit
    if said.kind in INSPECTED and unit.outcome is UnitOutcome.FAILED:
        failing = [word for word in unit.words if word.outcome is UnitOutcome.FAILED or word.adjudicates]
        return settle(unit.subject, failing, unit.severity)
    return settle(unit.subject, unit.words, unit.severity)
