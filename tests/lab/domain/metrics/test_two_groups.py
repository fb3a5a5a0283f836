"""Two rounds with different people: the tests, their intervals and what they cannot tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain.metrics.two_groups import Sample, compare_means, compare_shares, compare_table

GROUP = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_that_the_interval_of_a_difference_is_the_adjusted_one_and_not_another() -> None:
    found = compare_shares(10, 12, 4, 13).difference
    assert (found.low, found.high) == pytest.approx((0.1334, 0.7764), abs=5e-5)  # Agresti-Caffo gives .1313-.7735


@given(GROUP, GROUP)
def test_that_the_difference_of_shares_turns_with_the_groups(one: tuple[int, int], other: tuple[int, int]) -> None:
    there, back = compare_shares(*one, *other), compare_shares(*other, *one)
    assert (there.z, there.p) == pytest.approx((-back.z, back.p))
    assert (there.difference.low, there.difference.high) == pytest.approx((-back.difference.high, -back.difference.low))
    assert -1 <= there.difference.low <= there.difference.high <= 1
    assert 0 <= there.p <= 1


def test_that_groups_in_which_nothing_differs_do_not_differ() -> None:
    found = compare_shares(5, 5, 8, 8)
    assert (found.z, found.p) == (0, 1)
    assert found.difference.low < 0 < found.difference.high


def test_that_impossible_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="0, 0"):
        compare_shares(0, 0, 1, 2)
    with pytest.raises(ValueError, match="a group of one"):
        compare_means(Sample(50, 0, 1), Sample(60, 5, 8))
    with pytest.raises(ValueError, match="nothing varies"):
        compare_means(Sample(50, 0, 4), Sample(60, 0, 8))


def test_that_welch_gives_unequal_spreads_their_own_degrees_of_freedom() -> None:
    alike = compare_means(Sample(50, 4, 10), Sample(50, 4, 10))
    assert (alike.t, alike.p, alike.degrees) == pytest.approx((0, 1, 18))
    unlike = compare_means(Sample(50, 1, 10), Sample(50, 40, 10))
    assert unlike.degrees == pytest.approx(9, abs=0.1)


def test_that_fishers_test_is_the_one_for_a_cell_of_nought() -> None:
    found = compare_table([[4, 0], [0, 4]])
    assert found.odds_ratio == float("inf")
    assert found.p == pytest.approx(2 / 70)
