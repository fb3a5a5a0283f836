"""What the bookings of a round can decide, said before anybody comes.

The best case: everybody comes, every task is reached, nobody differs. What cannot be decided even then is known today.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lab.domain.gate import JudgedSegment
from lab.domain.study import RuleParameters, Segment
from protocols.protocol import Protocol
from protocols.standard import Criterion


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the sessions of a round can decide. Every criterion in scope is in exactly one of the tuples of ids.

    Attributes:
        sessions: that count: booked or held, no pilots.
        by_sessions: performance criteria that a task exposes or a button of a tag pad names.
        by_person: judged once after the last session.
        by_inspection: sessions can only fail them.
        by_lineage: follow from findings of earlier rounds.
        unreachable: performance criteria that no task and no button touches.
        missing_sessions: how many more are needed before `by_sessions` can be met.
        thin_segments: declared segments that these sessions leave below the least number.
        missing_in_segments: how many more participants the thin segments need.
    """

    sessions: int
    by_sessions: tuple[str, ...]
    by_person: tuple[str, ...]
    by_inspection: tuple[str, ...]
    by_lineage: tuple[str, ...]
    unreachable: tuple[str, ...]
    missing_sessions: int
    thin_segments: tuple[JudgedSegment, ...]
    missing_in_segments: int

    @property
    def total(self) -> int:
        """Criteria in scope."""
        parts = (self.by_sessions, self.by_person, self.by_inspection, self.by_lineage, self.unreachable)
        return sum(map(len, parts))

    @property
    def decidable(self) -> int:
        """Criteria that these bookings can decide: with too few sessions, only what a person judges."""
        return len(self.by_person) + (0 if self.missing_sessions else len(self.by_sessions))

    @property
    def more_sessions(self) -> int:
        """How many more sessions decide everything that sessions can decide, every segment heard."""
        return max(self.missing_sessions, self.missing_in_segments)

    @property
    def decidable_with_more(self) -> int:
        """Criteria that can be decided after `more_sessions` more."""
        return len(self.by_person) + len(self.by_sessions)


def coverage(
    criteria: Iterable[Criterion],
    protocol: Protocol,
    booked_segments: Sequence[str | None],
    segments: Iterable[Segment] = (),
    rules: RuleParameters | None = None,
) -> Coverage:
    """What can be decided.

    Args:
        criteria: in the round's scope.
        booked_segments: for every session that counts the segment of its participant, None while unknown.
        segments: declared for the round.
    """
    parameters, reached = rules or RuleParameters(), reached_by_tasks(protocol)
    places: dict[str, list[str]] = {place: [] for place in ("sessions", "person", "inspection", "lineage", "nowhere")}
    for criterion in criteria:
        places[_place(criterion, reached)].append(criterion.id)
    thin = thin_segments(segments, booked_segments, parameters)
    return Coverage(
        sessions=len(booked_segments),
        by_sessions=tuple(places["sessions"]),
        by_person=tuple(places["person"]),
        by_inspection=tuple(places["inspection"]),
        by_lineage=tuple(places["lineage"]),
        unreachable=tuple(places["nowhere"]),
        missing_sessions=max(0, parameters.n_min - len(booked_segments)) if places["sessions"] else 0,
        thin_segments=thin,
        missing_in_segments=sum(parameters.segment_n_min - segment.n for segment in thin),
    )


def reached_by_tasks(protocol: Protocol) -> frozenset[str]:
    """Criteria that a session of this protocol can say something about."""
    pads = [*(task.tag_pad for task in protocol.tasks), protocol.common_pad]
    buttons = {button.criterion for pad in pads for button in pad if button.criterion is not None}
    return frozenset(buttons.union(*(task.exposes for task in protocol.tasks)))


def heard(segments: Iterable[Segment], of_sessions: Iterable[str | None]) -> tuple[JudgedSegment, ...]:
    """How many participants of each declared segment are among these sessions (segment ids, one for each person)."""
    counts = Counter(of_sessions)
    return tuple(JudgedSegment(segment.name, counts[segment.id]) for segment in segments)


def thin_segments(
    segments: Iterable[Segment], of_sessions: Iterable[str | None], rules: RuleParameters
) -> tuple[JudgedSegment, ...]:
    """Declared segments below the least number."""
    return tuple(one for one in heard(segments, of_sessions) if one.n < rules.segment_n_min)


def _place(criterion: Criterion, reached: frozenset[str]) -> str:
    if criterion.kind == "performance":
        return "sessions" if criterion.id in reached else "nowhere"
    return {"round": "person", "computed": "lineage"}.get(criterion.kind, "inspection")
