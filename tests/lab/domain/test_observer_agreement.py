"""How far two people agree: judgements, severities, tags."""

from datetime import date
from typing import Any

import pytest

from lab.domain import events
from lab.domain.finding import Finding, SeverityRating
from lab.domain.held import Held
from lab.domain.ids import FindingId, RoundId
from lab.domain.metrics.agreement import cohen_kappa
from lab.domain.observer_agreement import group_agreement, severity_agreement, tag_agreement, verdict_agreement
from tests.lab.domain.test_gathering import held
from tests.lab.stories import Story


def judged(number: int, **said: str) -> Held:
    """A session with the words of judges on one criterion."""
    story = Story()
    for judge, outcome in said.items():
        story.tell(events.JudgementPut, 900, author=judge, criterion="CC-24", outcome=outcome, severity=None)
    return held(number, story)


def test_that_two_judges_are_compared_over_what_both_judged() -> None:
    sessions = [
        *(judged(n, Anna="passed", Oleg="passed") for n in range(1, 4)),
        judged(4, Anna="failed", Oleg="failed"),
        judged(5, Anna="failed", Oleg="passed"),
        judged(6, Anna="failed"),
        judged(7, Anna="failed", Oleg="untested"),
    ]
    (found,) = verdict_agreement(sessions)
    assert (found.judges, found.n, found.kappa.agreement) == (("Anna", "Oleg"), 5, 0.8)
    assert found.kappa.value == pytest.approx(cohen_kappa([[3, 0], [1, 1]]).value)


def test_that_three_judges_or_more_are_compared_together_over_units_with_equally_many() -> None:
    sessions = [
        judged(1, Anna="passed", Oleg="passed", Ira="passed"),
        judged(2, Anna="passed", Oleg="failed", Ira="failed"),
        judged(3, Anna="failed", Oleg="failed", Pavel="failed"),
        judged(4, Anna="failed", Oleg="passed"),
        judged(5, Anna="failed", Oleg="failed", Ira="failed", Pavel="failed"),
    ]
    found = group_agreement(sessions)
    assert found is not None
    assert (found.judges, found.each, found.n, found.same) == (("Anna", "Ira", "Oleg", "Pavel"), 3, 3, 2)
    # by hand: mean agreement (1 + 1/3 + 1) / 3 = 7/9, chance (4/9)² + (5/9)² = 41/81
    assert found.kappa == pytest.approx((7 / 9 - 41 / 81) / (1 - 41 / 81))
    assert group_agreement(sessions[3:4]) is None


def test_that_a_judge_alone_agrees_with_nobody() -> None:
    assert verdict_agreement([judged(1, Anna="passed"), judged(2, Oleg="passed")]) == ()


def rated(number: int, **severities: int) -> Finding:
    """A finding with its ratings."""
    ratings = tuple(SeverityRating(rater, severity, date(2026, 3, 1)) for rater, severity in severities.items())
    return Finding(FindingId(f"f{number}"), RoundId("r"), number, "title", ratings=ratings)


def test_that_severities_a_step_apart_disagree_less() -> None:
    near = severity_agreement([rated(1, a=3, b=2), rated(2, a=1, b=1), rated(3, a=4, b=4)])
    far = severity_agreement([rated(1, a=3, b=0), rated(2, a=1, b=1), rated(3, a=4, b=4)])
    assert (near[0].n, near[0].same) == (far[0].n, far[0].same) == (3, 2)
    assert near[0].kappa is not None
    assert far[0].kappa is not None
    assert near[0].kappa > far[0].kappa


def tagged(number: int, **at_s: float) -> Held:
    """A session in which observers tagged one criterion at a moment each."""
    story = Story()
    for author, second in at_s.items():
        at_us = round(second * 1_000_000)
        story.tell(events.TagPut, at_us, author=author, annotation=f"{author}{number}", pressed_us=at_us,
                   lead_us=0, lag_us=0, criterion="CC-24")  # fmt: skip
    return held(number, story)


def test_that_a_tag_put_in_sight_of_the_others_counts_for_neither() -> None:
    story = Story()
    heading: dict[str, Any] = {"lead_us": 0, "lag_us": 0, "criterion": "CC-24"}

    def tag(name: str, author: str, second: int, *saw: str) -> None:
        at_us = second * 1_000_000
        story.tell(events.TagPut, at_us, author=author, annotation=name, pressed_us=at_us, saw=saw, **heading)

    tag("a1", "Anna", 10)
    tag("o1", "Oleg", 12, "a1")
    tag("a2", "Anna", 60)
    tag("o2", "Oleg", 61)
    tag("o3", "Oleg", 90, "unknown")
    (found,) = tag_agreement([held(1, story)])
    assert (found.matched.matched, found.matched.first, found.matched.second, found.copied) == (1, 1, 2, 1)


def test_that_tags_of_one_criterion_within_the_window_pair_off() -> None:
    (found,) = tag_agreement([tagged(1, Anna=10, Oleg=14.9), tagged(2, Anna=10, Oleg=15.1), tagged(3, Anna=1)])
    assert (found.sessions, found.matched.matched, found.matched.jaccard) == (2, 1, pytest.approx(1 / 3))
