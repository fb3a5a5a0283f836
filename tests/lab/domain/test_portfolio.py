"""What of a service asks for attention, and the shares of all services."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lab.domain.decision import Decided, Decision
from lab.domain.gate import GateState
from lab.domain.ids import ReleaseId, RoundId, ServiceId
from lab.domain.metrics.interval import Interval
from lab.domain.metrics.means import mean
from lab.domain.metrics.shares import share
from lab.domain.portfolio import Asks, Attention, ServiceStanding, asks_of, months_after, shares_of
from lab.domain.satisfaction_goal import Reached, Satisfaction, figure_of, goal_faults, reached
from lab.domain.service import ClientCategory, GoalRule, LifeStage, Release, SatisfactionGoal, Service

TODAY = date(2026, 11, 27)
SERVICE = Service(ServiceId("s"), "Child benefit", "M. Owner", ClientCategory.PEOPLE, LifeStage.LAUNCHED)
PAST = Release(ReleaseId("1"), SERVICE.id, "1.0", date(2026, 11, 1))
TO_COME = Release(ReleaseId("2"), SERVICE.id, "2.0", date(2026, 12, 24))
LAUNCHED = Decision(RoundId("r"), GateState.GREEN, Decided.LAUNCH, "M. Owner", datetime(2026, 10, 1, tzinfo=UTC))
RECENT = date(2026, 10, 1)


def asked(
    *releases: Release, last_test: date | None = RECENT, service: Service = SERVICE, **decided: Decision
) -> list[Asks]:
    decisions = {ReleaseId(name.removeprefix("release_")): [one] for name, one in decided.items()}
    return list(asks_of(service, releases, decisions, last_test, TODAY))


def test_that_a_launch_that_has_come_needs_a_decision_before_one_that_is_to_come() -> None:
    assert asked(TO_COME, PAST) == [
        Asks(Attention.UNDECIDED, date(2026, 11, 1), "1.0"), Asks(Attention.DECISION_DUE, date(2026, 12, 24), "2.0"),
    ]  # fmt: skip
    assert asked(PAST, release_1=LAUNCHED) == []


def test_that_a_release_that_a_later_decided_one_replaced_asks_nothing() -> None:
    assert asked(PAST, TO_COME, release_2=LAUNCHED) == []


def test_that_the_day_of_the_launch_itself_is_overdue() -> None:
    assert [one.why for one in asked(replace(PAST, planned_launch=TODAY))] == [Attention.UNDECIDED]


def test_that_a_service_in_use_is_tested_once_and_then_within_its_term() -> None:
    assert asked(last_test=None) == [Asks(Attention.NEVER_TESTED)]
    assert asked(last_test=date(2025, 11, 27)) == []
    assert asked(last_test=date(2025, 11, 26)) == [Asks(Attention.OLD_TEST, date(2026, 11, 26))]
    assert asked(last_test=RECENT, service=replace(SERVICE, test_term_months=1)) == [
        Asks(Attention.OLD_TEST, date(2026, 11, 1))
    ]


@pytest.mark.parametrize("stage", [LifeStage.IDEA, LifeStage.DESIGN, LifeStage.RETIRED])
def test_that_what_is_not_in_use_need_not_be_tested(stage: LifeStage) -> None:
    assert asked(last_test=None, service=replace(SERVICE, stage=stage)) == []


def test_that_a_term_ends_within_its_month() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 30), 15) == date(2028, 2, 29)


def test_that_ideas_and_retired_services_are_not_counted() -> None:
    def standing(service: Service, tested: bool) -> ServiceStanding:
        return ServiceStanding(service, (), (), RECENT if tested else None, None, ())

    shares = shares_of(
        [
            standing(replace(SERVICE, electronic=True), tested=True), standing(SERVICE, tested=False),
            standing(replace(SERVICE, stage=LifeStage.IDEA, electronic=True), tested=False),
            standing(replace(SERVICE, stage=LifeStage.RETIRED, proactive=True), tested=True),
        ]
    )  # fmt: skip
    assert [(one.hits, one.n) for one in (shares.electronic, shares.proactive, shares.tested, shares.passed)] == [
        (1, 2), (0, 2), (1, 2), (0, 2),
    ]  # fmt: skip
    assert shares_of([]).tested.n == 0


def test_that_a_target_follows_by_its_rule() -> None:
    assert SatisfactionGoal("sus", 52.0, GoalRule.TIMES, 1.5).target == 78.0
    assert SatisfactionGoal("sus", 52.0, GoalRule.POINTS, 10.0).target == 62.0


@pytest.mark.parametrize(
    ("goal", "fault"),
    [
        (SatisfactionGoal("sus", 70.0, GoalRule.TIMES, 1.5), ("satisfaction_amount", "target_beyond_scale")),
        (SatisfactionGoal("sus", 101.0, GoalRule.POINTS, 1.0), ("satisfaction_baseline", "beyond_scale")),
        (SatisfactionGoal("sus", float("nan"), GoalRule.POINTS, 1.0), ("satisfaction_baseline", "beyond_scale")),
        (SatisfactionGoal("sus", 50.0, GoalRule.TIMES, 0.9), ("satisfaction_amount", "no_rise")),
        (SatisfactionGoal("nps", -20.0, GoalRule.TIMES, 1.5), ("satisfaction_amount", "no_rise")),
        (SatisfactionGoal("nasa-tlx", 50.0, GoalRule.POINTS, 5.0), ("satisfaction_by", "unknown")),
    ],
)
def test_that_a_goal_that_cannot_be_reached_is_refused(goal: SatisfactionGoal, fault: tuple[str, str]) -> None:
    assert list(goal_faults(goal)) == [fault]
    assert list(goal_faults(SatisfactionGoal("csat", 40.0, GoalRule.TIMES, 1.5))) == []


@pytest.mark.parametrize(
    ("interval", "answer"),
    [
        (Interval(78.0, 90.0), Reached.YES),
        (Interval(60.0, 77.9), Reached.NO),
        (Interval(70.0, 80.0), Reached.CANNOT_TELL),
        (None, Reached.CANNOT_TELL),
    ],
)
def test_that_a_target_is_reached_by_the_interval_and_not_by_the_figure(
    interval: Interval | None, answer: Reached
) -> None:
    goal = SatisfactionGoal("sus", 52.0, GoalRule.TIMES, 1.5)
    assert reached(goal, Satisfaction(79.0, interval, 6)) is answer


def test_that_a_share_counts_in_percent_and_like_answers_have_no_interval() -> None:
    csat = figure_of(share(3, 4))
    assert (csat.value, csat.n) == (75.0, 4)
    assert csat.interval is not None
    assert csat.interval.high > 90
    assert figure_of(mean([70.0, 70.0, 70.0])).interval is None
