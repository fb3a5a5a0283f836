"""SUM and its parts."""

import pytest

from lab.domain.metrics.single_score import Counted, SingleScore, single_score


def scored(times_s: list[float], errors: Counted | None = None) -> SingleScore:
    return single_score(times_s, 90, [4, 5], 4, Counted(2, 2), errors)


def test_that_errors_may_be_left_out() -> None:
    found = scored([40, 55])
    assert (found.errors, found.of_four) == (None, None)
    assert 0 < found.of_three < 1


@pytest.mark.parametrize(("time_s", "part"), [(60, 1), (90, 0.5), (91, 0)])
def test_that_times_that_do_not_differ_are_wholly_within_or_beyond(time_s: float, part: float) -> None:
    assert scored([time_s, time_s]).time == part


def test_that_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="3, 2"):
        scored([40, 55], errors=Counted(3, 2))
    with pytest.raises(ValueError, match="at least two"):
        scored([40])
