"""Means with their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain.metrics.interval import Interval
from lab.domain.metrics.means import mean


def test_that_one_value_has_no_interval_and_none_is_refused() -> None:
    assert mean([4.0]).interval is None
    with pytest.raises(ValueError, match="no values"):
        mean([])


@given(st.lists(st.floats(0, 100), min_size=2, max_size=30))
def test_that_the_interval_lies_on_the_scale_and_holds_the_mean(values: list[float]) -> None:
    found = mean(values, scale=Interval(0, 100))
    assert found.interval is not None
    assert 0 <= found.interval.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.interval.high <= 100


@pytest.mark.parametrize(
    ("values", "tells"),
    [
        ([70.0], False),  # one person
        ([50.0, 70.0], False),  # anywhere on the scale
        ([80.0, 80.0, 80.0], False),  # no spread is no certainty
        ([70.0, 72.5, 75.0, 77.5, 70.0], True),
    ],
)
def test_that_few_or_like_values_tell_nothing(values: list[float], tells: bool) -> None:
    assert mean(values, scale=Interval(0, 100)).tells is tells
