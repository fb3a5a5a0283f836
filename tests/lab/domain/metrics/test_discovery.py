"""Problems that nobody had yet, and how many people it takes to see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain.metrics.discovery import discovery, participants_needed, problems_left


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_that_so_many_participants_reach_the_goal_and_one_fewer_does_not(p: float, goal: float) -> None:
    n = participants_needed(p, goal)
    assert discovery(p, n) >= goal - 1e-9
    assert n == 0 or discovery(p, n - 1) < goal + 1e-9


def test_that_a_goal_reached_exactly_asks_for_nobody_more() -> None:
    assert participants_needed(0.1, 0.19) == 2
    with pytest.raises(ValueError, match="1"):
        participants_needed(0.5, 1)


@given(
    st.integers(2, 12).flatmap(lambda n: st.tuples(st.lists(st.integers(1, n), min_size=1, max_size=20), st.just(n)))
)
def test_that_what_is_adjusted_is_lower_and_no_known_problem_is_lost(given_counts: tuple[list[int], int]) -> None:
    struck, n = given_counts
    found = problems_left(struck, n)
    assert 0 < found.adjusted <= found.observed
    assert 0 < found.found <= 1
    assert found.undiscovered >= -1e-9
    assert problems_left(struck[::-1], n) == found


def test_that_counts_that_cannot_be_are_refused() -> None:
    for struck, n in (([], 5), ([1], 1), ([0, 2], 4), ([5], 4)):
        with pytest.raises(ValueError, match="counts"):
            problems_left(struck, n)
