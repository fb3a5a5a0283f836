"""How each metric of an examples file is computed here, under the names of the file.

A function takes the input keys of its metric and gives its expected keys. `not_` before a name is the matter of
`comparing`.
"""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lab.domain.metrics import (
    agreement,
    benchmarks,
    discovery,
    means,
    paired,
    ranking,
    shares,
    single_score,
    tag_matching,
    times,
    two_groups,
    workload,
)
from lab.domain.metrics.interval import CONFIDENCE, Interval
from lab.domain.metrics.recommendation import recommendation
from lab.domain.timeline import SECOND_US
from lab.worked_examples.comparing import Refused, Values
from protocols import scoring

_NO_ANSWER = frozenset({"", "na", "n/a", "nan", "null", "none", "-"})
"""How tables write that somebody did not answer, in small letters."""


def _ends(found: Interval | None) -> Values:
    return {"low": found.low, "high": found.high} if found is not None else {"low": None, "high": None}


def _difference(found: Interval) -> Values:
    return {"diff_low": found.low, "diff_high": found.high}


def adjusted_wald(successes: int, n: int, confidence: float = CONFIDENCE) -> Values:
    found = shares.adjusted_wald(successes, n, confidence)
    return {"p_adj": shares.adjusted_share(successes, n, confidence), **_ends(found)}


def success_vs_benchmark_exact(successes: int, n: int, benchmark: float) -> Values:
    below = shares.chance_below(successes, n, benchmark)
    return {"prob_below": below, "prob_below_mid": shares.chance_below_mid(successes, n, benchmark)}


def binomial_exact_ci(successes: int, n: int, confidence: float = CONFIDENCE) -> Values:
    return _ends(shares.exact_interval(successes, n, confidence))


def n_minus_1_two_proportion(x1: int, n1: int, x2: int, n2: int, confidence: float = CONFIDENCE) -> Values:
    found = two_groups.compare_shares(x1, n1, x2, n2, confidence)
    return {"z": found.z, "p_two_sided": found.p, **_difference(found.difference)}


def fisher_exact(table: list[list[int]]) -> Values:
    found = two_groups.compare_table(table)
    return {"odds_ratio": found.odds_ratio, "p_two_sided": found.p}


def mcnemar_exact(a: list[int | None], b: list[int | None], confidence: float = CONFIDENCE) -> Values:
    first, second = ([None if one is None else bool(one) for one in given] for given in (a, b))
    found = paired.mcnemar(first, second, confidence)
    return {"p_two_sided": found.p, "p_mid": found.p_mid, **_difference(found.difference)}


def welch_t_from_stats(
    mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int, confidence: float = CONFIDENCE
) -> Values:
    one, other = two_groups.Sample(mean1, sd1, n1), two_groups.Sample(mean2, sd2, n2)
    found = two_groups.compare_means(one, other, confidence)
    difference = {"difference": mean1 - mean2, **_ends(found.difference)}
    return {"t": found.t, "df": found.degrees, "p": found.p, **difference}


def welch_t(a: list[float], b: list[float], confidence: float = CONFIDENCE) -> Values:
    one, other = two_groups.sample_of(a), two_groups.sample_of(b)
    given = {"mean_a": one.mean, "mean_b": other.mean, "means": (one.mean, other.mean)}
    return {
        **given,
        "mean_diff": one.mean - other.mean,
        **welch_t_from_stats(one.mean, one.deviation, one.n, other.mean, other.deviation, other.n, confidence),
    }


def paired_t(a: list[float | None], b: list[float | None], confidence: float = CONFIDENCE) -> Values:
    found = paired.paired_t(a, b, confidence)
    both = [(one, other) for one, other in zip(a, b, strict=True) if one is not None and other is not None]
    mean_a, mean_b = (means.mean(given).value for given in zip(*both, strict=True))
    given = {"mean_a": mean_a, "mean_b": mean_b, "means": (mean_a, mean_b)}
    difference = {"mean_diff": found.mean, "difference": found.mean, **_ends(found.interval)}
    return {"t": found.t, "df": found.degrees, "p": found.p, **given, **difference}


def welch_t_log_times(before_s: list[float], after_s: list[float], confidence: float = CONFIDENCE) -> Values:
    found = two_groups.compare_times(before_s, after_s, confidence)
    ratio = {"ratio": found.ratio, "ratio_low": found.interval.low, "ratio_high": found.interval.high}
    centres = {"gm_before": found.first_s, "gm_after": found.second_s}
    return {"t": found.t, "df": found.degrees, "p": found.p, **centres, **ratio}


def score_vs_benchmark_t(mean: float, sd: float, n: int, benchmark: float) -> Values:
    found = benchmarks.score_against(two_groups.Sample(mean, sd, n), benchmark)
    return {"t": found.t, "df": found.degrees, "se": found.error, "p_one_sided": found.p}


