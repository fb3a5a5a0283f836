"""What a later round shows of an earlier finding: only people of whom somebody said how it went."""

from dataclasses import replace

from lab.domain.finding import Finding, Status
from lab.domain.held import Held
from lab.domain.ids import FindingId, RoundId
from lab.domain.judging import units_of
from lab.domain.retesting import SeenAgain, criteria_to_retest, seen_again
from lab.domain.unit import Unit, UnitOutcome
from lab.domain.verdict import judge
from protocols import library
from tests.lab.domain.test_gathering import held, lost
from tests.lab.stories import Story

CRITERION = next(one for one in library.standard("client-centricity").counted if one.id == "CC-24")
FINDING = Finding(FindingId("f"), RoundId("r"), 1, "Input is lost", criteria=("CC-24",), task="form")


def judged(outcome: str, *tags: str, task: str = "form") -> Story:
    """A session in which the task was tried and the criterion was judged."""
    severity = 3 if outcome == "failed" else None
    return Story().task(task, 5).judge("CC-24", outcome, severity=severity, annotations=tags)


def asked(*sessions: Held) -> SeenAgain:
    return seen_again(FINDING, sessions, [units_of(CRITERION, sessions, (), ())])


def of(exposed: set[str], recurred: set[str]) -> SeenAgain:
    return SeenAgain(frozenset(exposed), frozenset(recurred))


def test_that_those_are_exposed_who_tried_the_task_and_were_judged() -> None:
    sessions = (
        held(1, judged("passed")), held(2, judged("failed")), held(3, judged("cantTell")),
        held(4, Story().task("form", 5)), held(5, judged("passed", task="other")),
    )  # fmt: skip
    assert asked(*sessions) == of({"P01", "P02"}, {"P02"})


def test_that_a_tag_of_the_same_problem_is_a_recurrence_without_any_judgement() -> None:
    assert asked(held(1, lost()), held(2, lost(task="other")), held(3, lost(polarity="positive"))) == of(
        {"P01"}, {"P01"}
    )


def test_that_a_failure_seen_only_in_another_task_says_nothing_of_this_place() -> None:
    story = Story().task("form", 5).tag(30, criterion="CC-24", task="other", severity=3)
    story.judge("CC-24", "failed", severity=3, annotations=(story.last_tag,))
    assert asked(held(1, story)) == of(set(), set())


def test_that_pilots_say_nothing() -> None:
    assert asked(held(1, judged("failed"), pilot=True)) == of(set(), set())


def test_that_without_a_criterion_to_judge_everybody_who_came_is_exposed() -> None:
    assert seen_again(FINDING, [held(1, Story().task("form", 5))], []) == of({"P01"}, set())


def test_that_a_retest_looks_at_what_was_not_wholly_met_at_open_findings_and_at_the_lineage() -> None:
    criteria = library.standard("client-centricity").counted
    partly = {"CC-24": judge("CC-24", "performance", [Unit("P01", UnitOutcome.FAILED, 2)])}
    found = replace(FINDING, criteria=("CC-10",))
    assert criteria_to_retest(criteria, partly, [found]) == ("CC-10", "CC-24", "CC-37")
    assert criteria_to_retest(criteria, {}, [replace(found, status=Status.REJECTED)]) == ()
