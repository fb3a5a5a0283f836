"""Each segment beside everybody else, and thin ones told apart."""

from collections.abc import Sequence
from dataclasses import replace

from lab.domain.group_comparison import HowTested
from lab.domain.held import Held
from lab.domain.segment_comparison import SegmentCompared, compare_segments
from lab.domain.study import Segment
from tests.lab.domain.test_gathering import held
from tests.lab.stories import Story

SEGMENTS = (Segment("parents", "Parents"), Segment("assistive", "Users of assistive technology"))


def attempt(number: int, segment: str | None, outcome: str) -> Held:
    return replace(held(number, Story().task("form", 5, outcome)), segment_id=segment)


def compared(*sessions: Held, least: int = 3) -> Sequence[SegmentCompared]:
    return compare_segments(SEGMENTS, sessions, {"form": sessions}, [], least)


def test_that_a_segment_is_compared_with_everybody_else_those_without_one_included() -> None:
    well = [attempt(n, "parents" if n < 6 else None, "success") for n in range(8)]
    badly = [attempt(n, "assistive", "failed") for n in range(8, 12)]
    parents, assistive = compared(*well, *badly)
    assert (parents.participants, parents.others, assistive.participants, assistive.others) == (6, 6, 4, 8)
    assert assistive.compared is not None
    (task,) = assistive.compared.tasks
    assert [(one.hits, one.n) for one in task.success] == [(8, 8), (0, 4)]
    assert task.success_change is not None
    assert (task.success_change.test, task.success_change.by) == (HowTested.N_MINUS_1, -1)
    assert task.success_change.is_beyond_chance


def test_that_a_thin_segment_and_one_without_others_are_not_compared() -> None:
    sessions = [attempt(n, "parents", "success") for n in range(4)] + [attempt(5, "assistive", "failed")] * 3
    parents, assistive = compared(*sessions)
    assert (parents.compared, assistive.compared, assistive.participants) == (None, None, 1)
    assert compared(least=1)[0].compared is None
