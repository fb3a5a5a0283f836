"""Each client category of a round beside everybody else: does the service work worse for business, or for its staff?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lab.domain.group_comparison import GroupsCompared
from lab.domain.held import Held
from lab.domain.segment_comparison import compare_group
from lab.domain.service import ClientCategory
from lab.domain.study import Segment
from protocols.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class CategoryCompared:
    """One category (later) beside everybody else (earlier).

    Attributes:
        participants, others: people heard.
        compared: None where one of the two is too thin to say anything.
    """

    category: ClientCategory
    participants: int
    others: int
    compared: GroupsCompared | None


def compare_categories(
    segments: Iterable[Segment],
    usual: ClientCategory,
    sessions: Sequence[Held],
    by_task: Mapping[str, Sequence[Held]],
    asked: Sequence[tuple[Questionnaire, str | None]],
    least: int,
) -> tuple[CategoryCompared, ...]:
    """Every category that the round wants to hear or has heard; nothing where that is one alone.

    Args:
        usual: of the service: of segments that say no other, and of participants without a segment.
        sessions, by_task, least: as for `compare_segments`.
    """
    of_segment: dict[str | None, ClientCategory] = {one.id: one.category or usual for one in segments}
    present = {*of_segment.values(), *(of_segment.get(held.segment_id, usual) for held in sessions)}
    if len(present) < 2:
        return ()
    found = []
    for category in (one for one in ClientCategory if one in present):
        chosen = {held.session_id for held in sessions if of_segment.get(held.segment_id, usual) is category}
        group = compare_group(chosen, sessions, by_task, asked, least)
        found.append(CategoryCompared(category, group.participants, group.others, group.compared))
    return tuple(found)
