"""The gate gives the answers of the case file."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from lab.domain.finding import Status
from lab.domain.gate import (
    Gate,
    GateState,
    JudgedCriterion,
    JudgedFinding,
    JudgedSegment,
    JudgedTask,
    Promise,
    Reason,
    ReasonCode,
    gate,
)
from lab.domain.study import RuleParameters
from lab.domain.verdict import BEST_TO_WORST, VerdictValue
from lab.worked_examples import HERE
from lab.worked_examples.gate_cases import criterion_of

CASES = YAML(typ="safe").load(HERE / "aggregation-cases.yaml")
RULES = RuleParameters(**CASES["parameters"])
SPOKEN = {
    ReasonCode.DEVIATION: "{0}",
    ReasonCode.BLOCKER_NOT_MET: "blocker not met: {0}",
    ReasonCode.BLOCKER_FAILED_BY_SEVERAL: "blocker failed by several: {0}",
    ReasonCode.BLOCKER_FAILED_SEVERELY: "blocker failed severely: {0}",
    ReasonCode.NO_ACTION: "deviation without accepted action",
    ReasonCode.NO_VERDICT: "no verdict: {0}",
    ReasonCode.OPEN_CATASTROPHE: "open severity 4 finding",
    ReasonCode.THIN_SEGMENT: "segment under segment_n_min: {0}",
}
"""How the case file says a reason."""


@pytest.mark.parametrize("case", CASES["gate_cases"], ids=lambda case: case["id"])
def test_that_every_case_has_its_fixed_answer(case: dict[str, Any]) -> None:
    answer = gate(
        [criterion_of(one) for one in case["criteria"]],
        [JudgedFinding(one["id"], one["severity"], Status(one["status"])) for one in case.get("findings", ())],
        [JudgedSegment(one["name"], one["n"]) for one in read_segments(case)],
        parameters=RULES,
    )
    assert answer.state == case["expected"]["gate"]
    assert [SPOKEN[reason.code].format(reason.subject) for reason in answer.reasons] == case["expected"]["reasons"]


def read_segments(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Segments of a case, under the name of this room."""
    return [{"name": one["id"], "n": one["n"]} for one in case.get("segments", ())]


MET = JudgedCriterion("CC-23", "blocker", VerdictValue.MET)
PROMISE = Promise("owner", date(2026, 5, 1))


def test_that_an_unknown_normal_criterion_leaves_the_gate_green() -> None:
    unknown = JudgedCriterion("CC-35", "normal", VerdictValue.NOT_TESTED)
    assert gate([MET, unknown]) == Gate(GateState.GREEN)


def test_that_nothing_decided_is_never_green() -> None:
    assert gate([]).reasons == (Reason(ReasonCode.NOTHING_DECIDED, "", {"in_scope": 0, "applying": 0}),)
    inapplicable = JudgedCriterion("CC-23", "blocker", VerdictValue.NOT_APPLICABLE)
    (told,) = gate([inapplicable]).reasons
    assert (told.code, told.facts) == (ReasonCode.NOTHING_DECIDED, {"in_scope": 1, "applying": 0})
    unknown = JudgedCriterion("CC-35", "normal", VerdictValue.NOT_TESTED)
    assert gate([unknown]).state is GateState.GREY


def test_that_one_failure_alone_makes_nothing_ready() -> None:
    partly = JudgedCriterion("CC-35", "normal", VerdictValue.PARTLY_MET, 1, 2)
    answer = gate([partly])
    assert (answer.state, [one.code for one in answer.reasons]) == (GateState.GREY, [ReasonCode.NOTHING_MET])
    assert gate([partly, MET]).state is GateState.GREEN
    assert gate([partly], version="1").state is GateState.GREEN


def test_that_a_critical_task_wholly_below_its_target_is_red() -> None:
    assert gate([MET], critical_tasks=[JudgedTask("decide", 0.75, 0.9)]).reasons[0].code is ReasonCode.CRITICAL_TASK
    assert gate([MET], critical_tasks=[JudgedTask("decide", 0.95, 0.9)]).state is GateState.GREEN


def test_that_an_open_severity_3_asks_for_an_action() -> None:
    waits = gate([MET], [JudgedFinding("F-1", 3, Status.OPEN)])
    assert (waits.state, waits.only_waits_for_owner) == (GateState.RED, True)
    promised = gate([MET], [JudgedFinding("F-1", 3, Status.PLANNED, PROMISE)])
    assert (promised.state, promised.reasons[0].code) == (GateState.AMBER, ReasonCode.OPEN_MAJOR_PROBLEM)


