"""A time or a score against the number it has to reach."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lab.domain.metrics.benchmarks import score_against, time_against
from lab.domain.metrics.two_groups import Sample, sample_of

VALUES = st.lists(st.integers(1, 300), min_size=2, max_size=30).filter(lambda values: len(set(values)) > 1)


@settings(deadline=None)
@given(VALUES, st.integers(1, 300))
def test_that_scores_are_tested_as_scipy_tests_them(values: list[int], benchmark: int) -> None:
    found = score_against(sample_of(values), benchmark)
    expected = stats.ttest_1samp(values, benchmark, alternative="greater")
    assert (found.t, found.p) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-9)


def test_that_a_shorter_time_is_the_better_one() -> None:
    quick, slow = time_against([50.0, 60.0, 70.0], 100), time_against([150.0, 160.0, 170.0], 100)
    assert quick.p < 0.05 < 0.95 < slow.p
    assert quick.t > 0 > slow.t


def test_that_what_does_not_vary_is_refused() -> None:
    for refused in (Sample(50, 0, 4), Sample(50, 3, 1)):
        with pytest.raises(ValueError, match="two scores"):
            score_against(refused, 60)
    with pytest.raises(ValueError, match="two times"):
        time_against([60.0, 60.0], 50)
