"""What the bookings of a round can decide, said before anybody comes.

The best case: everybody comes, every task is reached, nobody differs. What cannot be decided even then is known today.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lab.domain.gate import JudgedSegment
from lab.domain.study import RuleParameters, Segment
from protocols.protocol import Protocol
from protocols.standard import Criterion


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the sessions of a round can decide. Every criterion in scope is in exactly one of the tuples of ids.

    Attributes:
        participants: who are booked or were heard, each once however often they come; no pilots.
        by_sessions: performance criteria that a task exposes or a button of a tag pad names.
        by_person: judged once after the last session.
        by_inspection: sessions can only fail them.
        by_lineage: follow from findings of earlier rounds.
        unreachable: performance criteria that no task and no button touches.
        holding_back: of the unreachable ones blockers and majors: without a verdict on them the gate stays grey.
        missing_participants: how many more are needed before `by_sessions` can be met.
        thin_segments: declared segments that these participants leave below the least number.
        missing_in_segments: how many more participants the thin segments need.
    """

    participants: int
    by_sessions: tuple[str, ...]
    by_person: tuple[str, ...]
    by_inspection: tuple[str, ...]
    by_lineage: tuple[str, ...]
    unreachable: tuple[str, ...]
    holding_back: tuple[str, ...]
    missing_participants: int
    thin_segments: tuple[JudgedSegment, ...]
    missing_in_segments: int

    @property
    def total(self) -> int:
        """Criteria in scope."""
        parts = (self.by_sessions, self.by_person, self.by_inspection, self.by_lineage, self.unreachable)
        return sum(map(len, parts))

    @property
    def decidable(self) -> int:
        """Criteria that these bookings can decide: with too few participants, only what a person judges."""
        return len(self.by_person) + (0 if self.missing_participants else len(self.by_sessions))

    @property
    def more_participants(self) -> int:
        """How many more participants decide everything that sessions can decide, every segment heard."""
        return max(self.missing_participants, self.missing_in_segments)

    @property
    def decidable_with_more(self) -> int:
        """Criteria that can be decided after `more_participants` more."""
        return len(self.by_person) + len(self.by_sessions)


def coverage(
    criteria: Iterable[Criterion],
    protocol: Protocol,
    segment_of: Mapping[str, str | None],
    segments: Iterable[Segment] = (),
    rules: RuleParameters | None = None,
) -> Coverage:
    """What can be decided.

    Args:
        criteria: in the round's scope.
        segment_of: participant → their segment, None while unknown; of everybody whose session counts.
        segments: declared for the round.
    """
    parameters, reached = rules or RuleParameters(), reached_by_tasks(protocol)
    holding_back: list[str] = []
    places: dict[str, list[str]] = {place: [] for place in ("sessions", "person", "inspection", "lineage", "nowhere")}
    for criterion in criteria:
        place = _place(criterion, reached)
        places[place].append(criterion.id)
        if place == "nowhere" and criterion.gate != "normal":
            holding_back.append(criterion.id)
    thin = thin_segments(segments, segment_of.values(), parameters)
    return Coverage(
        participants=len(segment_of),
        by_sessions=tuple(places["sessions"]),
        by_person=tuple(places["person"]),
        by_inspection=tuple(places["inspection"]),
        by_lineage=tuple(places["lineage"]),
        unreachable=tuple(places["nowhere"]),
        holding_back=tuple(holding_back),
        missing_participants=max(0, parameters.n_min - len(segment_of)) if places["sessions"] else 0,
        thin_segments=thin,
        missing_in_segments=sum(parameters.segment_n_min - segment.n for segment in thin),
    )


def reached_by_tasks(protocol: Protocol) -> frozenset[str]:
    """Criteria that a session of this protocol can say something about."""
    pads = [*(task.tag_pad for task in protocol.tasks), protocol.common_pad]
    buttons = {button.criterion for pad in pads for button in pad if button.criterion is not None}
    return frozenset(buttons.union(*(task.exposes for task in protocol.tasks)))


def heard(segments: Iterable[Segment], of_participants: Iterable[str | None]) -> tuple[JudgedSegment, ...]:
    """How many of these participants stand for each declared segment (segment ids, one for each person)."""
    counts = Counter(of_participants)
    return tuple(JudgedSegment(segment.name, counts[segment.id]) for segment in segments)


def thin_segments(
    segments: Iterable[Segment], of_participants: Iterable[str | None], rules: RuleParameters
) -> tuple[JudgedSegment, ...]:
    """Declared segments below the least number."""
    return tuple(one for one in heard(segments, of_participants) if one.n < rules.segment_n_min)


def _place(criterion: Criterion, reached: frozenset[str]) -> str:
    if criterion.kind == "performance":
        return "sessions" if criterion.id in reached else "nowhere"
    return {"round": "person", "computed": "lineage"}.get(criterion.kind, "inspection")
