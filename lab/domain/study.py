"""A test round: one release, one protocol pinned by its hash, its standards, its scope and its segments."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from lab.domain.ids import ReleaseId, RoundId
from lab.domain.service import ClientCategory
from protocols.standard import GateWeight, Standard

MOST = 99
"""Participants that a rule can ask for at most."""


@dataclass(frozen=True, slots=True)
class PinnedStandard:
    """A checklist by id and version; `sha256` of its file as it was when the round was made."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A criterion that this round does not judge: by whose word and why. Printed in the report."""

    criterion: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class GateOverride:
    """A criterion that weighs otherwise in this round than its standard says: by whose word and why."""

    criterion: str
    gate: GateWeight
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A group of clients the round wants to hear: `quota` participants, 0 = as many as come; of the service's own
    category unless it names another.
    """

    id: str
    name: str
    quota: int = 0
    category: ClientCategory | None = None


def weighed(standard: Standard, overrides: Iterable[GateOverride]) -> Standard:
    """The standard with the gates of a round; itself when the round changes none of its gates."""
    gates = {one.criterion: one.gate for one in overrides}
    if not any(gates.get(one.id, one.gate) != one.gate for one in standard.criteria):
        return standard
    criteria = tuple(one.model_copy(update={"gate": gates.get(one.id, one.gate)}) for one in standard.criteria)
    return standard.model_copy(update={"criteria": criteria})


@dataclass(frozen=True, slots=True)
class RuleParameters:
    """The numbers of the verdict rules, editable per round and stored with it (see `lab.domain.verdict`)."""

    n_min: int = 5
    segment_n_min: int = 3
    pass_at: float = 0.80
    fail_at: float = 0.50

    def faults(self) -> tuple[tuple[str, str], ...]:
        """Every number that makes no sense: its name, and what is wrong with it."""
        found = [(name, "out_of_range") for name in ("n_min", "segment_n_min") if not 1 <= getattr(self, name) <= MOST]
        found += [(name, "out_of_range") for name in ("pass_at", "fail_at") if not 0 < getattr(self, name) <= 1]
        if self.fail_at > self.pass_at:
            found.append(("fail_at", "above_pass"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """The numbers of the verdict rules were changed in a round that was made: from what to what, by whom and why."""

    id: str
    round_id: RoundId
    before: RuleParameters
    after: RuleParameters
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """One round of sessions for one release.

    Attributes:
        number: 1, 2, … within its service.
        protocol_sha256: of the protocol now in force; every session keeps the hash it ran with.
        gates: criteria that weigh otherwise here than in their standards.
        common_sources: what a session of this round records unless the devices check says otherwise (ids).
        retest_of: the round whose fixes this one checks.
        independent: observers see one another's tags only from the debrief on.
    """

    id: RoundId
    release_id: ReleaseId
    number: int
    name: str
    protocol_id: str
    protocol_sha256: str
    standards: tuple[PinnedStandard, ...]
    created: datetime
    left_out: tuple[LeftOut, ...] = ()
    gates: tuple[GateOverride, ...] = ()
    segments: tuple[Segment, ...] = ()
    rules: RuleParameters = field(default_factory=RuleParameters)
    retest_of: RoundId | None = None
    independent: bool = False


@dataclass(frozen=True, slots=True)
class RoundAmendment:
    """The protocol of a running round was changed: what, why, by whom."""

    id: str
    round_id: RoundId
    before_sha256: str
    after_sha256: str
    changed_tasks: tuple[str, ...]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Pooling:
    """A named person says that figures of a task may be pooled across an amendment that changed it."""

    round_id: RoundId
    task_id: str
    before_sha256: str
    after_sha256: str
    by: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Action:
    """What an owner promises to do about a deviation, by when; the gate asks for it."""

    id: str
    round_id: RoundId
    subject: str
    """Criterion id, or finding id, that it answers."""
    text: str
    owner: str
    due: date
    accepted_by: str
