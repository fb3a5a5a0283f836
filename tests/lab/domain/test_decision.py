"""Which decisions follow the gate."""

from datetime import UTC, datetime

import pytest

from lab.domain.decision import Decided, Decision, in_force
from lab.domain.gate import GateState
from lab.domain.ids import RoundId


@pytest.mark.parametrize(
    ("state", "decided", "against"),
    [
        (GateState.GREEN, Decided.LAUNCH, False),
        (GateState.GREEN, Decided.HOLD, True),
        (GateState.AMBER, Decided.LAUNCH_WITH_ACTIONS, False),
        (GateState.AMBER, Decided.LAUNCH, True),
        (GateState.GREY, Decided.LAUNCH_WITH_ACTIONS, True),
        (GateState.RED, Decided.LAUNCH, True),
        (GateState.RED, Decided.HOLD, False),
    ],
)
def test_that_a_decision_knows_whether_it_goes_against_the_gate(
    state: GateState, decided: Decided, against: bool
) -> None:
    made = Decision(RoundId("r"), state, decided, "M. Owner", datetime(2026, 11, 23, tzinfo=UTC))
    assert made.overrides_gate is against


def decided(what: Decided) -> Decision:
    """A decision on a red gate."""
    return Decision(RoundId("r"), GateState.RED, what, "M. Owner", datetime(2026, 11, 23, tzinfo=UTC))


def test_that_a_decision_taken_back_lets_the_one_before_it_hold() -> None:
    hold, launch, back = map(decided, (Decided.HOLD, Decided.LAUNCH, Decided.TAKEN_BACK))
    assert in_force([]) is None
    assert in_force([hold, launch]) is launch
    assert in_force([hold, launch, back]) is hold
    assert in_force([hold, back, back]) is None
    assert not back.overrides_gate
