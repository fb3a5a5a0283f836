"""What a named person decides about a launch, on which state of the gate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lab.domain.action_plan import Answer
from lab.domain.gate import Gate, GateState
from lab.domain.ids import RoundId
from lab.domain.study import LeftOut


class Decided(StrEnum):
    """What was decided."""

    LAUNCH = "launch"
    LAUNCH_WITH_ACTIONS = "launch_with_actions"
    HOLD = "hold"
    TAKEN_BACK = "taken_back"


CHOICES = (Decided.LAUNCH, Decided.LAUNCH_WITH_ACTIONS, Decided.HOLD)
"""What somebody can decide; to take a decision back is no decision."""

LAUNCHES = frozenset({Decided.LAUNCH, Decided.LAUNCH_WITH_ACTIONS})


AGREES = {
    GateState.GREEN: frozenset({Decided.LAUNCH, Decided.LAUNCH_WITH_ACTIONS}),
    GateState.AMBER: frozenset({Decided.LAUNCH_WITH_ACTIONS}),
    GateState.GREY: frozenset({Decided.HOLD}),
    GateState.RED: frozenset({Decided.HOLD}),
}
"""Decisions that follow the computed gate; every other one overrides it and needs a reason."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report of a round that was exported.

    Attributes:
        sha256: names the export: of its `bundle.json`, which holds the hashes of all its files.
        audience: internal or public.
        plan: names what its action plan asked the owner; None where it had none.
    """

    round_id: RoundId
    at: datetime
    sha256: str
    folder: str
    language: str
    audience: str
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What lay before whoever decided; it stays as it was, whatever is found, fixed or promised later.

    Attributes:
        gate: as computed, with its reasons.
        answers: (finding or criterion, what is decided about it), of all of which something was decided.
        in_scope, left_out: how many criteria the round judged, and which it did not.
        people: participants whose sessions counted.
    """

    gate: Gate
    answers: tuple[tuple[str, Answer], ...]
    in_scope: int
    left_out: tuple[LeftOut, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; later ones are added, earlier ones stay.

    Attributes:
        gate: the computed state at that moment.
        reason: why it goes against the gate; empty where it follows it.
        export_sha256: of the report the person had before them, if they had one.
        post: the office that the person holds.
        basis: None of decisions that an older program kept.
    """

    round_id: RoundId
    gate: GateState
    decided: Decided
    by: str
    at: datetime
    conditions: str = ""
    reason: str = ""
    export_sha256: str | None = None
    post: str = ""
    basis: Basis | None = None

    @property
    def overrides_gate(self) -> bool:
        """Whether it goes against the computed gate."""
        return self.decided is not Decided.TAKEN_BACK and self.decided not in AGREES[self.gate]


def taken_back(decisions: Iterable[Decision], decision: Decision) -> Decision | None:
    """The entry by which a decision was taken back, of all of a round, oldest first; None while nobody did."""
    holding: list[Decision] = []
    for one in decisions:
        if one.decided is not Decided.TAKEN_BACK:
            holding.append(one)
        elif holding and holding.pop() == decision:
            return one
    return None


def in_force(decisions: Iterable[Decision]) -> Decision | None:
    """The decision that holds, of all of a round, oldest first: the last one. Where that was taken back, the one before
    it holds again.
    """
    holding: list[Decision] = []
    for one in decisions:
        if one.decided is not Decided.TAKEN_BACK:
            holding.append(one)
        elif holding:
            holding.pop()
    return holding[-1] if holding else None
