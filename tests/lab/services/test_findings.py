"""Findings: proposed from annotations, rated apart, decided, fixed and proven."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lab.domain import events
from lab.domain.errors import InputError, RuleError
from lab.domain.finding import Cause, Finding, FindingDecision, RetestResult, Status
from lab.domain.ids import AnnotationId, FindingId, SessionId
from lab.domain.study import Round
from lab.domain.unit import UnitOutcome
from lab.services.laboratory import Laboratory
from tests.lab.laboratories import PROTOCOL, Furnished
from tests.lab.stories import Story, hold

TODAY = date(2026, 11, 23)
SOON = date.today() + timedelta(days=30)  # noqa: DTZ011 - a promise is for a day to come
CRITERION, TASK = "CC-24", "fill-form"


def seen(severity: int = 3, author: str = "Anna", **fields: object) -> Story:
    """A closed session in which the problem was tagged."""
    values = {"criterion": CRITERION, "task": TASK, "button": "lost", "words": {"en": "input lost"}, **fields}
    return Story().task(TASK, 5).tag(12, author, severity=severity, **values).closed()


def accepted(place: Furnished) -> Finding:
    """The only proposal, accepted."""
    (gathered,) = place.lab.findings.propose(place.round.id)
    return place.lab.findings.accept(place.round.id, gathered)


def test_that_a_proposal_becomes_a_finding_with_all_it_is_known_by(place: Furnished) -> None:
    hold(place, seen())
    hold(place, Story().task(TASK, 5).closed())
    finding = accepted(place)
    assert (finding.number, finding.title, finding.criteria, finding.task) == (1, "input lost", (CRITERION,), TASK)
    assert (finding.severity, sorted(finding.affected), sorted(finding.exposed)) == (3, ["P02"], ["P02", "P03"])
    assert finding.stage == "application"
    assert finding.release_found == place.release.id
    assert place.lab.findings.propose(place.round.id) == ()


def test_that_findings_outlive_the_program(place: Furnished) -> None:
    hold(place, seen())
    made = replace(accepted(place), cause=Cause.FUNCTION, owner="Команда «Формы»", due=SOON, statement="где · что")
    kept = place.lab.findings.edit(made)
    place.lab.close()
    with Laboratory.open(place.lab.folder.path) as again:
        assert again.findings.findings(place.round.id) == (kept,)
    assert (kept.cause, kept.owner, kept.due) == (Cause.FUNCTION, "Команда «Формы»", SOON)


def test_that_what_belongs_to_a_finding_is_added_to_it(place: Furnished) -> None:
    hold(place, seen())
    first = accepted(place)
    hold(place, seen(2, "Oleg"))
    grown = accepted(place)
    assert grown.id == first.id
    assert (len(grown.evidence), [one.rater for one in grown.ratings]) == (2, ["Anna", "Oleg"])
    assert len(place.lab.findings.findings(place.round.id)) == 1


def test_that_a_correction_of_a_closed_session_shows_in_its_findings(place: Furnished) -> None:
    story = seen()
    _booking, session_id = hold(place, story)
    finding = accepted(place)
    back = events.TagRetracted(id="m1", at_us=1, author="Oleg", annotation=story.last_tag, reason="not so")
    place.lab.sessions.amend(session_id, back, "Oleg", "seen again: not so")
    assert place.lab.findings.finding(finding.id).evidence == ()


def test_that_a_withdrawn_session_is_evidence_no_more(place: Furnished) -> None:
    booking, _session = hold(place, seen())
    finding = accepted(place)
    place.lab.sessions.withdraw(booking.id, "Anna")
    after = place.lab.findings.finding(finding.id)
    assert (after.evidence, after.affected) == ((), frozenset())


def test_that_a_catastrophe_needs_two_raters(place: Furnished) -> None:
    hold(place, seen(4))
    finding = accepted(place)
    assert (finding.severity, finding.awaits_second_rater) == (3, True)
    confirmed = place.lab.findings.rate(finding.id, "Oleg", 4)
    assert (confirmed.severity, confirmed.spread) == (4, (4, 4))
    milder = place.lab.findings.rate(finding.id, "Oleg", 2)
    assert [(one.rater, one.severity) for one in milder.ratings] == [("Anna", 4), ("Oleg", 2)]
    with pytest.raises(InputError) as refused:
        place.lab.findings.rate(finding.id, " ", 5)
    assert refused.value.facts["faults"] == (("rater", "missing"), ("severity", "out_of_range"))


def test_that_an_edit_changes_words_and_nothing_that_has_its_own_verb(place: Furnished) -> None:
    hold(place, seen())
    finding = accepted(place)
    sly = replace(finding, title="  New title ", number=9, status=Status.VERIFIED, ratings=(), evidence=(), fixes=3)
    edited = place.lab.findings.edit(sly)
    assert edited == replace(finding, title="New title")
    with pytest.raises(InputError) as refused:
        place.lab.findings.edit(replace(finding, title="", criteria=("CC-99",)))
    assert set(refused.value.facts["faults"]) == {("criteria", "criterion_unknown"), ("title", "missing")}  # type: ignore[call-overload]


def test_that_a_person_can_write_a_finding_and_numbers_go_on(place: Furnished) -> None:
    hold(place, seen())
    accepted(place)
    draft = Finding(FindingId("?"), place.round.id, 0, "Nothing says what happens next", criteria=(CRITERION,))
    made = place.lab.findings.create(place.round.id, draft)
    assert (made.number, made.id != "?") == (2, True)


def test_that_an_edit_keeps_evidence_that_came_meanwhile(place: Furnished) -> None:
    hold(place, seen())
    shown = accepted(place)
    hold(place, seen(2, "Oleg"))
    accepted(place)
    edited = place.lab.findings.edit(replace(shown, recommendation="Say why."))
    assert (len(edited.evidence), edited.recommendation) == (2, "Say why.")


def test_that_a_written_finding_rests_on_the_tags_that_were_chosen(place: Furnished) -> None:
    hold(place, seen())
    (gathered,) = place.lab.findings.propose(place.round.id)
    (one,) = gathered.seen
    invented = replace(one.evidence, annotation=AnnotationId("nobody"))
    draft = Finding(FindingId("?"), place.round.id, 0, "Input is lost", evidence=(one.evidence, one.evidence, invented))
    made = place.lab.findings.create(place.round.id, draft)
    assert (made.evidence, made.affected) == ((one.evidence,), frozenset({"P02"}))
    assert place.lab.findings.propose(place.round.id) == ()


def test_that_evidence_is_added_to_a_finding_and_taken_out_again(place: Furnished) -> None:
    hold(place, seen())
    (gathered,) = place.lab.findings.propose(place.round.id)
    made = place.lab.findings.create(place.round.id, Finding(FindingId("?"), place.round.id, 0, "Input is lost"))
    grown = place.lab.findings.regrouping.attach(made.id, gathered.seen)
    assert grown.evidence == tuple(one.evidence for one in gathered.seen)
    assert place.lab.findings.regrouping.attach(made.id, gathered.seen) == grown
    assert place.lab.findings.regrouping.detach(made.id, grown.evidence) == made


def test_that_nothing_is_asserted_without_evidence(place: Furnished) -> None:
    draft = Finding(FindingId("?"), place.round.id, 0, "Somebody says so", criteria=("2.4.4",))
    made = place.lab.findings.create(place.round.id, draft)
    with pytest.raises(RuleError, match="finding_needs_evidence"):
        place.lab.findings.move(made.id, Status.CONFIRMED, by="Anna")
    with pytest.raises(RuleError, match="finding_needs_evidence"):
        place.lab.findings.decide(made.id, FindingDecision("fix", "M. Owner", TODAY))
    place.lab.verdicts.inspect(place.round.id, "2.4.4", "form", UnitOutcome.FAILED, "Oleg", severity=2)
    assert place.lab.findings.move(made.id, Status.CONFIRMED, by="Anna").status is Status.CONFIRMED


def test_that_a_named_person_accepts_owner_and_day_and_a_later_change_of_them_is_not_accepted(place: Furnished) -> None:
    hold(place, seen())
    finding = accepted(place)
    with pytest.raises(InputError) as refused:
        place.lab.findings.decide(finding.id, FindingDecision("fix", "Anna", TODAY, owner="Team"))
    assert refused.value.facts["faults"] == (("due", "missing"),)
    with pytest.raises(InputError) as refused:
        yesterday = TODAY - timedelta(days=1)
        place.lab.findings.decide(finding.id, FindingDecision("fix", "Anna", TODAY, owner="Team", due=yesterday))
    assert refused.value.facts["faults"] == (("due", "in_the_past"),)
    planned = place.lab.findings.decide(finding.id, FindingDecision("fix", "Anna", TODAY, owner=" Team ", due=SOON))
    assert (planned.owner, planned.due, planned.promised) == ("Team", SOON, planned.decision)
    moved = place.lab.findings.edit(replace(planned, due=SOON + timedelta(days=300)))
    assert moved.promised is None


def test_that_a_due_day_in_the_past_is_refused_but_an_old_one_may_stay(place: Furnished) -> None:
    hold(place, seen())
    with pytest.raises(InputError, match="fields_wrong"):
        place.lab.findings.edit(replace(accepted(place), due=date(2020, 1, 1)))


def test_that_an_expired_risk_is_open_again_and_can_be_decided_anew(place: Furnished) -> None:
    hold(place, seen())
    finding = accepted(place)
    long_ago = FindingDecision("accept", "M. Owner", date(2020, 1, 1), "rare", date(2020, 6, 1))
    place.lab.findings.decide(finding.id, long_ago)
    statuses = [place.lab.findings.findings(place.round.id, date(2020, 6, day))[0].status for day in (1, 2)]
    assert statuses == [Status.ACCEPTED_RISK, Status.REOPENED]
    assert place.lab.findings.finding(finding.id).status is Status.REOPENED
    assert place.lab.findings.move(finding.id, Status.CONFIRMED, by="Anna").status is Status.CONFIRMED


def test_that_merged_findings_become_duplicates(place: Furnished) -> None:
    hold(place, seen(task=None))
    hold(place, seen(2, "Oleg"))
    first, second = (
        place.lab.findings.accept(place.round.id, one) for one in place.lab.findings.propose(place.round.id)
    )
    kept = place.lab.findings.regrouping.merge(first.id, [second.id], by="Anna")
    gone = place.lab.findings.finding(second.id)
    assert len(kept.evidence) == 2
    assert (gone.status, gone.duplicate_of) == (Status.DUPLICATE, first.id)
    with pytest.raises(RuleError, match="finding_merge_impossible"):
        place.lab.findings.regrouping.merge(first.id, [first.id], by="Anna")
    place.lab.findings.regrouping.unmerge(first, second)
    assert place.lab.findings.findings(place.round.id) == (first, second)
    with pytest.raises(RuleError, match="finding_not_merged"):
        place.lab.findings.regrouping.unmerge(first, second)


def test_that_accepting_a_risk_needs_a_name_a_reason_and_an_end(place: Furnished) -> None:
    hold(place, seen())
    finding = accepted(place)
    with pytest.raises(InputError) as refused:
        place.lab.findings.decide(finding.id, FindingDecision("accept", "", TODAY))
    assert refused.value.facts["faults"] == (("by", "missing"), ("why", "missing"), ("expires", "missing"))
    said = FindingDecision("accept", "M. Owner", TODAY, "rare", date(2027, 1, 1))
    decided = place.lab.findings.decide(finding.id, said)
    assert (decided.status, decided.decision) == (Status.ACCEPTED_RISK, said)


def retest(place: Furnished, people: int, story: Story) -> Round:
    """A later round of the same service in which so many participants came to the place."""
    release = place.lab.planning.add_release(place.service.id, "2.4")
    later = place.lab.rounds.make_round(release.id, PROTOCOL, "Retest", place.round.segments, retest_of=place.round.id)
    for _ in range(people):
        hold(place, story, round_id=later.id)
    return later


def well() -> Story:
    """A session in which somebody came to the place and it was judged to be well."""
    return Story().task(TASK, 5).judge(CRITERION, "passed").closed()


def fixed(place: Furnished) -> Finding:
    hold(place, seen())
    finding = accepted(place)
    place.lab.findings.decide(finding.id, FindingDecision("fix", "M. Owner", TODAY))
    return place.lab.findings.move(finding.id, Status.FIXED, "2.4", by="Anna")


def test_that_a_finding_is_verified_only_when_enough_people_came_by_without_it(place: Furnished) -> None:
    finding = fixed(place)
    assert finding.release_fixed == "2.4"
    with pytest.raises(RuleError, match="finding_not_retested"):
        place.lab.findings.move(finding.id, Status.VERIFIED, by="Anna")
    later = retest(place, 5, well())
    with pytest.raises(InputError, match="fields_wrong"):
        place.lab.findings.retest(finding.id, later.id, " ")
    retested = place.lab.findings.retest(finding.id, later.id, "Anna", TODAY)
    assert retested.retests == (RetestResult(later.id, 5, 0, "Anna", TODAY, of_fix=1),)
    assert place.lab.findings.move(finding.id, Status.VERIFIED, by="Anna").status is Status.VERIFIED


def test_that_one_recurrence_keeps_a_finding_from_being_verified(place: Furnished) -> None:
    finding = fixed(place)
    later = retest(place, 5, well())
    hold(place, seen(), round_id=later.id)
    told = place.lab.findings.retest(finding.id, later.id, "Anna")
    assert (told.status, told.retests[0].exposed, told.retests[0].recurred) == (Status.REOPENED, 6, 1)
    with pytest.raises(RuleError, match="finding_not_retested"):
        place.lab.findings.move(finding.id, Status.VERIFIED, by="Anna")


def test_that_only_what_was_seen_since_the_last_fix_counts(place: Furnished) -> None:
    finding = fixed(place)
    later = retest(place, 0, well())
    hold(place, seen(), round_id=later.id)
    place.lab.findings.retest(finding.id, later.id, "Anna")
    again = place.lab.findings.move(finding.id, Status.FIXED, "2.5", by="Anna")
    assert (again.fixes, again.retests_of_this_fix) == (2, ())
    release = place.lab.planning.add_release(place.service.id, "2.5")
    last = place.lab.rounds.make_round(release.id, PROTOCOL, "Once more", place.round.segments, retest_of=later.id)
    for _ in range(5):
        hold(place, well(), round_id=last.id)
    told = place.lab.findings.retest(finding.id, last.id, "Anna")
    assert [(one.recurred, one.of_fix) for one in told.retests] == [(1, 1), (0, 2)]
    assert place.lab.findings.move(finding.id, Status.VERIFIED, by="Anna").status is Status.VERIFIED


def test_that_silence_in_a_retest_proves_nothing(place: Furnished) -> None:
    finding = fixed(place)
    later = retest(place, 5, Story().task(TASK, 5).closed())
    seen_there = place.lab.findings.seen_again(finding.id, later.id)
    assert (seen_there.exposed, seen_there.recurred) == (frozenset(), frozenset())


def test_that_an_inspected_criterion_is_proven_by_an_inspection_of_a_later_round(place: Furnished) -> None:
    hold(place, seen(criterion="2.4.4"))
    finding = accepted(place)
    place.lab.findings.decide(finding.id, FindingDecision("fix", "M. Owner", TODAY))
    place.lab.findings.move(finding.id, Status.FIXED, by="Anna")
    later = retest(place, 0, Story())
    place.lab.findings.retest(finding.id, later.id, "Anna")
    with pytest.raises(RuleError, match="finding_not_retested"):
        place.lab.findings.move(finding.id, Status.VERIFIED, by="Anna")
    place.lab.verdicts.inspect(later.id, "2.4.4", "start page", UnitOutcome.PASSED, "Oleg")
    assert place.lab.findings.move(finding.id, Status.VERIFIED, by="Anna").status is Status.VERIFIED


def test_that_a_round_that_does_not_follow_is_no_retest(place: Furnished) -> None:
    finding = fixed(place)
    with pytest.raises(RuleError, match="not_a_retest"):
        place.lab.findings.retest(finding.id, place.round.id, "Anna")


def test_that_subscribers_hear_of_findings_after_they_are_kept(place: Furnished) -> None:
    hold(place, seen())
    heard: list[int] = []

    def look(change: object) -> None:
        if getattr(change, "kind", "") == "finding":
            heard.append(len(place.lab.findings.findings(place.round.id)))

    place.lab.subscribe(look)
    accepted(place)
    assert heard == [1]


def test_that_an_unknown_finding_is_said(place: Furnished) -> None:
    with pytest.raises(InputError, match="finding_unknown"):
        place.lab.findings.finding(FindingId("nobody"))


def test_that_evidence_is_folded_anew_only_when_a_session_changed(place: Furnished) -> None:
    story = seen()
    _booking, session_id = hold(place, story)
    (first,) = place.lab.evidence.held(place.round.id)
    (again,) = place.lab.evidence.held(place.round.id)
    assert again.record is first.record
    note = events.TagEdited(id="m1", at_us=1, author="Oleg", annotation=story.last_tag, base_version=1, note="n")
    place.lab.sessions.amend(SessionId(session_id), note, "Oleg", "clearer")
    (changed,) = place.lab.evidence.held(place.round.id)
    assert changed.record.annotations[0].note == "n"
