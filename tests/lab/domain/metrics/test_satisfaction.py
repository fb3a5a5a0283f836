"""Satisfaction and effort in one question each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.domain.metrics.satisfaction import effort, satisfied


def test_that_the_two_best_answers_are_satisfied() -> None:
    found = satisfied([5, 4, 3, 2, 1])
    assert (found.hits, found.n) == (2, 5)
    assert satisfied([]).interval is None


@settings(deadline=None)
@given(st.lists(st.integers(1, 7), min_size=2, max_size=20))
def test_that_the_interval_of_effort_holds_its_mean(answers: list[int]) -> None:
    found = effort(answers)
    assert found.interval is not None
    assert found.interval.low <= found.value <= found.interval.high


def test_that_an_answer_beyond_the_scale_is_refused() -> None:
    for wrong in ([0], [6]):
        with pytest.raises(ValueError, match="outside"):
            satisfied(wrong)
    with pytest.raises(ValueError, match="outside"):
        effort([8])
    with pytest.raises(ValueError, match="no values"):
        effort([])
