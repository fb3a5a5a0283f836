"""Efficiency and SUM of a task from its attempts."""

import pytest

from lab.domain.metrics.interval import Interval
from lab.domain.task_efficiency import TaskEfficiency, least_rating, task_efficiency
from lab.domain.task_figures import last_attempts
from tests.lab.domain.test_group_comparison import attempt

SEQ = Interval(1, 7)


def figures(*given: tuple[str, float], ratings: tuple[float, ...] = ()) -> TaskEfficiency | None:
    """Of participants with an outcome and seconds each."""
    sessions = [attempt(number, seconds, outcome) for number, (outcome, seconds) in enumerate(given, 1)]
    return task_efficiency(last_attempts("form", sessions), 90, ratings, SEQ)


def test_that_efficiency_is_that_of_the_shipped_example() -> None:
    found = figures(("success", 60), ("success", 120), ("failed", 90), ("success", 30))
    assert found is not None
    assert found.goals_per_minute.value == pytest.approx(60 * 0.0145833, rel=1e-5)  # eff-time-based
    assert found.goals_per_minute.n == 4
    assert found.of_time == pytest.approx(0.7)
    assert found.completion_per_minute == pytest.approx(0.75 / 70 * 60)
    assert found.quick_median_s == pytest.approx(60 / 0.75)  # geometric mean of 60, 120, 30


def test_that_the_interval_of_efficiency_does_not_fall_below_nothing() -> None:
    found = figures(("success", 30), ("failed", 90))
    assert found is not None
    assert found.goals_per_minute.interval is not None
    assert found.goals_per_minute.interval.low == 0
    assert found.quick_median_s is None  # half arrive: Rummel's estimate does not hold


def test_that_sum_needs_two_who_arrived_and_two_who_rated() -> None:
    rated = figures(("success", 60), ("success", 80), ratings=(6, 7))
    unrated = figures(("success", 60), ("success", 80))
    alone = figures(("success", 60), ("failed", 80), ratings=(6, 7))
    assert rated is not None
    assert unrated is not None
    assert alone is not None
    assert rated.single is not None
    assert (unrated.single, alone.single) == (None, None)
    assert least_rating(SEQ) == 5.5


def test_that_nobody_has_no_efficiency() -> None:
    assert figures() is None
