"""Time on task: its centre, its interval, and attempts that never arrived."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.domain.metrics import times
from lab.domain.metrics.interval import Interval

PUBLISHED_S = [55, 65, 75, 62, 45, 135]
"""measuringu.com/time_intervals (Sauro 2006)"""


def test_that_few_times_have_a_geometric_mean_that_lies_below_the_plain_one() -> None:
    found = times.typical_time(PUBLISHED_S)
    assert found is not None
    assert found.interval is not None
    assert (found.value_s, found.interval.low, found.interval.high) == pytest.approx((68.2411, 46.0051, 101.2245), 1e-5)
    centres = times.centres(PUBLISHED_S)
    assert centres.geometric_mean_s == pytest.approx(found.value_s)
    assert centres.median_s < centres.geometric_mean_s < centres.mean_s


def test_that_many_times_have_a_median_with_ranks_as_its_interval() -> None:
    found = times.typical_time([float(time) for time in range(1, 31)])
    assert found == times.TypicalTime(15.5, 30, times.Centre.MEDIAN, Interval(10.0, 21.0))


def test_that_a_median_time_is_not_told_when_most_never_arrive() -> None:
    assert times.survival([30.0], [60.0, 60.0]).median_s is None


def test_that_figures_without_times_are_empty_or_refused() -> None:
    assert times.typical_time([]) is None
    alone = times.typical_time([40.0])
    assert alone is not None
    assert (alone.value_s, alone.n, alone.interval) == (pytest.approx(40.0), 1, None)
    assert times.time_based_efficiency([]) is None
    with pytest.raises(ValueError, match="no times"):
        times.centres([])


@settings(deadline=None)  # the first call loads scipy
@given(st.lists(st.floats(1, 5000), min_size=2, max_size=40))
def test_that_the_interval_of_times_holds_their_centre(given_times: list[float]) -> None:
    found = times.typical_time(given_times)
    assert found is not None
    assert found.interval is not None
    assert found.interval.low <= found.value_s * (1 + 1e-9)
    assert found.value_s <= found.interval.high * (1 + 1e-9)
