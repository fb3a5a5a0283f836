"""Severity is agreed by several, statuses move as they may, the worst comes first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain.errors import RuleError
from lab.domain.finding import Finding, FindingDecision, SeverityRating, Status, agreed_severity, worst_first
from lab.domain.ids import FindingId, RoundId

TODAY = date(2026, 3, 1)


def finding(number: int, *severities: int, affected: int = 1, positive: bool = False) -> Finding:
    """A finding with one rater for every severity and ten exposed people."""
    people = frozenset(f"P{n:02}" for n in range(10))
    made = Finding(
        FindingId(str(number)),
        RoundId("r"),
        number,
        f"Finding {number}",
        affected=frozenset(sorted(people)[:affected]),
        exposed=people,
        positive=positive,
    )
    for place, severity in enumerate(severities):
        made = made.rated(SeverityRating(f"rater {place}", severity, TODAY))
    return made


@pytest.mark.parametrize(
    ("ratings", "agreed"),
    [([], None), ([2], 2), ([2, 3], 3), ([1, 3, 3], 3), ([4], 3), ([4, 3], 3), ([4, 4], 4), ([4, 4, 1], 4), ([0], 0)],
)
def test_that_severity_is_the_median_and_a_4_needs_two_raters(ratings: list[int], agreed: int | None) -> None:
    assert agreed_severity(ratings) == agreed


def test_that_a_lone_4_asks_for_a_second_rater() -> None:
    assert finding(1, 4).awaits_second_rater
    assert not finding(1, 4, 4).awaits_second_rater
    assert finding(1, 1, 4).spread == (1, 4)


def test_that_a_rater_has_one_word() -> None:
    twice = finding(1, 2).rated(SeverityRating("rater 0", 3, TODAY))
    assert twice.severity == 3
    with pytest.raises(ValueError, match="5"):
        twice.rated(SeverityRating("rater 0", 5, TODAY))


def test_that_only_a_fixed_finding_is_verified() -> None:
    planned = finding(1, 2).moved(Status.CONFIRMED, "Anna", TODAY).moved(Status.PLANNED, "Anna", TODAY)
    with pytest.raises(RuleError) as refused:
        planned.moved(Status.VERIFIED, "Anna", TODAY)
    assert refused.value.code == "finding_move"
    assert (
        planned.moved(Status.FIXED, "Anna", TODAY)
        .moved(Status.VERIFIED, "Anna", TODAY)
        .moved(Status.REOPENED, "Anna", TODAY)
        .is_open
    )


def test_that_every_change_of_status_says_who_and_when() -> None:
    fixed = finding(1, 2).moved(Status.PLANNED, "Anna", TODAY).moved(Status.FIXED, "Oleg", date(2026, 4, 1))
    assert [(one.before, one.to, one.by, one.on.month) for one in fixed.history] == [
        (Status.OPEN, Status.PLANNED, "Anna", 3),
        (Status.PLANNED, Status.FIXED, "Oleg", 4),
    ]


def test_that_nobody_reopens_a_risk_whose_time_is_over_and_the_history_says_so() -> None:
    risk = finding(1, 3).moved(Status.ACCEPTED_RISK, "Anna", TODAY)
    until = date(2026, 6, 30)
    risk = replace(risk, decision=FindingDecision("accept", "Anna", TODAY, "rare", until))
    assert risk.as_of(until) == risk
    later = risk.as_of(date(2026, 9, 1))
    assert (later.status, later.is_open, later.expired) == (Status.REOPENED, True, until)
    assert (later.history[-1].by, later.history[-1].on) == ("", date(2026, 7, 1))
    assert later.moved(Status.CONFIRMED, "Oleg", date(2026, 9, 1)).expired is None


def test_that_what_is_set_aside_or_good_needs_no_second_rater_and_is_no_problem() -> None:
    assert finding(1, 3).lacks_rater
    assert not finding(1, 3, 3).lacks_rater
    for other in (replace(finding(1), set_aside="unlawful"), finding(1, positive=True)):
        assert not other.lacks_rater
        assert not other.is_problem
        assert not other.is_open


def test_that_the_worst_comes_first_and_what_is_no_problem_not_at_all() -> None:
    many, few, mild = finding(1, 3, affected=6), finding(2, 3, affected=2), finding(3, 1, affected=9)
    good, rejected = finding(4, 3, positive=True), finding(5, 4, 4).moved(Status.REJECTED, "Anna", TODAY)
    assert worst_first([mild, few, good, rejected, many]) == (many, few, mild)


def test_that_among_equally_severe_ones_that_which_a_blocker_hangs_on_comes_first() -> None:
    many, blocking, worse = finding(1, 3, affected=6), finding(2, 3, affected=2), finding(3, 4, 4, affected=1)
    blocking = replace(blocking, criteria=("CC-24",))
    assert worst_first([many, blocking, worse]) == (worse, many, blocking)
    assert worst_first([many, blocking, worse], {"CC-24"}) == (worse, blocking, many)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=7))
def test_that_agreed_severity_lies_within_the_spread_or_is_a_lone_4_held_back(ratings: list[int]) -> None:
    agreed = agreed_severity(ratings)
    assert agreed is not None
    assert min(*ratings, 3) <= agreed <= max(ratings)
