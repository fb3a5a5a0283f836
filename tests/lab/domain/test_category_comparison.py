"""Each client category beside everybody else, where a round has two or more."""

from collections.abc import Sequence

from lab.domain.category_comparison import CategoryCompared, compare_categories
from lab.domain.held import Held
from lab.domain.service import ClientCategory
from lab.domain.study import Segment
from tests.lab.domain.test_segment_comparison import attempt

SEGMENTS = (
    Segment("parents", "Parents"),
    Segment("firms", "Firms", category=ClientCategory.BUSINESS),
    Segment("sole", "Sole traders", category=ClientCategory.BUSINESS),
)


def compared(
    *sessions: Held, segments: Sequence[Segment] = SEGMENTS, least: int = 3
) -> dict[ClientCategory, CategoryCompared]:
    found = compare_categories(segments, ClientCategory.PEOPLE, sessions, {"form": sessions}, [], least)
    return {one.category: one for one in found}


def test_that_segments_of_one_category_are_heard_together_and_others_are_of_the_services_own() -> None:
    well = [attempt(n, "parents" if n < 3 else None, "success") for n in range(5)]
    badly = [attempt(n, "firms" if n < 7 else "sole", "failed") for n in range(5, 9)]
    found = compared(*well, *badly)
    assert list(found) == [ClientCategory.PEOPLE, ClientCategory.BUSINESS]
    business = found[ClientCategory.BUSINESS]
    assert (business.participants, business.others) == (4, 5)
    assert business.compared is not None
    (task,) = business.compared.tasks
    assert [(one.hits, one.n) for one in task.success] == [(5, 5), (0, 4)]
    change = task.success_change
    assert change is not None
    assert change.by == -1
    assert change.interval.low < -1 / 2 < 0
    assert change.is_beyond_chance


def test_that_a_thin_category_is_named_and_not_compared() -> None:
    found = compared(*(attempt(n, "parents", "success") for n in range(4)), attempt(5, "firms", "failed"))
    assert [(one.participants, one.compared) for one in found.values()] == [(4, None), (1, None)]


def test_that_one_category_alone_is_no_comparison() -> None:
    sessions = [attempt(n, "parents", "success") for n in range(4)]
    firms = [Segment("parents", "Firms", category=ClientCategory.BUSINESS)]
    assert compared(*sessions, segments=SEGMENTS[:1]) == {}
    assert compared(*sessions, segments=firms) == {}
    assert len(compared(*sessions, attempt(5, None, "success"), segments=firms)) == 2
