"""Who would recommend the service."""

import pytest

from lab.domain.metrics.recommendation import Recommendation, recommendation


def test_that_the_borders_are_at_seven_and_nine() -> None:
    assert recommendation([0, 6, 7, 8, 9, 10]) == Recommendation(2, 2, 2)
    assert recommendation([10]).score == 100
    assert recommendation([6]).score == -100


@pytest.mark.parametrize("answers", [[], [11], [-1, 9]])
def test_that_answers_off_the_scale_are_refused(answers: list[int]) -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        recommendation(answers)