def time_vs_benchmark_log_t(times_s: list[float], benchmark_s: float, confidence: float = CONFIDENCE) -> Values:
    found, centre = benchmarks.time_against(times_s, benchmark_s), times.geometric_mean(times_s, confidence)
    centred = {"geometric_mean": centre.value_s, **_ends(centre.interval)}
    return {"t": found.t, "df": found.degrees, "se": found.error, "p_one_sided": found.p, **centred}


def time_log_ci(times_s: list[float], confidence: float = CONFIDENCE) -> Values:
    found = times.geometric_mean(times_s, confidence)
    return {"geometric_mean": found.value_s, "arithmetic_mean": times.centres(times_s).mean_s, **_ends(found.interval)}


def time_center(times_s: list[float]) -> Values:
    found = times.centres(times_s)
    return {"mean": found.mean_s, "median": found.median_s, "geometric_mean": found.geometric_mean_s}


def median_ci(times_s: list[float], confidence: float = CONFIDENCE) -> Values:
    return {"median": times.centres(times_s).median_s, **_ends(times.median_interval(times_s, confidence))}


def time_center_choice(n: int | list[int]) -> Values:
    return {"choice": _each(lambda one: times.centre_for(one).value, n)}


def censored_survival(observed: list[float], censored: Sequence[float] = ()) -> Values:
    found = times.survival(observed, censored)
    at_s, still = zip(*found.steps, strict=True) if found.steps else ((), ())
    reached = times.geometric_mean(observed).value_s if observed else None
    rummel = times.median_with_failures(observed, len(censored))
    centres = {"geometric_mean_of_successes": reached, "rummel_median": rummel}
    return {"quantiles": at_s, "survival": still, "median": found.median_s, **centres}


def time_based_efficiency(results: list[tuple[int, float]]) -> Values:
    found = times.time_based_efficiency([(bool(reached), time) for reached, time in results])
    if found is None:
        raise ValueError("no results")
    return {"goals_per_second": found[0], "overall_relative": found[1]}


def mean_t_ci(values: list[float], confidence: float = CONFIDENCE) -> Values:
    found = means.mean(values, confidence)
    margin = found.interval.high - found.value if found.interval is not None else None
    return {"mean": found.value, "margin": margin, "n": found.n, **_ends(found.interval)}


def sus(answers: list[int | None]) -> Values:
    score, imputed = scoring.sus(answers)
    items = "item" if len(imputed) == 1 else "items"
    flag = f"{len(imputed)} {items} imputed with {scoring.SUS_NEUTRAL}" if imputed else None
    return {"score": score, "imputed": imputed, "flag": flag}


def sus_many(answers: list[list[int | None]]) -> Values:
    """Who cannot be scored has no score; the others keep theirs."""
    return {"scores": [_sus_or_none(one) for one in answers]}


def sus_dataset(file: Path, confidence: float = CONFIDENCE) -> Values:
    """Of a table, one person a row; who cannot be scored is not in n."""
    found = means.mean([score for one in _sus_rows(file) if (score := _sus_or_none(one)) is not None], confidence)
    return {"mean": found.value, "n": found.n, **_ends(found.interval)}


