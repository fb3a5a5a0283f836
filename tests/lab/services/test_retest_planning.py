"""A retest is made of what failed: its criteria, the tasks that show them, segments and questionnaires as before."""

from dataclasses import replace
from datetime import date

import pytest

from lab.domain.errors import RuleError
from lab.domain.finding import FindingDecision, Status
from lab.domain.lineage import Fate, fate_of
from lab.domain.standing import Kept
from lab.domain.study import Round
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import VerdictValue
from tests.lab.laboratories import Furnished
from tests.lab.services.test_findings import accepted, seen
from tests.lab.stories import Story, hold

CRITERION, TASK = "CC-26", "fill-form"
"""A criterion that this task of the sample protocol exposes, and no other."""


def lost() -> Story:
    return seen(criterion=CRITERION)


def kept() -> Story:
    return Story().task(TASK, 5).judge(CRITERION, "passed").closed()


def failed(place: Furnished) -> None:
    """Two of two participants lose what they entered, and everybody is sure of it."""
    for _ in range(2):
        story = Story().task(TASK, 5).tag(12, criterion=CRITERION, task=TASK, button="lost", severity=3)
        hold(place, story.judge(CRITERION, "failed", severity=3).closed())


def test_that_a_retest_looks_at_what_failed_and_says_what_it_leaves_out(place: Furnished) -> None:
    failed(place)
    accepted(place)
    plan = place.lab.retests.plan(place.round.id)
    assert [one.id for one in plan.criteria] == [CRITERION, "CC-37"]
    assert [one.id for one in plan.tasks] == [TASK]
    assert [one.id for one in plan.left_tasks] == ["find-service", "attach-document", "read-decision"]
    made = place.lab.retests.make(plan, place.release.id, "Retest", "Anna")
    protocol = place.lab.rounds.protocol_of(made)
    before = place.lab.rounds.protocol_of(place.round)
    assert protocol.tasks == (before.task(TASK),)
    assert (protocol.questionnaires, protocol.stages) == (before.questionnaires, before.stages)
    assert (made.segments, made.standards, made.retest_of) == (
        place.round.segments,
        place.round.standards,
        place.round.id,
    )
    assert {one.by for one in made.left_out} == {"Anna"}
    assert [one.id for one in place.lab.rounds.criteria_in_scope(made)] == [CRITERION, "CC-37"]


def test_that_criteria_that_no_task_shows_leave_the_tasks_alone(place: Furnished) -> None:
    place.lab.verdicts.inspect(place.round.id, "1.1.1", "start page", UnitOutcome.FAILED, "Oleg", severity=2)
    plan = place.lab.retests.plan(place.round.id)
    assert [one.id for one in plan.inspected if one.id != "CC-37"] == ["1.1.1"]
    assert plan.left_tasks == ()
    made = place.lab.retests.make(plan, place.release.id, "Retest", "Anna")
    assert made.protocol_sha256 == place.round.protocol_sha256


def test_that_a_round_without_anything_judged_or_open_is_not_retested(place: Furnished) -> None:
    with pytest.raises(RuleError, match="retest_nothing_judged"):
        place.lab.retests.plan(place.round.id)
    for _ in range(5):
        hold(place, kept())
    with pytest.raises(RuleError, match="retest_nothing_open"):
        place.lab.retests.plan(place.round.id)


def retested(place: Furnished, of: Round, name: str) -> Round:
    return place.lab.retests.make(place.lab.retests.plan(of.id), place.release.id, name, "Anna")


def test_that_a_verdict_stands_until_the_same_was_asked_again(place: Furnished) -> None:
    failed(place)
    finding = accepted(place)
    later = retested(place, place.round, "Retest")
    assert place.lab.retests.standing(later.id)[CRITERION].kept is Kept.UNDECIDED
    for _ in range(5):
        hold(place, kept(), round_id=later.id)
    stands = place.lab.retests.standing(later.id)[CRITERION]
    assert (stands.value, stands.round_id, stands.kept) == (VerdictValue.MET, later.id, None)
    assert [one.id for one in place.lab.retests.open_findings(later.id)] == [finding.id]


def test_that_a_finding_is_followed_over_three_rounds(place: Furnished) -> None:
    failed(place)
    finding = accepted(place)
    place.lab.findings.decide(finding.id, FindingDecision("fix", "M. Owner", date(2026, 11, 23)))
    place.lab.findings.move(finding.id, Status.FIXED, "2.4", by="Anna")
    second = retested(place, place.round, "Retest")
    for _ in range(5):
        hold(place, kept(), round_id=second.id)
    place.lab.findings.retest(finding.id, second.id, "Anna")
    assert fate_of(place.lab.findings.move(finding.id, Status.VERIFIED, by="Anna")) is Fate.VERIFIED
    with pytest.raises(RuleError, match="retest_nothing_open"):
        place.lab.retests.plan(second.id)
    third = place.lab.rounds.make_round(
        place.release.id, place.lab.rounds.document(second.protocol_sha256), "Third", place.round.segments,
        retest_of=second.id,
    )  # fmt: skip
    hold(place, lost(), round_id=third.id)
    again = place.lab.findings.retest(finding.id, third.id, "Anna")
    assert (fate_of(again), again.status) == (Fate.REGRESSED, Status.REOPENED)
    assert CRITERION in {one.id for one in place.lab.retests.plan(third.id).criteria}


def test_that_sessions_alone_verify_what_sessions_judge(place: Furnished) -> None:
    """A page that passes an inspection says nothing of people who lose their input there."""
    hold(place, lost())
    finding = place.lab.findings.edit(replace(accepted(place), criteria=(CRITERION, "2.4.4")))
    place.lab.findings.decide(finding.id, FindingDecision("fix", "M. Owner", date(2026, 11, 23)))
    place.lab.findings.move(finding.id, Status.FIXED, by="Anna")
    later = place.lab.rounds.make_round(
        place.release.id, place.round.protocol_id, "Retest", place.round.segments, retest_of=place.round.id
    )
    hold(place, kept(), round_id=later.id)
    place.lab.findings.retest(finding.id, later.id, "Anna")
    place.lab.verdicts.inspect(later.id, "2.4.4", "form", UnitOutcome.PASSED, "Oleg")
    with pytest.raises(RuleError, match="finding_not_retested"):
        place.lab.findings.move(finding.id, Status.VERIFIED, by="Anna")
