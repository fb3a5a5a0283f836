"""The same people twice: the tests, their intervals, and people who were there once only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.domain.metrics.paired import PairedShares, mcnemar, paired_t

PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30)
CHANGES = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=3, max_size=20).filter(
    lambda changes: len({one - other for one, other in changes}) > 1
)


def mcnemar_of(pairs: list[tuple[bool, bool]]) -> PairedShares:
    """What McNemar's test says of these people."""
    return mcnemar([first for first, _second in pairs], [second for _first, second in pairs])


@settings(deadline=None)  # the first call loads scipy
@given(PAIRS)
def test_that_the_order_of_people_is_irrelevant_and_the_interval_holds_the_difference(
    pairs: list[tuple[bool, bool]],
) -> None:
    found = mcnemar_of(pairs)
    assert mcnemar_of(sorted(pairs)) == found
    assert found.difference.low <= (found.first_only - found.second_only) / found.n <= found.difference.high
    assert 0 < found.p_mid <= found.p <= 1


@settings(deadline=None)
@given(PAIRS)
def test_that_the_difference_turns_with_the_rounds(pairs: list[tuple[bool, bool]]) -> None:
    first, second = zip(*pairs, strict=True)
    there, back = mcnemar(first, second), mcnemar(second, first)
    assert there.p == back.p
    assert (there.difference.low, there.difference.high) == pytest.approx((-back.difference.high, -back.difference.low))


def test_that_somebody_who_was_there_once_is_left_out() -> None:
    found = mcnemar([True, None, True], [False, True, None])
    assert (found.n, found.first_only) == (1, 1)
    with pytest.raises(ValueError, match="nobody was in both"):
        mcnemar([None, True], [True, None])
    with pytest.raises(ValueError, match="two differences"):
        paired_t([1.0, None, 3.0], [2.0, 1.0, None])


def test_that_an_uneven_split_of_few_people_is_tested_as_a_coin_is() -> None:
    found = mcnemar([True] * 6 + [False] + [True] * 7 + [False], [False] * 6 + [True] + [True] * 7 + [False])
    assert (found.p, found.p_mid) == pytest.approx((16 / 128, 16 / 128 - 7 / 128))  # 2·P(X ≤ 1), X of 7 throws


@settings(deadline=None)
@given(CHANGES)
def test_that_a_paired_interval_holds_the_mean_change(changes: list[tuple[int, int]]) -> None:
    first, second = map(list, zip(*changes, strict=True))
    found = paired_t(first, second)
    assert found.interval.low <= found.mean <= found.interval.high
    assert (found.p < 0.05) is not (found.interval.low <= 0 <= found.interval.high) or found.p == pytest.approx(0.05)


def test_that_equal_changes_cannot_be_tested() -> None:
    with pytest.raises(ValueError, match="two differences"):
        paired_t([1.0, 2.0], [0.0, 1.0])
