"""The verdict rules give the answers of the case file and keep their properties."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from lab.domain.finding import Finding, FindingDecision, SeverityRating, Status
from lab.domain.ids import FindingId, RoundId
from lab.domain.study import RuleParameters
from lab.domain.unit import Unit, UnitOutcome, Word, settle
from lab.domain.verdict import BEST_TO_WORST, Override, VerdictValue, judge, lineage_units
from lab.worked_examples import HERE

CASES = YAML(typ="safe").load(HERE / "aggregation-cases.yaml")


def unit_of(case: str | dict[str, Any], number: int) -> Unit:
    """A unit as the case file writes it."""
    subject = f"P{number:02}"
    if isinstance(case, str):
        return Unit(subject, UnitOutcome(case))
    if "observers" not in case:
        return Unit(subject, UnitOutcome(case["outcome"]), case["severity"])
    words = [Word(f"judge {n}", UnitOutcome(said)) for n, said in enumerate(case["observers"])]
    if "adjudicated" in case:
        words.append(Word("lead", UnitOutcome(case["adjudicated"]), adjudicates=True))
    return settle(subject, words, agreed=case["severity"])


def parameters() -> RuleParameters:
    """The parameters of the case file."""
    return RuleParameters(**CASES["parameters"])


@pytest.mark.parametrize("case", CASES["criterion_cases"], ids=lambda case: case["id"])
def test_that_every_case_has_its_fixed_answer(case: dict[str, Any]) -> None:
    units = [unit_of(unit, number) for number, unit in enumerate(case["units"], 1)]
    assert judge("C-1", case["kind"], units, parameters()).value == case["expected"]


def test_that_the_order_of_verdicts_is_the_one_of_the_case_file() -> None:
    assert [value.value for value in BEST_TO_WORST] == CASES["verdict_order_best_to_worst"]


PASSED, DOUBTFUL = Unit("P", UnitOutcome.PASSED), Unit("P", UnitOutcome.CANT_TELL)
units = st.builds(
    Unit,
    subject=st.just("P"),
    outcome=st.sampled_from(UnitOutcome),
    severity=st.none() | st.integers(0, 4),
) | st.just(Unit("P", UnitOutcome.CANT_TELL, conflict=True))
tallies = st.builds(
    lambda passed, doubtful, failed: [PASSED] * passed + [DOUBTFUL] * doubtful + failed,
    st.integers(0, 9),
    st.integers(0, 9),
    st.lists(st.builds(Unit, st.just("P"), st.just(UnitOutcome.FAILED), st.integers(0, 4)), max_size=3),
)
"""As rounds are: many of a kind. Units drawn one by one hardly ever come near a threshold."""
kinds = st.sampled_from(["performance", "conformance", "document", "round", "computed"])
rules = st.builds(
    lambda n, fail, more: RuleParameters(n_min=n, fail_at=fail, pass_at=min(1.0, fail + more)),
    st.integers(1, 8),
    st.floats(0, 1),
    st.floats(0, 1),
)


@settings(max_examples=500)
@given(kinds, st.lists(units, max_size=14) | tallies, st.none() | st.integers(0, 4), rules)
def test_that_a_failed_unit_never_improves_a_verdict(
    kind: Any, given_units: list[Unit], severity: int | None, given_rules: RuleParameters
) -> None:
    before = judge("C-1", kind, given_units, given_rules).value
    worse = [*given_units, Unit("P", UnitOutcome.FAILED, severity)]
    assert BEST_TO_WORST.index(judge("C-1", kind, worse, given_rules).value) >= BEST_TO_WORST.index(before)


@given(kinds, st.lists(units, max_size=10), st.randoms(use_true_random=False))
def test_that_the_order_of_units_is_irrelevant(kind: Any, given_units: list[Unit], random: Any) -> None:
    shuffled = list(given_units)
    random.shuffle(shuffled)
    assert judge("C-1", kind, shuffled).value == judge("C-1", kind, given_units).value


@given(kinds, st.lists(units, min_size=1, max_size=10))
def test_that_inapplicable_units_change_nothing_unless_all_are(kind: Any, given_units: list[Unit]) -> None:
    outcomes = {unit.outcome for unit in given_units}
    if outcomes == {UnitOutcome.INAPPLICABLE}:
        return
    more = [*given_units, Unit("P", UnitOutcome.INAPPLICABLE)]
    assert judge("C-1", kind, more).value == judge("C-1", kind, given_units).value


@given(kinds, st.lists(units, max_size=10), rules)
def test_that_a_verdict_is_reproducible_from_what_it_keeps(
    kind: Any, given_units: list[Unit], given_rules: RuleParameters
) -> None:
    verdict = judge("C-1", kind, given_units, given_rules)
    assert judge(verdict.criterion, verdict.kind, verdict.inputs, verdict.parameters) == verdict


def test_that_more_doubt_than_passes_keeps_a_criterion_open() -> None:
    doubt, passed = [DOUBTFUL] * 6, [PASSED] * 5
    assert judge("C-1", "performance", passed + doubt).value is VerdictValue.CANNOT_TELL
    failed = Unit("P", UnitOutcome.FAILED, 2)
    assert judge("C-1", "performance", [*passed, *doubt, failed]).value is VerdictValue.PARTLY_MET
    assert judge("C-1", "performance", passed + doubt[:5]).value is VerdictValue.MET


def test_that_an_override_counts_and_the_computed_value_stays() -> None:
    override = Override(VerdictValue.MET, "N. Owner", "seen in the pilot", date(2026, 3, 1))
    verdict = judge("C-1", "performance", [], override=override)
    assert (verdict.value, verdict.computed) == (VerdictValue.MET, VerdictValue.NOT_TESTED)


def test_that_agreement_counts_units_with_two_judges() -> None:
    same = settle("P01", [Word("a", UnitOutcome.PASSED), Word("b", UnitOutcome.PASSED)])
    differ = settle("P02", [Word("a", UnitOutcome.PASSED), Word("b", UnitOutcome.FAILED)])
    alone = settle("P03", [Word("a", UnitOutcome.PASSED), Word("b", UnitOutcome.UNTESTED)])
    assert judge("C-1", "performance", [same, differ, alone]).agreement == (1, 2)


def problem(number: int, status: Status) -> Finding:
    """A finding of severity 3 in a status."""
    finding = Finding(FindingId(str(number)), RoundId("r"), number, "A problem", status=status)
    return finding.rated(SeverityRating("a", 3, date(2026, 3, 1)))


def test_that_adjusted_before_launch_is_inapplicable_in_a_first_round() -> None:
    units = lineage_units([problem(1, Status.OPEN)], first_round=True)
    assert judge("CC-37", "computed", units).value is VerdictValue.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([Status.VERIFIED, Status.ACCEPTED_RISK, Status.REJECTED], VerdictValue.MET),
        ([Status.VERIFIED, Status.FIXED], VerdictValue.CANNOT_TELL),
        ([Status.VERIFIED, Status.REOPENED], VerdictValue.NOT_MET),
        ([Status.PLANNED], VerdictValue.NOT_MET),
        ([], VerdictValue.NOT_APPLICABLE),
    ],
)
def test_that_the_lineage_of_findings_decides_a_computed_criterion(
    statuses: list[Status], expected: VerdictValue
) -> None:
    units = lineage_units([problem(number, status) for number, status in enumerate(statuses, 1)], first_round=False)
    assert judge("CC-37", "computed", units).value is expected


def test_that_good_findings_are_no_problem_to_adjust() -> None:
    good = replace(problem(1, Status.OPEN), positive=True)
    assert lineage_units([good], first_round=False)[0].outcome is UnitOutcome.INAPPLICABLE


@pytest.mark.parametrize(("day", "expected"), [(1, VerdictValue.MET), (2, VerdictValue.NOT_MET)])
def test_that_an_accepted_risk_no_longer_adjusts_after_its_last_day(day: int, expected: VerdictValue) -> None:
    decision = FindingDecision("accept", "Owner", date(2026, 11, 1), "rare", date(2027, 3, 1))
    risk = replace(problem(1, Status.ACCEPTED_RISK), decision=decision)
    units = lineage_units([risk], first_round=False, on=date(2027, 3, day))
    assert judge("CC-37", "computed", units).value is expected
