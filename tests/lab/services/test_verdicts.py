"""Verdicts with their inputs, the gate with its reasons, and who decides."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lab.domain.decision import Decided
from lab.domain.errors import InputError, RuleError
from lab.domain.finding import FindingDecision
from lab.domain.gate import GateState, ReasonCode
from lab.domain.level import client_centricity, level_of
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.study import LeftOut
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import RULE_VERSION, VerdictValue
from lab.wording import sentence
from protocols import library
from tests.lab.laboratories import PROTOCOL, Furnished
from tests.lab.stories import Story, hold

CRITERION, TASK = "CC-24", "fill-form"
SOON = date.today() + timedelta(days=30)  # noqa: DTZ011 - the gate asks for the day of this machine


def judged(outcome: str, severity: int | None = None, criterion: str = CRITERION) -> Story:
    return Story().task(TASK, 5).judge(criterion, outcome, severity=severity).closed()


def only(place: Furnished, *criteria: str) -> None:
    """Leave every other criterion out of the round's scope."""
    others = [one.id for one in place.lab.rounds.criteria(place.round) if one.id not in criteria]
    place.lab.rounds.set_scope(place.round.id, [LeftOut(one, "Anna", "not this time") for one in others])


def test_that_every_criterion_in_scope_has_a_verdict_and_most_are_not_tested(place: Furnished) -> None:
    verdicts = place.lab.verdicts.verdicts(place.round.id)
    assert list(verdicts) == [one.id for one in place.lab.rounds.criteria_in_scope(place.round)]
    performance = {one.value for one in verdicts.values() if one.kind == "performance"}
    assert performance == {VerdictValue.NOT_TESTED}


def test_that_a_verdict_keeps_its_inputs_its_numbers_and_its_rule(place: Furnished) -> None:
    for _ in range(5):
        hold(place, judged("passed"))
    hold(place, judged("failed", 4), pilot=True)
    verdict = place.lab.verdicts.verdicts(place.round.id)[CRITERION]
    assert (verdict.value, verdict.passed, verdict.failed) == (VerdictValue.MET, 5, 0)
    assert (verdict.rule_version, verdict.parameters) == (RULE_VERSION, place.round.rules)
    assert [unit.subject for unit in verdict.inputs] == ["P02", "P03", "P04", "P05", "P06"]


def test_that_sessions_that_still_run_say_nothing_yet(place: Furnished) -> None:
    running = Story().task(TASK, 5).judge(CRITERION, "failed", severity=4)
    hold(place, running)
    assert place.lab.verdicts.verdicts(place.round.id)[CRITERION].inputs == ()


def test_that_a_person_can_override_with_a_reason_and_take_it_back(place: Furnished) -> None:
    with pytest.raises(InputError):
        place.lab.verdicts.override(place.round.id, CRITERION, VerdictValue.MET, "Anna", " ")
    said = place.lab.verdicts.override(place.round.id, CRITERION, VerdictValue.MET, "Anna", "seen elsewhere")
    assert (said.value, said.computed) == (VerdictValue.MET, VerdictValue.NOT_TESTED)
    assert said.override is not None
    assert (said.override.by, said.override.why) == ("Anna", "seen elsewhere")
    back = place.lab.verdicts.override(place.round.id, CRITERION, None, "Anna", "was wrong")
    assert (back.value, back.override) == (VerdictValue.NOT_TESTED, None)


def test_that_what_the_scope_leaves_out_cannot_be_overridden(place: Furnished) -> None:
    only(place, "CC-01")
    with pytest.raises(InputError, match="criterion_unknown"):
        place.lab.verdicts.override(place.round.id, CRITERION, VerdictValue.MET, "Anna", "why not")


def test_that_inspection_passes_pages_and_judges_the_round(place: Furnished) -> None:
    verdicts = place.lab.verdicts
    verdicts.inspect(place.round.id, "2.4.4", "start page", UnitOutcome.PASSED, "Oleg")
    assert verdicts.verdicts(place.round.id)["2.4.4"].value is VerdictValue.MET
    verdicts.inspect(place.round.id, "2.4.4", "form", UnitOutcome.FAILED, "Oleg", severity=2)
    assert verdicts.verdicts(place.round.id)["2.4.4"].value is VerdictValue.NOT_MET
    whole = next(one.id for one in library.standard("client-centricity").counted if one.kind == "round")
    verdicts.inspect(place.round.id, whole, "", UnitOutcome.PASSED, "Anna", note="compared by hand")
    assert [unit.subject for unit in verdicts.verdicts(place.round.id)[whole].inputs] == ["round"]
    with pytest.raises(RuleError, match="criterion_not_inspected"):
        verdicts.inspect(place.round.id, CRITERION, "form", UnitOutcome.PASSED, "Oleg")


