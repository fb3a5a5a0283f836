"""Properties of the whole way from units to the gate, drawn by counts: near thresholds there are many of a kind."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lab.domain.finding import Status
from lab.domain.gate import Gate, GateState, JudgedCriterion, JudgedFinding, JudgedSegment, JudgedTask, Promise, gate
from lab.domain.level import level, principle_verdict
from lab.domain.metrics.shares import adjusted_wald
from lab.domain.study import RuleParameters
from lab.domain.unit import Unit, UnitOutcome, Word, settle
from lab.domain.verdict import Verdict, VerdictValue, judge
from protocols.standard import CriterionKind, GateWeight

BEST_FIRST = (GateState.GREEN, GateState.AMBER, GateState.GREY, GateState.RED)
ON = date(2026, 3, 1)
PROMISE = Promise("owner", date(2026, 5, 1))


@dataclass(frozen=True)
class Counted:
    """A criterion by how many units of each kind it has: many worlds near a threshold in few draws."""

    kind: CriterionKind
    weight: GateWeight
    passed: int
    doubtful: int
    conflicts: int
    untested: int
    inapplicable: int
    severities: tuple[int | None, ...]
    promised: bool

    def units(self) -> list[Unit]:
        """All units; of a conflict with the words of both judges."""
        plain = [
            *[UnitOutcome.PASSED] * self.passed,
            *[UnitOutcome.CANT_TELL] * self.doubtful,
            *[UnitOutcome.UNTESTED] * self.untested,
            *[UnitOutcome.INAPPLICABLE] * self.inapplicable,
        ]
        words = (Word("Anna", UnitOutcome.PASSED), Word("Oleg", UnitOutcome.FAILED, 4))
        found = [Unit(f"P{number:02}", one) for number, one in enumerate(plain)]
        found += [settle(f"C{number}", words) for number in range(self.conflicts)]
        return found + [Unit(f"F{number}", UnitOutcome.FAILED, one) for number, one in enumerate(self.severities)]

    def judged(self, name: str, units: list[Unit], rules: RuleParameters) -> JudgedCriterion:
        """As the gate looks at it."""
        verdict = judge(name, self.kind, units, rules)
        action = PROMISE if self.promised else None
        return JudgedCriterion(name, self.weight, verdict.value, verdict.failed, verdict.worst_severity, action)


counts = st.builds(
    Counted,
    st.sampled_from(("performance", "conformance", "document", "round", "computed")),
    st.sampled_from(("blocker", "major", "normal")),
    st.integers(0, 10),
    st.integers(0, 7),
    st.integers(0, 1),
    st.integers(0, 2),
    st.integers(0, 2),
    st.lists(st.none() | st.integers(0, 4), max_size=4).map(tuple),
    st.booleans(),
)
worlds = st.lists(counts, min_size=1, max_size=4)
numbers = st.builds(
    lambda n, fail, more: RuleParameters(n, 3, min(1.0, fail + more), fail),
    st.integers(1, 8),
    st.sampled_from([0.25, 0.5, 0.6]),
    st.sampled_from([0.0, 0.2, 0.3, 0.5]),
)
findings = st.lists(
    st.builds(
        JudgedFinding,
        st.sampled_from(["F-1", "F-2", "F-3"]),
        st.none() | st.integers(0, 4),
        st.sampled_from(Status),
        st.none() | st.just(PROMISE),
    ),
    max_size=4,
)
segments = st.lists(st.builds(JudgedSegment, st.sampled_from("ab"), st.integers(0, 5)), max_size=2)
tasks = st.lists(
    st.integers(1, 9).flatmap(
        lambda n: st.builds(
            lambda hits, target: JudgedTask(f"t{n}", adjusted_wald(hits, n).high, target),
            st.integers(0, n),
            st.sampled_from([0.5, 0.8, 0.9]),
        )
    ),
    max_size=2,
)


def deviating(weight: GateWeight) -> set[VerdictValue]:
    """Verdicts about which an owner promises something."""
    normal = {VerdictValue.NOT_MET}
    return normal if weight == "normal" else normal | {VerdictValue.PARTLY_MET}


def asked(
    world: list[Counted],
    units: list[list[Unit]],
    rules: RuleParameters,
    found: list[JudgedFinding],
    heard: list[JudgedSegment],
) -> Gate:
    """The gate over all criteria."""
    criteria = [one.judged(f"CC-{n}", mine, rules) for n, (one, mine) in enumerate(zip(world, units, strict=True))]
    return gate(criteria, found, heard, parameters=rules, on=ON)


@settings(max_examples=200, deadline=None)
@given(worlds, numbers, findings, segments, st.none() | st.integers(0, 4), st.integers(0, 3))
def test_that_a_further_failure_never_improves_the_gate(
    world: list[Counted],
    rules: RuleParameters,
    found: list[JudgedFinding],
    heard: list[JudgedSegment],
    severity: int | None,
    place: int,
) -> None:
    units = [one.units() for one in world]
    before = asked(world, units, rules, found, heard)
    worse = [list(mine) for mine in units]
    worse[place % len(world)].append(Unit("one more", UnitOutcome.FAILED, severity))
    # Nobody has promised anything about what did not deviate; that stays so, whatever the failure decides.
    known = [
        replace(one, promised=one.promised and judge("", one.kind, mine, rules).value in deviating(one.weight))
        for one, mine in zip(world, units, strict=True)
    ]
    after = asked(known, worse, rules, found, heard)
    assert BEST_FIRST.index(after.state) >= BEST_FIRST.index(before.state)


@settings(max_examples=100, deadline=None)
@given(worlds, numbers, findings, segments, st.integers(0, 3))
def test_that_an_inapplicable_unit_changes_no_gate_unless_it_is_alone(
    world: list[Counted], rules: RuleParameters, found: list[JudgedFinding], heard: list[JudgedSegment], place: int
) -> None:
    units = [one.units() for one in world]
    at = place % len(world)
    if all(unit.outcome is UnitOutcome.INAPPLICABLE for unit in units[at]):
        return
    more = [list(mine) for mine in units]
    more[at].append(Unit("one more", UnitOutcome.INAPPLICABLE))
    assert asked(world, more, rules, found, heard) == asked(world, units, rules, found, heard)


@settings(max_examples=100, deadline=None)
@given(worlds, numbers, findings, segments, tasks, st.randoms(use_true_random=False))
def test_that_no_order_matters(
    world: list[Counted],
    rules: RuleParameters,
    found: list[JudgedFinding],
    heard: list[JudgedSegment],
    critical: list[JudgedTask],
    random: Random,
) -> None:
    criteria = [one.judged(f"CC-{n}", one.units(), rules) for n, one in enumerate(world)]
    mixed = [one.judged(f"CC-{n}", _shuffled(one.units(), random), rules) for n, one in enumerate(world)]
    assert mixed == criteria
    straight = gate(criteria, found, heard, critical, rules, ON)
    other = gate(
        _shuffled(criteria, random), _shuffled(found, random), _shuffled(heard, random), _shuffled(critical, random),
        rules, ON,
    )  # fmt: skip
    assert other.state is straight.state
    assert sorted(map(repr, other.reasons)) == sorted(map(repr, straight.reasons))
    assert sorted(map(repr, other.further)) == sorted(map(repr, straight.further))
    values = [one.verdict for one in criteria]
    assert principle_verdict(_shuffled(values, random)) is principle_verdict(values)
    assert level(_shuffled(values, random)) == level(values)


@settings(max_examples=100, deadline=None)
@given(worlds, numbers, findings, segments)
def test_that_the_same_inputs_have_the_same_answer(
    world: list[Counted], rules: RuleParameters, found: list[JudgedFinding], heard: list[JudgedSegment]
) -> None:
    units = [one.units() for one in world]
    assert asked(world, units, rules, found, heard) == asked(world, units, rules, found, heard)
    verdicts: list[Verdict] = [judge("C", one.kind, mine, rules) for one, mine in zip(world, units, strict=True)]
    assert verdicts == [judge(one.criterion, one.kind, one.inputs, one.parameters) for one in verdicts]


@settings(deadline=None)
@given(worlds, numbers)
def test_that_the_level_lies_within_its_bounds_and_they_narrow_with_coverage(
    world: list[Counted], rules: RuleParameters
) -> None:
    found = level(judge("C", one.kind, one.units(), rules).value for one in world)
    assert 0 <= found.low <= found.high <= 100
    assert found.level is None or found.low - 1e-9 <= found.level <= found.high + 1e-9
    if found.applicable:
        assert abs((found.high - found.low) - (100 - found.coverage)) < 1e-9
    assert (found.level is None) == (found.decided == 0)


def _shuffled(things: list, random: Random) -> list:  # type: ignore[type-arg]
    copy = list(things)
    random.shuffle(copy)
    return copy
