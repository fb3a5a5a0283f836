"""Who would recommend the service."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain.metrics.recommendation import Recommendation, recommendation


def test_that_the_borders_are_at_seven_and_nine() -> None:
    assert recommendation([0, 6, 7, 8, 9, 10]) == Recommendation(2, 2, 2)
    assert recommendation([10]).score == 100
    assert recommendation([6]).score == -100


@pytest.mark.parametrize("answers", [[], [11], [-1, 9]])
def test_that_answers_off_the_scale_are_refused(answers: list[int]) -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        recommendation(answers)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=40))
def test_that_the_interval_of_the_score_holds_it_and_stays_on_the_scale(answers: list[int]) -> None:
    found = recommendation(answers)
    interval = found.interval()
    if interval is None:
        assert found.n == 1
        return
    assert -100 <= interval.low <= found.score <= interval.high <= 100
    assert recommendation(answers[::-1]) == found


def test_that_the_interval_of_the_score_is_the_adjusted_one() -> None:
    found = recommendation([10] * 15 + [7] * 15 + [0] * 6).interval()  # p̂ = 15.75/39, d̂ = 6.75/39
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.3655, 45.7883), abs=0.0001)
