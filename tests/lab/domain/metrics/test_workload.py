"""NASA-TLX, with and without its comparisons."""

import pytest

from lab.domain.metrics.workload import nasa_tlx

RATINGS = [70, 10, 60, 40, 65, 55]


def test_that_the_comparisons_may_be_left_out() -> None:
    found = nasa_tlx(RATINGS)
    assert (found.raw, found.weighted) == (50, None)


@pytest.mark.parametrize("ratings", [RATINGS[:5], [*RATINGS, 1], [101, *RATINGS[1:]], [-1, *RATINGS[1:]]])
def test_that_six_ratings_on_their_scale_are_needed(ratings: list[float]) -> None:
    with pytest.raises(ValueError, match="six ratings"):
        nasa_tlx(ratings)


@pytest.mark.parametrize("weights", [[5, 0, 3, 2, 4, 2], [6, 0, 3, 2, 4, 0], [5, -1, 4, 2, 4, 1], [5, 4, 3, 2, 1]])
def test_that_weights_are_what_fifteen_comparisons_give(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="sum to 15"):
        nasa_tlx(RATINGS, weights)
