"""Shares with their intervals and point estimates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain.metrics import shares


@pytest.mark.parametrize(("hits", "n", "estimate"), [(7, 10, 0.7), (10, 10, 11 / 12), (9, 10, 10 / 12), (5, 10, 0.5)])
def test_that_the_point_estimate_depends_on_the_share(hits: int, n: int, estimate: float) -> None:
    assert shares.point_estimate(hits, n) == pytest.approx(estimate)
    assert shares.point_estimate(0, 5) == pytest.approx(shares.adjusted_share(0, 5))


def test_that_a_share_of_nobody_is_empty_and_an_impossible_one_refused() -> None:
    assert shares.share(0, 0).interval is None
    with pytest.raises(ValueError, match="3, 2"):
        shares.adjusted_wald(3, 2)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_that_the_interval_of_a_share_holds_the_share(pair: tuple[int, int]) -> None:
    hits, n = pair
    found = shares.share(hits, n)
    assert found.interval is not None
    assert found.estimate is not None
    assert 0 <= found.interval.low <= hits / n <= found.interval.high <= 1
    assert found.interval.low <= found.estimate <= found.interval.high
