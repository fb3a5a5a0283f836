"""Each declared segment beside everybody else: does the service work worse for some? A thin segment is not compared."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lab.domain.group_comparison import GroupsCompared, Side, compare_groups
from lab.domain.held import Held
from lab.domain.study import Segment
from protocols.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class SegmentCompared:
    """One segment (later) beside everybody else (earlier).

    Attributes:
        participants, others: people heard.
        compared: None where one of the two is too thin to say anything.
    """

    segment: Segment
    participants: int
    others: int
    compared: GroupsCompared | None


def compare_segments(
    segments: Iterable[Segment],
    sessions: Sequence[Held],
    by_task: Mapping[str, Sequence[Held]],
    asked: Sequence[tuple[Questionnaire, str | None]],
    least: int,
) -> tuple[SegmentCompared, ...]:
    """Every segment.

    Args:
        sessions: those that count.
        by_task: for each task those of them whose figures belong together.
        least: participants that a segment needs, and everybody else together.
    """
    return tuple(_compared(segment, sessions, by_task, asked, least) for segment in segments)


@dataclass(frozen=True, slots=True)
class Group:
    """A group beside everybody else: people heard in each; not compared where one of the two is too thin."""

    participants: int
    others: int
    compared: GroupsCompared | None


def compare_group(
    chosen: Collection[str],
    sessions: Sequence[Held],
    by_task: Mapping[str, Sequence[Held]],
    asked: Sequence[tuple[Questionnaire, str | None]],
    least: int,
) -> Group:
    """The chosen sessions (ids; later) beside all others (earlier); the rest as for `compare_segments`."""
    inside = _side(sessions, by_task, chosen)
    outside = _side(sessions, by_task, {held.session_id for held in sessions if held.session_id not in chosen})
    n, others = len(inside.people), len(outside.people)
    found = compare_groups(outside, inside, list(by_task), asked) if min(n, others) >= least else None
    return Group(n, others, found)


def _compared(
    segment: Segment,
    sessions: Sequence[Held],
    by_task: Mapping[str, Sequence[Held]],
    asked: Sequence[tuple[Questionnaire, str | None]],
    least: int,
) -> SegmentCompared:
    chosen = {held.session_id for held in sessions if held.segment_id == segment.id}
    group = compare_group(chosen, sessions, by_task, asked, least)
    return SegmentCompared(segment, group.participants, group.others, group.compared)


def _side(sessions: Sequence[Held], by_task: Mapping[str, Sequence[Held]], chosen: Collection[str]) -> Side:
    return Side(
        [held for held in sessions if held.session_id in chosen],
        {task: [held for held in given if held.session_id in chosen] for task, given in by_task.items()},
    )
