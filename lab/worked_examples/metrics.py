"""Worked examples of published sources: how each metric of the file is computed here, under the names of the file."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lab.domain.finding import Finding, SeverityRating, priority
from lab.domain.ids import FindingId, RoundId
from lab.domain.metrics import (
    agreement,
    discovery,
    means,
    shares,
    single_score,
    tag_matching,
    times,
    two_groups,
    workload,
)
from lab.domain.metrics.interval import Interval
from lab.domain.metrics.recommendation import recommendation
from lab.domain.timeline import SECOND_US
from protocols import scoring

Values = Mapping[str, Any]


def computed(metric: str, given: Values) -> Values:
    """What comes out of these inputs. Raises KeyError for a metric that the laboratory does not compute."""
    return METRICS[metric](**given)


def _ends(found: Interval | None) -> Values:
    assert found is not None
    return {"low": found.low, "high": found.high}


def adjusted_wald(successes: int, n: int, confidence: float) -> Values:
    found = shares.adjusted_wald(successes, n, confidence)
    return {"p_adj": shares.adjusted_share(successes, n, confidence), **_ends(found)}


def success_vs_benchmark_exact(successes: int, n: int, benchmark: float) -> Values:
    return {"prob_below": shares.chance_below(successes, n, benchmark)}


def n_minus_1_two_proportion(x1: int, n1: int, x2: int, n2: int) -> Values:
    found = two_groups.compare_shares(x1, n1, x2, n2)
    difference = found.difference
    return {"z": found.z, "p_two_sided": found.p, "diff_low": difference.low, "diff_high": difference.high}


def fisher_exact(table: list[list[int]]) -> Values:
    found = two_groups.compare_table(table)
    return {"odds_ratio": found.odds_ratio, "p_two_sided": found.p}


def welch_t_from_stats(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> Values:
    found = two_groups.compare_means(two_groups.Sample(mean1, sd1, n1), two_groups.Sample(mean2, sd2, n2))
    return {"t": found.t, "df": found.degrees, "p": found.p, **_ends(found.difference)}


def time_log_ci(times_s: list[float], confidence: float) -> Values:
    found = times.typical_time(times_s, confidence)
    assert found is not None
    return {"geometric_mean": found.value_s, "arithmetic_mean": times.centres(times_s).mean_s, **_ends(found.interval)}


def time_center(times_s: list[float]) -> Values:
    found = times.centres(times_s)
    return {"mean": found.mean_s, "median": found.median_s}


def time_center_choice(n: list[int]) -> Values:
    return {"choice": [times.centre_for(one).value for one in n]}


def censored_survival(observed: list[float], censored: list[float]) -> Values:
    found = times.survival(observed, censored)
    at_s, still = zip(*found.steps, strict=True)
    return {"quantiles": at_s, "survival": still, "median": found.median_s}


def time_based_efficiency(results: list[tuple[int, float]]) -> Values:
    found = times.time_based_efficiency([(bool(reached), time) for reached, time in results])
    assert found is not None
    return {"goals_per_second": found[0], "overall_relative": found[1]}


def mean_t_ci(values: list[float], confidence: float) -> Values:
    found = means.mean(values, confidence)
    assert found.interval is not None
    return {"mean": found.value, "margin": found.interval.high - found.value}


def sus(answers: list[int | None]) -> Values:
    score, imputed = scoring.sus(answers)
    return {"score": score, "imputed": imputed, "flag": f"{len(imputed)} item imputed with {scoring.SUS_NEUTRAL}"}


def sus_many(answers: list[list[int | None]]) -> Values:
    return {"scores": [scoring.sus(one)[0] for one in answers]}


def sus_grade(scores: list[float]) -> Values:
    return {"grades": [scoring.sus_grade(score) for score in scores]}


def umux_lite(items: list[list[int]]) -> Values:
    raw, equivalent = zip(*map(scoring.umux_lite, items), strict=True)
    return {"raw": raw, "sus_equivalent": equivalent}


def nasa_tlx(ratings: list[float], weights: list[int]) -> Values:
    found = workload.nasa_tlx(ratings, weights)
    return {"raw": found.raw, "weighted": found.weighted}


def nps(scores: list[int]) -> Values:
    found = recommendation(scores)
    counted = {"promoters": found.promoters, "passives": found.passives, "detractors": found.detractors}
    return {"nps": found.score, **counted}


def sum_metric(completed: int, n: int, errors: int, error_opportunities: int, **given: Any) -> Values:
    found = single_score.single_score(
        given["times_s"],
        given["time_spec"],
        given["satisfaction"],
        given["satisfaction_spec"],
        single_score.Counted(completed, n),
        single_score.Counted(errors, error_opportunities),
    )
    parts = {"time": found.time, "satisfaction": found.satisfaction, "completion": found.completion}
    return {**parts, "errors": found.errors, "sum3": found.of_three, "sum4": found.of_four}


def discovery_sample_size(p: float, goal: float) -> Values:
    return {"n": discovery.participants_needed(p, goal)}


def discovery_probability(p: list[float], n: int) -> Values:
    return {"prob": [discovery.discovery(one, n) for one in p]}


def cohen_kappa(table: list[list[int]]) -> Values:
    found = agreement.cohen_kappa(table)
    return {"kappa": found.value, "ase": found.error, **_ends(found.interval)}


def fleiss_kappa(table: list[list[int]]) -> Values:
    return {"kappa": agreement.fleiss_kappa(table)}


def any_two_agreement(sets: list[list[int]]) -> Values:
    return {"value": agreement.any_two_agreement(sets)}


def tag_match_window(a_s: list[float], b_s: list[float], window_s: float) -> Values:
    first, second = ([round(second * SECOND_US) for second in given] for given in (a_s, b_s))
    found = tag_matching.match_tags(first, second, round(window_s * SECOND_US))
    return {"matched": found.matched, "f1": found.f1, "jaccard": found.jaccard}


def problem_priority(severity: int, affected: int, n: int) -> Values:
    people = [f"P{number}" for number in range(n)]
    finding = Finding(
        FindingId("f"),
        RoundId("r"),
        1,
        "title",
        affected=frozenset(people[:affected]),
        exposed=frozenset(people),
        ratings=(SeverityRating("a", severity, date(2026, 3, 1)),),
    )
    return {"priority": priority(finding)}


METRICS: dict[str, Callable[..., Values]] = {
    one.__name__: one
    for one in (
        adjusted_wald,
        success_vs_benchmark_exact,
        n_minus_1_two_proportion,
        fisher_exact,
        welch_t_from_stats,
        time_log_ci,
        time_center,
        time_center_choice,
        censored_survival,
        time_based_efficiency,
        mean_t_ci,
        sus,
        sus_many,
        sus_grade,
        umux_lite,
        nasa_tlx,
        nps,
        sum_metric,
        discovery_sample_size,
        discovery_probability,
        cohen_kappa,
        fleiss_kappa,
        any_two_agreement,
        tag_match_window,
        problem_priority,
    )
}
