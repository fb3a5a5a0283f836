"""What stands of a criterion after several rounds (rule 8): the later verdict, or still the earlier one.

A retest replaces a verdict only within the same criterion, task and segments. Where the later round asked less, or
could not decide, the earlier verdict stays – unless the later one is worse: no failure disappears because it was seen
by fewer people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lab.domain.ids import RoundId
from lab.domain.verdict import BEST_TO_WORST, UNDECIDED, Verdict, VerdictValue

OF_PEOPLE = frozenset({"performance", "round"})
"""Kinds whose verdict hangs on who was heard at which task; an inspection or the lineage does not."""


class Kept(StrEnum):
    """Why an earlier verdict still stands."""

    NOT_LOOKED_AT = "not_looked_at"
    UNDECIDED = "undecided"
    OTHER_TASKS = "other_tasks"
    OTHER_SEGMENTS = "other_segments"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a round looked at.

    Attributes:
        verdicts: criterion → verdict, of everything in its scope.
        tasks: criterion → the tasks that expose it, each with what counts of it: the same again means the same task.
        segments: declared segments of which somebody was heard.
    """

    round_id: RoundId
    verdicts: Mapping[str, Verdict]
    tasks: Mapping[str, frozenset[object]]
    segments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict that stands, the round that it is of, and why later rounds did not replace it (None: it is of the
    last one).
    """

    verdict: Verdict
    round_id: RoundId
    kept: Kept | None = None

    @property
    def value(self) -> VerdictValue:
        """What counts."""
        return self.verdict.value


def standing(rounds: Sequence[Looked]) -> dict[str, Standing]:
    """Criterion → what stands after these rounds, each a retest of the one before it."""
    found: dict[str, Standing] = {}
    asked: dict[str, _Asked] = {}
    for later in rounds:
        for criterion in dict.fromkeys((*found, *later.verdicts)):
            before, now = found.get(criterion), later.verdicts.get(criterion)
            asks = _Asked(later.tasks.get(criterion, frozenset()), later.segments)
            kept = None if before is None else _kept(before.verdict, asked[criterion], now, asks)
            if before is not None and kept is not None:
                found[criterion] = Standing(before.verdict, before.round_id, kept)
            elif now is not None:
                found[criterion] = Standing(now, later.round_id)
                # A failure seen by fewer people is done with only where the earlier round looked, too.
                asked[criterion] = asks.joined(asked[criterion]) if before is not None else asks
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where and of whom a criterion was asked."""

    tasks: frozenset[object]
    segments: frozenset[str]

    def joined(self, other: "_Asked") -> "_Asked":
        return _Asked(self.tasks | other.tasks, self.segments | other.segments)


def _kept(before: Verdict, asked: _Asked, now: Verdict | None, asks: _Asked) -> Kept | None:
    """Why the earlier verdict stays; None where the later one replaces it."""
    if now is None:
        return Kept.NOT_LOOKED_AT
    if now.value in UNDECIDED and before.value not in UNDECIDED:
        return Kept.UNDECIDED
    if before.value in UNDECIDED or _is_worse(now.value, before.value) or before.kind not in OF_PEOPLE:
        return None
    if before.kind == "performance" and not asked.tasks <= asks.tasks:
        return Kept.OTHER_TASKS
    return None if asked.segments <= asks.segments else Kept.OTHER_SEGMENTS


def _is_worse(one: VerdictValue, other: VerdictValue) -> bool:
    return BEST_TO_WORST.index(one) > BEST_TO_WORST.index(other)