@pytest.mark.parametrize("status", [Status.VERIFIED, Status.REJECTED, Status.DUPLICATE, Status.ACCEPTED_RISK])
def test_that_a_settled_severity_3_does_not_hold_the_gate(status: Status) -> None:
    assert gate([MET], [JudgedFinding("F-1", 3, status)]).state is GateState.GREEN


def test_that_a_severity_4_taken_as_a_risk_is_still_red() -> None:
    assert gate([MET], [JudgedFinding("F-1", 4, Status.ACCEPTED_RISK)]).state is GateState.RED


def test_that_an_action_is_overdue_the_day_after_it_was_due_unless_it_is_done() -> None:
    def asked(day: date, *, done: bool = False) -> Gate:
        action = replace(PROMISE, done=done)
        return gate([MET], [JudgedFinding("F-1", 3, Status.OPEN, action)], on=day)

    assert asked(PROMISE.due).state is GateState.AMBER
    late = asked(PROMISE.due + timedelta(days=1))
    assert (late.state, late.only_waits_for_owner) == (GateState.RED, True)
    assert [one.code for one in late.reasons] == [ReasonCode.ACTION_OVERDUE]
    assert asked(PROMISE.due + timedelta(days=1), done=True).state is GateState.AMBER


def test_that_an_action_later_than_three_months_is_no_promise() -> None:
    partly = JudgedCriterion("CC-09", "major", VerdictValue.PARTLY_MET, action=PROMISE)
    late = gate([MET, partly], on=date(2026, 1, 1))
    assert (late.state, late.reasons[0].code) == (GateState.RED, ReasonCode.ACTION_TOO_LATE)
    assert gate([MET, partly], on=date(2026, 3, 1)).state is GateState.AMBER


def test_that_a_red_says_what_holds_it_back_next() -> None:
    unmet = JudgedCriterion("CC-24", "blocker", VerdictValue.NOT_MET)
    unknown = JudgedCriterion("CC-07", "blocker", VerdictValue.NOT_TESTED)
    answer = gate([unmet, unknown])
    assert [reason.subject for reason in answer.reasons + answer.further] == ["CC-24", "CC-07"]
    assert not answer.only_waits_for_owner


criteria = st.builds(
    JudgedCriterion,
    id=st.sampled_from(["A", "B", "C"]),
    weight=st.sampled_from(["blocker", "major", "normal"]),
    verdict=st.sampled_from(VerdictValue),
    failed=st.integers(0, 4),
    worst_severity=st.none() | st.integers(0, 4),
    action=st.none() | st.just(PROMISE),
)

BEST_FIRST = (GateState.GREEN, GateState.AMBER, GateState.GREY, GateState.RED)


@given(st.lists(criteria, min_size=1, max_size=6), st.data())
def test_that_a_worse_decided_verdict_never_opens_the_gate(given_criteria: list[JudgedCriterion], data: Any) -> None:
    decided = [VerdictValue.MET, VerdictValue.PARTLY_MET, VerdictValue.NOT_MET]
    place = data.draw(st.integers(0, len(given_criteria) - 1))
    one = given_criteria[place]
    if one.verdict not in decided:
        return
    if one.verdict is VerdictValue.MET or (one.verdict, one.weight) == (VerdictValue.PARTLY_MET, "normal"):
        one = replace(one, action=None)  # nobody promises anything about what does not deviate
    worse = data.draw(st.sampled_from(decided[decided.index(one.verdict) :]))
    changed = JudgedCriterion(one.id, one.weight, worse, one.failed, one.worst_severity, one.action)
    after = [*given_criteria[:place], changed, *given_criteria[place + 1 :]]
    assert BEST_FIRST.index(gate(after).state) >= BEST_FIRST.index(gate(given_criteria).state)
    assert BEST_TO_WORST.index(worse) >= BEST_TO_WORST.index(one.verdict)


@given(st.lists(criteria, max_size=6), st.randoms(use_true_random=False))
def test_that_the_order_of_criteria_is_irrelevant(given_criteria: list[JudgedCriterion], random: Any) -> None:
    shuffled = list(given_criteria)
    random.shuffle(shuffled)
    assert gate(shuffled).state is gate(given_criteria).state