def test_that_the_lineage_is_inapplicable_in_a_first_round_and_follows_earlier_findings_later(place: Furnished) -> None:
    computed = next(one.id for one in library.standard("client-centricity").counted if one.kind == "computed")
    assert place.lab.verdicts.verdicts(place.round.id)[computed].value is VerdictValue.NOT_APPLICABLE
    tagged: dict[str, Any] = {"criterion": CRITERION, "task": TASK, "severity": 3}
    hold(place, Story().task(TASK, 5).tag(9, **tagged).closed())
    (gathered,) = place.lab.findings.propose(place.round.id)
    finding = place.lab.findings.accept(place.round.id, gathered)
    release = place.lab.planning.add_release(place.service.id, "2.4")
    later = place.lab.rounds.make_round(release.id, PROTOCOL, "Retest", retest_of=place.round.id)
    assert place.lab.verdicts.verdicts(later.id)[computed].value is VerdictValue.NOT_MET
    decision = FindingDecision("accept", "M. Owner", date(2026, 11, 23), "rare", date(2027, 6, 1))
    place.lab.findings.decide(finding.id, decision)
    assert place.lab.verdicts.verdicts(later.id)[computed].value is VerdictValue.MET


def test_that_an_unheard_segment_and_unknown_criteria_are_grey(place: Furnished) -> None:
    gate = place.lab.verdicts.gate(place.round.id)
    assert gate.state is GateState.GREY
    assert {one.code for one in gate.reasons} >= {ReasonCode.NO_VERDICT, ReasonCode.THIN_SEGMENT}


def test_that_a_failed_blocker_is_red_and_says_which(place: Furnished) -> None:
    blocker = next(
        one.id for one in library.standard("client-centricity").counted
        if one.gate == "blocker" and one.kind == "performance"
    )  # fmt: skip
    for _ in range(2):
        hold(place, judged("failed", 3, blocker))
    gate = place.lab.verdicts.gate(place.round.id)
    assert (gate.state, [one.subject for one in gate.reasons]) == (GateState.RED, [blocker])


def test_that_a_deviation_waits_for_its_action_and_is_amber_with_it(place: Furnished) -> None:
    major = next(
        one.id for one in library.standard("client-centricity").counted
        if one.gate == "major" and one.kind == "performance"
    )  # fmt: skip
    only(place, major)
    for outcome in ("passed", "passed", "passed", "passed", "failed"):
        hold(place, judged(outcome, 3 if outcome == "failed" else None, major))
    waiting = place.lab.verdicts.gate(place.round.id)
    assert (waiting.state, waiting.only_waits_for_owner) == (GateState.RED, True)
    promised = place.lab.verdicts.promise(place.round.id, major, "Say why", "Forms team", SOON, "Anna")
    assert place.lab.verdicts.gate(place.round.id).state is GateState.AMBER
    later = place.lab.verdicts.promise(place.round.id, major, "Say why", "Forms team", SOON + timedelta(days=90), "A.")
    assert (later.id, len(place.lab.verdicts.actions(place.round.id))) == (promised.id, 1)
    assert place.lab.verdicts.gate(place.round.id).state is GateState.RED
    dropped = place.lab.verdicts.drop_promise(place.round.id, promised.id)
    assert (dropped, place.lab.verdicts.actions(place.round.id)) == (later, ())
    place.lab.verdicts.restore_promise(dropped)
    assert place.lab.verdicts.actions(place.round.id) == (later,)


def test_that_a_promise_for_a_day_that_is_past_is_refused_and_one_that_passed_is_overdue(place: Furnished) -> None:
    only(place, CRITERION)
    for outcome in ("passed", "passed", "passed", "passed", "failed"):
        hold(place, judged(outcome, 2 if outcome == "failed" else None))
    place.lab.verdicts.override(place.round.id, CRITERION, VerdictValue.PARTLY_MET, "Anna", "for the test")
    with pytest.raises(InputError) as refused:
        place.lab.verdicts.promise(place.round.id, CRITERION, "Say why", "Team", SOON - timedelta(days=31), "Anna")
    assert refused.value.facts["faults"] == (("due", "in_the_past"),)
    place.lab.verdicts.promise(place.round.id, CRITERION, "Say why", "Team", SOON, "Anna")
    codes = [
        {one.code for one in place.lab.verdicts.gate(place.round.id, SOON + timedelta(days=after)).reasons}
        for after in (0, 1)
    ]
    assert codes == [{ReasonCode.DEVIATION}, {ReasonCode.ACTION_OVERDUE}]


def test_that_a_promise_is_about_something_and_named(place: Furnished) -> None:
    with pytest.raises(InputError) as refused:
        place.lab.verdicts.promise(place.round.id, "CC-99", "", " ", SOON, "")
    named = {name for name, _code in refused.value.facts["faults"]}  # type: ignore[attr-defined]
    assert named == {"subject", "text", "owner", "accepted_by"}


