"""Every worked example of the figures that the laboratory computes comes out as published."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from lab.domain import metrics, times
from lab.domain.finding import Finding, SeverityRating, priority
from lab.domain.ids import FindingId, RoundId
from protocols import scoring

EXAMPLES = {
    example["id"]: example
    for example in YAML(typ="safe").load(Path(__file__).parents[2] / "data" / "metrics-examples.yaml")["examples"]
}


def example(name: str) -> tuple[dict[str, Any], dict[str, Any], float]:
    """Input, expected values and tolerance of an example."""
    found = EXAMPLES[name]
    return found["input"], found["expected"], float(found["tolerance"]) + 1e-12


@pytest.mark.parametrize("name", ["aw-4-5", "aw-7-17", "aw-18-20", "aw-10-10-clamp", "aw-not-plus4"])
def test_that_the_adjusted_wald_interval_is_the_published_one(name: str) -> None:
    given_values, expected, tolerance = example(name)
    found = metrics.adjusted_wald(given_values["successes"], given_values["n"], given_values["confidence"])
    assert found.low == pytest.approx(expected["low"], abs=tolerance)
    assert found.high == pytest.approx(expected["high"], abs=tolerance)
    if "p_adj" in expected:
        middle = metrics.adjusted_share(given_values["successes"], given_values["n"])
        assert middle == pytest.approx(expected["p_adj"], abs=tolerance)
    if "not_low" in expected:
        assert found.low != pytest.approx(expected["not_low"], abs=tolerance)
        assert found.high != pytest.approx(expected["not_high"], abs=tolerance)


def test_that_a_benchmark_is_compared_exactly() -> None:
    given_values, expected, tolerance = example("bench-9-11")
    found = metrics.chance_below(given_values["successes"], given_values["n"], given_values["benchmark"])
    assert found == pytest.approx(expected["prob_below"], abs=tolerance)


def test_that_few_times_are_averaged_by_their_geometric_mean() -> None:
    given_values, expected, tolerance = example("time-6")
    found = times.typical_time(given_values["times_s"])
    assert found is not None
    assert found.interval is not None
    assert found.value_s == pytest.approx(expected["geometric_mean"], abs=tolerance)
    assert found.interval.low == pytest.approx(expected["low"], abs=tolerance)
    assert found.interval.high == pytest.approx(expected["high"], abs=tolerance)
    assert (found.value_s, found.interval.low, found.interval.high) == pytest.approx((68.2411, 46.0051, 101.2245), 1e-5)


def test_that_the_centre_follows_the_number_of_times() -> None:
    given_values, expected, _tolerance = example("time-n-rule")
    assert [times.centre_for(n).value for n in given_values["n"]] == expected["choice"]


def test_that_many_times_have_a_median_with_ranks_as_its_interval() -> None:
    found = times.typical_time([float(time) for time in range(1, 31)])
    assert found == times.TypicalTime(15.5, 30, times.Centre.MEDIAN, metrics.Interval(10.0, 21.0))


def test_that_failed_attempts_are_censored_not_dropped() -> None:
    given_values, expected, tolerance = example("km-fanbelts")
    found = times.survival(given_values["observed"], given_values["censored"])
    assert [time for time, _share in found.steps] == expected["quantiles"]
    assert [share for _time, share in found.steps] == pytest.approx(expected["survival"], abs=tolerance)
    assert found.median_s == expected["median"]


def test_that_a_median_time_is_not_told_when_most_never_arrive() -> None:
    assert times.survival([30.0], [60.0, 60.0]).median_s is None


def test_that_a_mean_has_its_t_interval() -> None:
    given_values, expected, tolerance = example("rating-ci-15")
    found = metrics.mean(given_values["values"], given_values["confidence"])
    assert found.interval is not None
    assert found.value == pytest.approx(expected["mean"], abs=tolerance)
    assert found.interval.high - found.value == pytest.approx(expected["margin"], abs=tolerance)


def test_that_efficiency_counts_goals_by_time() -> None:
    given_values, expected, tolerance = example("eff-time-based")
    found = times.time_based_efficiency([(bool(reached), time) for reached, time in given_values["results"]])
    assert found == pytest.approx((expected["goals_per_second"], expected["overall_relative"]), abs=tolerance)


@pytest.mark.parametrize("name", ["sus-87_5", "sus-neutral", "sus-missing"])
def test_that_sus_is_scored_as_brooke_did(name: str) -> None:
    given_values, expected, _tolerance = example(name)
    value, imputed = scoring.sus(given_values["answers"])
    assert (value, list(imputed)) == (expected["score"], expected.get("imputed", []))


def test_that_sus_reaches_both_ends() -> None:
    given_values, expected, _tolerance = example("sus-extremes")
    assert [scoring.sus(answers)[0] for answers in given_values["answers"]] == expected["scores"]


def test_that_sus_grades_follow_the_curved_scale() -> None:
    given_values, expected, _tolerance = example("sus-grade-a")
    assert [scoring.sus_grade(score) for score in given_values["scores"]] == expected["grades"]


def test_that_umux_lite_predicts_sus() -> None:
    given_values, expected, tolerance = example("umux-lite-ends")
    found = [scoring.umux_lite(items) for items in given_values["items"]]
    assert [raw for raw, _sus in found] == pytest.approx(expected["raw"], abs=tolerance)
    assert [sus for _raw, sus in found] == pytest.approx(expected["sus_equivalent"], abs=tolerance)


def test_that_discovery_tells_how_many_participants_are_enough() -> None:
    given_values, expected, _tolerance = example("disc-n")
    assert metrics.participants_needed(given_values["p"], given_values["goal"]) == expected["n"]


@pytest.mark.parametrize("name", ["disc-4", "disc-31"])
def test_that_discovery_grows_with_participants(name: str) -> None:
    given_values, expected, tolerance = example(name)
    found = [metrics.discovery(p, given_values["n"]) for p in given_values["p"]]
    assert found == pytest.approx(expected["prob"], abs=tolerance)


def test_that_any_two_agreement_is_the_mean_over_pairs() -> None:
    given_values, expected, tolerance = example("any2")
    assert metrics.any_two_agreement(given_values["sets"]) == pytest.approx(expected["value"], abs=tolerance)
    assert metrics.any_two_agreement([[1]]) is None
    assert metrics.any_two_agreement([[], []]) == 1.0


def test_that_priority_is_severity_times_share() -> None:
    from datetime import date

    given_values, expected, _tolerance = example("prio")
    people = [f"P{number}" for number in range(given_values["n"])]
    finding = Finding(
        FindingId("f"),
        RoundId("r"),
        1,
        "title",
        affected=frozenset(people[: given_values["affected"]]),
        exposed=frozenset(people),
        ratings=(SeverityRating("a", given_values["severity"], date(2026, 3, 1)),),
    )
    assert priority(finding) == expected["priority"]


@pytest.mark.parametrize(("hits", "n", "estimate"), [(7, 10, 0.7), (10, 10, 11 / 12), (9, 10, 10 / 12), (5, 10, 0.5)])
def test_that_the_point_estimate_depends_on_the_share(hits: int, n: int, estimate: float) -> None:
    assert metrics.point_estimate(hits, n) == pytest.approx(estimate)
    assert metrics.point_estimate(0, 5) == pytest.approx(metrics.adjusted_share(0, 5))


def test_that_figures_without_values_are_refused_or_empty() -> None:
    assert metrics.share(0, 0).interval is None
    assert times.typical_time([]) is None
    alone = times.typical_time([40.0])
    assert alone is not None
    assert (alone.value_s, alone.n, alone.interval) == (pytest.approx(40.0), 1, None)
    assert metrics.mean([4.0]).interval is None
    assert times.time_based_efficiency([]) is None
    with pytest.raises(ValueError, match="no values"):
        metrics.mean([])
    with pytest.raises(ValueError, match="3, 2"):
        metrics.adjusted_wald(3, 2)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_that_the_interval_of_a_share_holds_the_share(pair: tuple[int, int]) -> None:
    hits, n = pair
    found = metrics.share(hits, n)
    assert found.interval is not None
    assert found.estimate is not None
    assert 0 <= found.interval.low <= hits / n <= found.interval.high <= 1
    assert found.interval.low <= found.estimate <= found.interval.high


@settings(deadline=None)  # the first call loads scipy
@given(st.lists(st.floats(1, 5000), min_size=2, max_size=40))
def test_that_the_interval_of_times_holds_their_centre(given_times: list[float]) -> None:
    found = times.typical_time(given_times)
    assert found is not None
    assert found.interval is not None
    assert found.interval.low <= found.value_s * (1 + 1e-9)
    assert found.value_s <= found.interval.high * (1 + 1e-9)