def _sus_rows(file: Path) -> list[list[int | None]]:
    """The answers q1…q10 of everybody; other columns are ignored."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        first = opened.readline()
        opened.seek(0)
        separator = max(",;\t", key=first.count)
        rows = [{str(name).strip().lower(): value for name, value in row.items()}
                for row in csv.DictReader(opened, delimiter=separator)]  # fmt: skip
    columns = [f"q{item}" for item in range(1, 11)]
    if rows and not set(columns) <= rows[0].keys():
        raise ValueError("columns q1 to q10 are needed")
    return [[_answer(row[column]) for column in columns] for row in rows]


def _answer(written: str | None) -> int | None:
    text = (written or "").strip().lower()
    return None if text in _NO_ANSWER else int(float(text))


def _sus_or_none(answers: list[int | None]) -> float | None:
    try:
        return scoring.sus(answers)[0]
    except scoring.ScoringRefused:
        return None


def sus_grade(scores: float | list[float]) -> Values:
    return {"grades": _each(scoring.sus_grade, scores)}


def umux_lite(items: list[list[int]] | list[int]) -> Values:
    if not isinstance(items[0], list):
        return dict(zip(("raw", "sus_equivalent"), scoring.umux_lite(items), strict=True))
    raw, equivalent = zip(*map(scoring.umux_lite, items), strict=True)
    return {"raw": raw, "sus_equivalent": equivalent}


def nasa_tlx(ratings: list[float], weights: list[int] | None = None) -> Values:
    try:
        found = workload.nasa_tlx(ratings, weights)
    except ValueError as wrong:
        return {"raw": workload.nasa_tlx(ratings).raw, "weighted": None, "error": Refused(wrong)}
    return {"raw": found.raw, "weighted": found.weighted, "error": None}


def nps(scores: list[int]) -> Values:
    found = recommendation(scores)
    counted = {"promoters": found.promoters, "passives": found.passives, "detractors": found.detractors}
    return {"nps": found.score, "n": found.n, **counted, **_ends(found.interval())}


def sum_metric(
    completed: int, n: int, errors: int | None = None, error_opportunities: int | None = None, **given: Any
) -> Values:
    counted = None
    if errors is not None and error_opportunities is not None:
        counted = single_score.Counted(errors, error_opportunities)
    found = single_score.single_score(
        given["times_s"],
        given["time_spec"],
        given["satisfaction"],
        given.get("satisfaction_spec", single_score.USUAL_RATING),
        single_score.Counted(completed, n),
        counted,
    )
    parts = {"time": found.time, "satisfaction": found.satisfaction, "completion": found.completion}
    return {**parts, "errors": found.errors, "sum3": found.of_three, "sum4": found.of_four}


def discovery_sample_size(p: float | list[float], goal: float) -> Values:
    return {"n": _each(lambda one: discovery.participants_needed(one, goal), p)}


def discovery_probability(p: float | list[float], n: int | list[int]) -> Values:
    if isinstance(n, list):
        return {"prob": [discovery_probability(p, one)["prob"] for one in n]}
    return {"prob": _each(lambda one: discovery.discovery(one, n), p)}


def lewis_adjusted_p(problem_counts: list[int], n: int) -> Values:
    found = discovery.problems_left(problem_counts, n)
    return {
        "p_observed": found.observed,
        "p_normalised": found.normalised,
        "p_good_turing": found.good_turing,
        "p_adjusted": found.adjusted,
        "seen_once": found.seen_once,
        "discovery": found.found,
        "total": found.total,
        "undiscovered": found.undiscovered,
    }


def cohen_kappa(table: list[list[int]], confidence: float = CONFIDENCE) -> Values:
    found = agreement.cohen_kappa(table, confidence)
    agreed = {"agreement": found.agreement, "raw_agreement": found.agreement}
    return {"kappa": found.value, "ase": found.error, **agreed, **_ends(found.interval)}


def cohen_kappa_linear(table: list[list[int]]) -> Values:
    return {"kappa": agreement.linear_kappa(table)}


def fleiss_kappa(table: list[list[int]]) -> Values:
    return {"kappa": agreement.fleiss_kappa(table)}


def fleiss_kappa_raw(ratings: list[list[object]]) -> Values:
    return {"kappa": agreement.fleiss_kappa(agreement.tallied(ratings))}


def any_two_agreement(sets: list[list[int]]) -> Values:
    return {"value": agreement.any_two_agreement(sets)}


def any_two_agreement_many(cases: list[list[list[int]]]) -> Values:
    return {"values": [agreement.any_two_agreement(sets) for sets in cases]}


def tag_match_window(a_s: list[float], b_s: list[float], window_s: float) -> Values:
    first, second = ([round(second * SECOND_US) for second in given] for given in (a_s, b_s))
    found = tag_matching.match_tags(first, second, round(window_s * SECOND_US))
    return {"matched": found.matched, "f1": found.f1, "jaccard": found.jaccard}


def problem_priority(severity: float, affected: int, n: int) -> Values:
    return {"priority": ranking.priority(severity, affected, n)}


def _each(rule: Callable[[Any], object], given: object) -> object:
    """The rule's answer to one value, or to each of several."""
    return [rule(one) for one in given] if isinstance(given, list) else rule(given)


METRICS: dict[str, Callable[..., Values]] = {
    one.__name__: one
    for one in (
        adjusted_wald,
        binomial_exact_ci,
        success_vs_benchmark_exact,
        n_minus_1_two_proportion,
        fisher_exact,
        mcnemar_exact,
        time_log_ci,
        time_center,
        time_center_choice,
        median_ci,
        time_vs_benchmark_log_t,
        welch_t_log_times,
        censored_survival,
        mean_t_ci,
        welch_t,
        paired_t,
        welch_t_from_stats,
        score_vs_benchmark_t,
        time_based_efficiency,
        sus,
        sus_many,
        sus_dataset,
        sus_grade,
        umux_lite,
        nasa_tlx,
        nps,
        sum_metric,
        discovery_probability,
        discovery_sample_size,
        lewis_adjusted_p,
        cohen_kappa,
        cohen_kappa_linear,
        fleiss_kappa,
        fleiss_kappa_raw,
        any_two_agreement,
        any_two_agreement_many,
        tag_match_window,
        problem_priority,
    )
}