def test_that_a_decision_against_the_gate_needs_a_reason_and_every_one_is_kept(place: Furnished) -> None:
    decide = place.lab.verdicts.decide
    with pytest.raises(RuleError, match="decision_needs_reason"):
        decide(place.round.id, Decided.LAUNCH, "M. Owner")
    held_back = decide(place.round.id, Decided.HOLD, "M. Owner")
    launched = decide(place.round.id, Decided.LAUNCH, "M. Owner", "watch it daily", "law demands it", "ab" * 32)
    assert (held_back.overrides_gate, launched.overrides_gate) == (False, True)
    assert launched.at <= datetime.now(UTC)
    assert place.lab.verdicts.decisions(place.round.id) == (held_back, launched)


def test_that_a_service_is_launched_only_by_a_decision_that_holds(place: Furnished) -> None:
    verdicts, planning = place.lab.verdicts, place.lab.planning
    launched = replace(place.service, stage=LifeStage.LAUNCHED)
    with pytest.raises(RuleError, match="nothing_decided_yet"):
        verdicts.take_back_decision(place.round.id, "M. Owner", "why not")
    for refused in (Decided.HOLD, Decided.LAUNCH):
        with pytest.raises(RuleError, match="launch_undecided") as error:
            planning.edit_service(launched)
        assert "Child benefit" in sentence(error.value)
        verdicts.decide(place.round.id, refused, "M. Owner", reason="the law demands it")
    assert planning.edit_service(launched).stage is LifeStage.LAUNCHED
    verdicts.take_back_decision(place.round.id, "M. Owner", "the law was put off")
    planning.edit_service(replace(launched, name="Child benefits"))  # it runs: only the step to it is guarded
    planning.edit_service(place.service)
    with pytest.raises(RuleError, match="launch_undecided"):
        planning.edit_service(launched)
    running = planning.add_service("Old", "M. Owner", ClientCategory.PEOPLE, LifeStage.LAUNCHED)
    assert running.stage is LifeStage.LAUNCHED  # it ran before the laboratory knew it


def test_that_every_word_against_a_verdict_is_kept(place: Furnished) -> None:
    verdicts = place.lab.verdicts
    with pytest.raises(RuleError, match="nothing_overridden"):
        verdicts.override(place.round.id, CRITERION, None, "Anna", "there is none")
    verdicts.override(place.round.id, CRITERION, VerdictValue.MET, "Anna", "seen elsewhere")
    verdicts.override(place.round.id, CRITERION, None, "Oleg", "was wrong")
    told = [(one.value, one.by, one.why) for one in verdicts.overrides(place.round.id)]
    assert told == [(VerdictValue.MET, "Anna", "seen elsewhere"), (None, "Oleg", "was wrong")]


def test_that_a_critical_task_below_its_target_is_red_and_an_amendment_parts_its_figures(place: Furnished) -> None:
    protocol = place.lab.rounds.protocol_of(place.round)
    critical = next(task for task in protocol.tasks if task.critical)
    for _ in range(5):
        hold(place, Story().task(critical.id, 5, "failed").closed())
    reasons = place.lab.verdicts.gate(place.round.id).reasons
    assert [one.subject for one in reasons if one.code is ReasonCode.CRITICAL_TASK] == [critical.id]
    raw = place.lab.rounds.document(place.round.protocol_sha256).decode()
    target = f"target_time_s: {critical.target_time_s:g}"
    start = raw.index(f"- id: {critical.id}")
    at = raw.index(target, start)
    changed = raw[:at] + f"target_time_s: {critical.target_time_s + 1:g}" + raw[at + len(target) :]
    amendment = place.lab.rounds.amend_round(place.round.id, changed.encode(), "one second more", "Anna")
    assert amendment.changed_tasks == (critical.id,)
    after = place.lab.verdicts.gate(place.round.id)
    assert ReasonCode.CRITICAL_TASK not in {one.code for one in after.reasons}
    place.lab.rounds.pool(amendment, critical.id, "Anna", "a second matters to nobody")
    pooled = place.lab.verdicts.gate(place.round.id)
    assert ReasonCode.CRITICAL_TASK in {one.code for one in pooled.reasons}


def test_that_the_level_comes_with_its_coverage(place: Furnished) -> None:
    for _ in range(5):
        hold(place, judged("passed"))
    standards, verdicts = place.lab.rounds.standards(place.round), place.lab.verdicts.verdicts(place.round.id)
    level = client_centricity(standards, verdicts)
    pages = level_of([one for one in standards if one.id == "wcag-2.2"], verdicts)
    assert (level.level, level.decided, pages.level, pages.decided) == (100, 1, None, 0)
    assert pages.applicable == 86
    assert level.coverage == pytest.approx(100 / level.applicable)
