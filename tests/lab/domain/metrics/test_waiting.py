"""Waiting time against the declared norm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.domain.metrics.waiting import waiting


def test_that_who_keeps_the_norm_exactly_is_within_it() -> None:
    found = waiting([0, 10, 10.1, 40], norm_s=10)
    assert found.within is not None
    assert (found.within.hits, found.within.n, found.total_s, found.median_s) == (2, 4, 60.1, 10.05)
    assert found.interval is None
    assert waiting([0]).within is None


@settings(deadline=None)
@given(st.lists(st.integers(0, 600), min_size=6, max_size=40))
def test_that_the_interval_of_the_median_holds_it_in_whatever_order(waits: list[int]) -> None:
    found = waiting(waits, 30)
    assert found.interval is not None
    assert found.interval.low <= found.median_s <= found.interval.high
    assert waiting(sorted(waits), 30) == found


def test_that_nobody_and_a_negative_wait_are_refused() -> None:
    for impossible in ([], [-1.0]):
        with pytest.raises(ValueError, match="waiting times"):
            waiting(impossible)
