"""Two rounds side by side: which test, how much, how sure, and what cannot be told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.domain import events
from lab.domain.group_comparison import GroupsCompared, HowTested, Side, TaskChange, compare_groups
from lab.domain.held import Held
from lab.domain.metrics.interval import Interval
from lab.domain.metrics.recommendation import Recommendation
from protocols import library
from tests.lab.domain.test_gathering import held
from tests.lab.stories import Story

SUS = library.questionnaire("sus")


def attempt(number: int, seconds: float, outcome: str = "success") -> Held:
    """A session with one attempt at the form."""
    story = Story().tell(events.TaskStarted, 5, attempt=f"t{number}", task="form", order=1)
    return held(number, story.tell(events.TaskEnded, 5 + seconds, attempt=f"t{number}", outcome=outcome))


def side(*sessions: Held) -> Side:
    return Side(sessions, {"form": sessions})


def compared(earlier: Side, later: Side) -> GroupsCompared:
    return compare_groups(earlier, later, ["form"], [(SUS, None), (SUS, "form")], ["gone"])


def form(earlier: Side, later: Side) -> TaskChange:
    (task,) = compared(earlier, later).tasks
    return task


def attempts(reached: int, missed: int, seconds: float = 60) -> Side:
    """So many who reached the goal, each a second slower than the last, and so many who did not."""
    return side(
        *(attempt(n, seconds + n) for n in range(reached)),
        *(attempt(reached + n, 300, "failed") for n in range(missed)),
    )


def test_that_success_is_tested_by_the_n_minus_one_test_as_published() -> None:
    change = form(attempts(4, 9), attempts(10, 2)).success_change
    assert change is not None
    assert (change.test, change.is_beyond_chance) == (HowTested.N_MINUS_1, True)
    assert change.p == pytest.approx(0.00955, abs=0.0005)  # uxr: 10 of 12 against 4 of 13
    assert (change.interval.low, change.interval.high) == pytest.approx((0.133, 0.776), abs=0.001)


def test_that_few_failures_are_tested_exactly() -> None:
    change = form(attempts(5, 1), attempts(6, 0)).success_change
    assert change is not None
    assert (change.test, change.p, change.is_beyond_chance) == (HowTested.FISHER, 1.0, False)


def test_that_times_are_those_of_successes_and_the_others_are_counted() -> None:
    task = form(attempts(6, 2), attempts(6, 1, seconds=30))
    assert task.time_change is not None
    assert task.not_arrived == (2, 1)
    assert task.time_change.by == pytest.approx(0.52, abs=0.01)
    assert task.time_change.is_beyond_chance
    assert [one.n for one in task.time if one is not None] == [6, 6]


def test_that_help_is_no_success_and_has_no_time() -> None:
    helped = Story().tell(events.TaskStarted, 5, attempt="h", task="form", order=1)
    helped.tell(events.TaskAssisted, 8, attempt="h").tell(events.TaskEnded, 30, attempt="h", outcome="success")
    task = form(attempts(2, 0), side(held(1, helped)))
    assert (task.success[1].hits, task.success[1].n, task.time[1], task.not_arrived) == (0, 1, None, (0, 1))


def test_that_too_few_to_test_are_shown_and_not_tested() -> None:
    task = form(attempts(1, 0), attempts(1, 0))
    assert task.time_change is None
    assert all(task.time)
    nobody = compared(side(), attempts(2, 2))
    assert (nobody.tasks, nobody.tests, nobody.participants) == ((), 0, (0, 4))
    assert nobody.not_compared == ("gone",)


def answered(number: int, value: int, task: str | None = None) -> Held:
    """A session whose participant chose one answer throughout but for the first item."""
    ids = [item.id for item in SUS.items]
    values = {**dict.fromkeys(ids, 3), ids[0]: value}
    return held(
        number, Story().tell(events.AnswersPut, 900, questionnaire="sus", task=task, values=values, language="en")
    )


def test_that_scores_after_the_session_and_after_the_task_are_apart() -> None:
    earlier = side(answered(1, 1), answered(2, 2), answered(3, 2, task="form"))
    later = side(answered(1, 4), answered(2, 5), answered(3, 5, task="form"))
    whole, after_task = compared(earlier, later).scores
    assert (whole.task, whole.change is not None, after_task.task, after_task.change) == (None, True, "form", None)
    assert whole.change is not None
    assert (whole.change.test, whole.change.by) == (HowTested.WELCH, 7.5)


def said(number: int, name: str, value: int) -> Held:
    """A session whose participant answered one question."""
    values = {f"{name}-01": value}
    return held(
        number, Story().tell(events.AnswersPut, 900, questionnaire=name, task=None, values=values, language="en")
    )


def test_that_satisfaction_changes_as_a_share_and_recommendation_as_a_score() -> None:
    asked = [(library.questionnaire(name), None) for name in ("csat", "nps")]
    earlier = side(*(said(n, "csat", 2) for n in range(4)), *(said(n + 4, "nps", n + 3) for n in range(4)))
    later = side(*(said(n, "csat", 5) for n in range(4)), *(said(n + 4, "nps", n + 7) for n in range(4)))
    satisfied, recommended = compare_groups(earlier, later, [], asked).scores
    assert satisfied.change is not None
    assert (satisfied.change.test, satisfied.change.by, satisfied.change.is_beyond_chance) == (
        HowTested.N_MINUS_1,
        1,
        True,
    )
    before, after = recommended.scores
    assert recommended.change is not None
    assert isinstance(before, Recommendation)
    assert isinstance(after, Recommendation)
    assert (before.score, after.score, recommended.change.by) == (-100, 50, 150)


def test_that_a_change_cannot_be_longer_than_its_scale() -> None:
    two = side(said(1, "ces", 1), said(2, "ces", 6))
    (score,) = compare_groups(two, two, [], [(library.questionnaire("ces"), None)]).scores
    assert score.change is not None
    assert score.change.interval == Interval(-6, 6)


def test_that_of_one_person_twice_in_a_round_the_later_session_holds() -> None:
    first = attempt(1, 60, "failed")
    again = replace(attempt(1, 50), starts=first.starts.replace(hour=20))
    task = form(side(first, again), attempts(2, 0))
    assert (task.success[0].hits, task.success[0].n) == (1, 1)


ROUND = st.lists(st.tuples(st.booleans(), st.integers(10, 400)), min_size=1, max_size=7)


@settings(deadline=None, max_examples=30)  # the first call loads scipy
@given(ROUND, ROUND)
def test_that_a_change_lies_in_its_interval_and_turns_with_the_rounds(
    earlier: list[tuple[bool, int]], later: list[tuple[bool, int]]
) -> None:
    before, after = (
        side(*(attempt(n, s, "success" if ok else "failed") for n, (ok, s) in enumerate(one)))
        for one in (earlier, later)
    )
    there, back = form(before, after), form(after, before)
    assert there.success == back.success[::-1]
    for change, turned in ((there.success_change, back.success_change), (there.time_change, back.time_change)):
        assert (change is None) == (turned is None)
        if change is None or turned is None:
            continue
        assert change.interval.low - 1e-9 <= change.by <= change.interval.high + 1e-9
        assert change.p == pytest.approx(turned.p)
    if there.time_change is not None and back.time_change is not None:
        assert there.time_change.by == pytest.approx(1 / back.time_change.by)
