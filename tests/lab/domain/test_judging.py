"""From sessions and inspections to units, and what the gate is asked about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lab.domain.finding import Finding, FindingDecision, SeverityRating, Status
from lab.domain.gate import Promise
from lab.domain.ids import FindingId, RoundId
from lab.domain.judging import (
    Inspection,
    is_supported,
    judged_criteria,
    judged_findings,
    judged_segments,
    promises,
    unassisted,
    units_of,
)
from lab.domain.study import Action, PinnedStandard, Round, RuleParameters, Segment
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import VerdictValue, judge, value_of
from protocols import library
from protocols.standard import Criterion, CriterionKind
from tests.lab.domain.test_gathering import held
from tests.lab.stories import Story

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def criterion(kind: CriterionKind) -> Criterion:
    standards = (library.standard("client-centricity"), library.standard("wcag-2.2"))
    return next(one for standard in standards for one in standard.counted if one.kind == kind)


def debrief(*judgements: tuple[str, str]) -> Story:
    story = Story()
    for name, outcome in judgements:
        story.judge(name, outcome, severity=3 if outcome == "failed" else None)
    return story


def test_that_every_participant_is_one_unit_of_a_performance_criterion() -> None:
    one = criterion("performance")
    sessions = [held(2, debrief((one.id, "failed"))), held(1, debrief((one.id, "passed"))), held(3, debrief())]
    units = units_of(one, sessions, (), ())
    assert [(unit.subject, unit.outcome.value) for unit in units] == [
        ("P01", "passed"), ("P02", "failed"), ("P03", "untested"),
    ]  # fmt: skip
    assert units_of(one, reversed(sessions), (), ()) == units


def test_that_a_pilot_is_no_unit() -> None:
    one = criterion("performance")
    assert units_of(one, [held(1, debrief((one.id, "failed")), pilot=True)], (), ()) == ()


def test_that_a_failed_unit_has_the_severity_of_its_finding() -> None:
    one = criterion("performance")
    ratings = tuple(SeverityRating(name, 4, NOW.date()) for name in ("Anna", "Oleg"))
    finding = Finding(
        FindingId("f"), RoundId("r"), 1, "t", criteria=(one.id,), ratings=ratings, affected=frozenset({"P01"})
    )
    sessions = [held(1, debrief((one.id, "failed"))), held(2, debrief((one.id, "failed")))]
    assert [unit.severity for unit in units_of(one, sessions, (), [finding])] == [4, 3]


def test_that_sessions_only_fail_an_inspected_criterion_and_inspections_are_its_units() -> None:
    one = criterion("conformance")
    sessions = [held(1, debrief((one.id, "passed"))), held(2, debrief((one.id, "failed"))), held(3, debrief())]
    said = [
        Inspection(one.id, "start page", UnitOutcome.FAILED, "Anna", NOW),
        Inspection(one.id, "start page", UnitOutcome.PASSED, "Anna", NOW.replace(hour=1)),
        Inspection("other", "start page", UnitOutcome.FAILED, "Anna", NOW),
    ]
    units = units_of(one, sessions, said, ())
    assert [(unit.subject, unit.outcome.value) for unit in units] == [("P02", "failed"), ("start page", "passed")]


@pytest.mark.parametrize("outcome", ["passed", "cantTell", "inapplicable", "untested"])
def test_that_a_session_cannot_take_an_inspected_criterion_out_of_the_verdict(outcome: str) -> None:
    one = criterion("conformance")
    assert units_of(one, [held(1, debrief((one.id, outcome)))], (), ()) == ()
    assert value_of("conformance", (), RuleParameters()) is VerdictValue.NOT_TESTED


def test_that_of_several_sessions_with_one_participant_a_judges_later_word_holds() -> None:
    one = criterion("performance")
    first, second = held(1, debrief((one.id, "failed"))), held(1, debrief((one.id, "passed")))
    second = replace(second, starts=first.starts + timedelta(days=1))
    (unit,) = units_of(one, [second, first], (), ())
    assert (unit.outcome, unit.conflict, len(unit.words)) == (UnitOutcome.PASSED, False, 1)
    unwatched = replace(second, record=held(1, debrief((one.id, "untested"))).record)
    (unit,) = units_of(one, [first, unwatched], (), ())
    assert unit.outcome is UnitOutcome.FAILED


def test_that_of_several_who_adjudicate_the_last_word_holds() -> None:
    one = criterion("performance")
    story = Story().judge(one.id, "failed", author="Anna", severity=3, adjudicates=True, note="seen again")
    story.judge(one.id, "passed", author="Oleg", adjudicates=True, note="no")
    story.judge(one.id, "failed", author="Anna", severity=2, adjudicates=True, note="it was a 2")
    (unit,) = units_of(one, [held(1, story)], (), ())
    assert (unit.outcome, unit.severity) == (UnitOutcome.FAILED, 2)


def test_that_inspectors_who_differ_leave_it_open() -> None:
    one = criterion("conformance")
    said = [
        Inspection(one.id, "form", UnitOutcome.FAILED, "Anna", NOW),
        Inspection(one.id, "form", UnitOutcome.PASSED, "Oleg", NOW),
    ]
    (unit,) = units_of(one, (), said, ())
    assert (unit.outcome, unit.conflict) == (UnitOutcome.CANT_TELL, True)


def test_that_the_last_counted_attempt_of_a_participant_holds() -> None:
    twice = Story().task("form", 1, "failed").task("form", 20, "success")
    sessions = [held(1, twice), held(2, Story().task("form", 1, "assisted")), held(3, Story().task("other", 1))]
    assert unassisted("form", sessions) == (1, 2)


def test_that_a_segment_counts_people_and_not_sessions() -> None:
    study = Round(
        RoundId("r"), "rel", 1, "n", "p", "hash", (PinnedStandard("s", "1", "h"),), NOW,  # type: ignore[arg-type]
        segments=(Segment("parents", "Parents", 5), Segment("carers", "Carers")),
    )  # fmt: skip
    sessions = [held(1, Story()), held(1, Story()), held(2, Story(), pilot=True)]
    assert [(one.name, one.n) for one in judged_segments(study, sessions)] == [("Parents", 1), ("Carers", 0)]


def planned(number: int = 1, due: date = date(2026, 12, 1), **fields: object) -> Finding:
    """A finding whose owner and day a named person accepted."""
    decision = FindingDecision("fix", "Anna", NOW.date(), owner="Owner", due=due)
    made = Finding(
        FindingId(f"f{number}"), RoundId("r"), number, "t", criteria=("C",), owner="Owner", due=due,
        status=Status.PLANNED, decision=decision,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def test_that_a_findings_owner_and_day_are_a_promise_once_they_were_accepted_and_an_action_goes_before_it() -> None:
    action = Action("a", RoundId("r"), "f1", "fix it", "Team", date(2026, 12, 24), "Anna")
    (own,) = judged_findings([planned()], {})
    (accepted,) = judged_findings([planned()], promises([action]))
    assert (own.action, accepted.action) == (
        Promise("Owner", date(2026, 12, 1)), Promise("Team", date(2026, 12, 24)),
    )  # fmt: skip
    changed = ({"decision": None}, {"due": date(2027, 1, 1)}, {"owner": "Another"}, {"status": Status.REOPENED})
    for fields in changed:
        unaccepted = replace(planned(), **fields)
        assert [one.action for one in judged_findings([unaccepted], {})] == [None]


def test_that_what_was_promised_about_all_open_findings_of_a_criterion_counts_for_it() -> None:
    one = criterion("performance").model_copy(update={"id": "C"})
    verdicts = {"C": judge("C", "performance", ())}

    def promise(*findings: Finding) -> Promise | None:
        (judged,) = judged_criteria([one], verdicts, {}, findings)
        return judged.action

    first, second = planned(1, date(2026, 12, 5)), planned(2, date(2026, 12, 1))
    assert promise(first, second) == Promise("Owner", date(2026, 12, 1))
    assert promise(first, replace(second, decision=None)) is None
    assert promise(first, replace(second, status=Status.FIXED)) == Promise("Owner", date(2026, 12, 5))
    assert promise(replace(second, status=Status.FIXED)) == Promise("Owner", date(2026, 12, 1), done=True)
    assert promise(replace(first, criteria=("D",))) is None
    assert promise() is None


def test_that_a_risk_is_accepted_until_its_last_day_and_open_again_after_it() -> None:
    decision = FindingDecision("accept", "Owner", NOW.date(), "rare", date(2027, 3, 1))
    risk = planned(status=Status.ACCEPTED_RISK, decision=decision)
    statuses = [judged_findings([risk], {}, date(2027, 3, day))[0].status for day in (1, 2)]
    assert statuses == [Status.ACCEPTED_RISK, Status.REOPENED]


def test_that_a_finding_is_supported_by_a_tag_or_by_an_inspection_that_says_the_same() -> None:
    bare = planned()
    failed = Inspection("C", "form", UnitOutcome.FAILED, "Anna", NOW)
    assert is_supported(bare, [failed])
    assert not is_supported(bare, [replace(failed, outcome=UnitOutcome.PASSED), replace(failed, criterion="D")])
    assert is_supported(replace(bare, positive=True), [replace(failed, outcome=UnitOutcome.PASSED)])
