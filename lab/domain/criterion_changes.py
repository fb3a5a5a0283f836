"""What a round that was made changes about its criteria: what they weigh at the gate, and which of them it judges.

Either can move the gate after the sessions. Every change is kept, with a name and a reason, beside those before it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lab.domain.ids import RoundId
from lab.domain.study import GateOverride, LeftOut, Round
from protocols.standard import GateWeight


class ChangedWhat(StrEnum):
    """What can be changed about a criterion."""

    GATE = "gate"
    SCOPE = "scope"


LEFT_OUT, JUDGED = "left_out", "judged"
"""What a change of the scope goes from and to."""


@dataclass(frozen=True, slots=True)
class Said:
    """Whose word a change is, why and when. `by` and `why` of what is taken back: of what is set, it says so itself."""

    by: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """Something about a criterion was changed. `before`, `after`: weights at the gate, or `LEFT_OUT` and `JUDGED`."""

    round_id: RoundId
    criterion: str
    what: ChangedWhat
    before: str
    after: str
    by: str
    why: str
    at: datetime


def gate_changes(
    study: Round, gates: Iterable[GateOverride], own: Mapping[str, GateWeight], said: Said
) -> Iterator[CriterionChange]:
    """What these gates change in a round. `own`: criterion → what it weighs in its standard."""
    before, after = {one.criterion: one for one in study.gates}, {one.criterion: one for one in gates}
    for criterion in sorted(before.keys() | after.keys()):
        old, new = before.get(criterion), after.get(criterion)
        if old != new:
            was = old.gate if old is not None else own.get(criterion, "")
            now = new.gate if new is not None else own.get(criterion, "")
            by, why = (new.by, new.why) if new is not None else (said.by, said.why)
            yield CriterionChange(study.id, criterion, ChangedWhat.GATE, was, now, by, why, said.at)


def scope_changes(study: Round, left_out: Iterable[LeftOut], said: Said) -> Iterator[CriterionChange]:
    """What this scope changes in a round."""
    before, after = {one.criterion: one for one in study.left_out}, {one.criterion: one for one in left_out}
    for criterion in sorted(before.keys() | after.keys()):
        new = after.get(criterion)
        if before.get(criterion) == new:
            continue
        was = LEFT_OUT if criterion in before else JUDGED
        if new is not None:
            yield CriterionChange(study.id, criterion, ChangedWhat.SCOPE, was, LEFT_OUT, new.by, new.why, said.at)
        else:
            yield CriterionChange(study.id, criterion, ChangedWhat.SCOPE, was, JUDGED, said.by, said.why, said.at)


def takes_back(before: Iterable[GateOverride | LeftOut], after: Iterable[GateOverride | LeftOut]) -> bool:
    """Whether something that was set is set no more: that needs a name and a reason of its own."""
    return bool({one.criterion for one in before} - {one.criterion for one in after})
