"""What people tagged and judged becomes proposals and settled units; silence passes nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain.annotation import OUT_OF_SCOPE, Annotation
from lab.domain.attempt import Attempt
from lab.domain.events import UnitOutcomeName
from lab.domain.judgement import Judgement
from lab.domain.record import SessionRecord
from lab.domain.unit import (
    Unit,
    UnitOutcome,
    Why,
    Word,
    awaiting,
    awaiting_second_rater,
    not_asked,
    proposals,
    session_unit,
    settle,
)
from protocols import library
from protocols.standard import CriterionKind

PROTOCOL = library.protocols()[0].id


def asked(*annotations: Annotation, attempts: tuple[Attempt, ...] = ()) -> dict[str, tuple[UnitOutcome, Why]]:
    """Proposals of a session with these annotations and attempts: criterion → outcome and why."""
    protocol = library.protocol(PROTOCOL)
    record = SessionRecord(
        attempts_by_id={attempt.id: attempt for attempt in attempts},
        annotations_by_id={annotation.id: annotation for annotation in annotations},
    )
    standards = [library.standard(pin.id, pin.version) for pin in protocol.standards]
    return {one.criterion: (one.outcome, one.why) for one in proposals(record, protocol, standards)}


def tag(criterion: str | None, polarity: str = "negative", retracted: bool = False) -> Annotation:
    """A tag against a criterion."""
    name = f"{criterion}-{polarity}"
    return Annotation(
        name,
        "Anna",
        5_000_000,
        3_000_000,
        7_000_000,
        criterion=criterion,
        severity=2 if polarity == "negative" else None,
        polarity="negative" if polarity == "negative" else "positive",
        retracted=retracted,
    )


def attempt(outcome: str | None, *, voided: bool = False) -> Attempt:
    """A finished attempt at the first task."""
    return Attempt("a1", "find-service", 1, 0, 9_000_000, outcome, voided=voided)  # type: ignore[arg-type]


def test_that_a_silent_session_proposes_nothing() -> None:
    assert asked() == {}


def test_that_a_finished_task_proposes_what_it_exposes() -> None:
    found = asked(attempts=(attempt("success"),))
    assert found == dict.fromkeys(("CC-01", "CC-10", "CC-30"), (UnitOutcome.PASSED, Why.TASK_FINISHED))


def test_that_an_attempt_that_did_not_reach_the_end_proposes_nothing() -> None:
    for outcome in ("failed", "gave_up", "timed_out", None):
        assert asked(attempts=(attempt(outcome),)) == {}
    assert asked(attempts=(attempt("success", voided=True),)) == {}


def test_that_a_tag_against_a_criterion_proposes_failed() -> None:
    found = asked(tag("CC-01"), attempts=(attempt("success"),))
    assert found["CC-01"] == (UnitOutcome.FAILED, Why.TAGGED)
    assert found["CC-10"] == (UnitOutcome.PASSED, Why.TASK_FINISHED)


def test_that_a_wish_that_cannot_be_met_proposes_nothing_whatever_its_criterion() -> None:
    wish = replace(tag("CC-01"), button=OUT_OF_SCOPE)
    assert asked(wish) == {}
    assert asked(wish, attempts=(attempt("success"),))["CC-01"] == (UnitOutcome.PASSED, Why.TASK_FINISHED)
    assert replace(tag(None), button=OUT_OF_SCOPE).is_coded


def test_that_good_and_bad_tags_together_are_put_to_a_person_as_failed() -> None:
    assert asked(tag("CC-01"), tag("CC-01", "positive")) == {"CC-01": (UnitOutcome.FAILED, Why.TAGGED_BOTH)}
    assert asked(tag("CC-01", "positive")) == {"CC-01": (UnitOutcome.PASSED, Why.TAGGED_GOOD)}


def test_that_a_session_can_only_fail_a_conformance_criterion() -> None:
    assert asked(tag("3.3.1"))["3.3.1"] == (UnitOutcome.FAILED, Why.TAGGED)
    assert asked(tag("3.3.1", "positive")) == {}
    passed = Judgement("3.3.1", "Anna", "passed", 1)
    assert session_unit("3.3.1", "conformance", "P01", [passed]).outcome is UnitOutcome.UNTESTED
    assert session_unit("CC-01", "performance", "P01", [passed]).outcome is UnitOutcome.UNTESTED


@pytest.mark.parametrize("kind", ["conformance", "document"])
@pytest.mark.parametrize("outcome", ["passed", "cantTell", "inapplicable", "untested"])
def test_that_whatever_a_session_says_of_an_inspected_criterion_but_failed_is_unsaid(
    kind: CriterionKind, outcome: UnitOutcomeName
) -> None:
    said = Judgement("3.3.1", "Anna", outcome, 1)
    failed = Judgement("3.3.1", "Oleg", "failed", 2, severity=2)
    assert session_unit("3.3.1", kind, "P01", [said]).outcome is UnitOutcome.UNTESTED
    unit = session_unit("3.3.1", kind, "P01", [said, failed])
    assert (unit.outcome, unit.severity, unit.conflict, len(unit.words)) == (UnitOutcome.FAILED, 2, False, 2)
    settled = replace(said, adjudicates=outcome != "untested")
    expected = UnitOutcome.FAILED if outcome == "untested" else UnitOutcome.UNTESTED
    assert session_unit("3.3.1", kind, "P01", [failed, settled]).outcome is expected


def test_that_tags_without_criterion_and_retracted_ones_propose_nothing() -> None:
    assert asked(tag(None), tag("CC-01", retracted=True)) == {}


def test_that_judged_criteria_no_longer_wait() -> None:
    protocol = library.protocol(PROTOCOL)
    record = SessionRecord(attempts_by_id={"a1": attempt("success")})
    made = proposals(record, protocol, [library.standard("client-centricity")])
    left = awaiting(made, [Judgement("CC-01", "Anna", "passed", 1)])
    assert [one.criterion for one in left] == ["CC-10", "CC-30"]


def test_that_judges_who_differ_leave_a_conflict_until_one_adjudicates() -> None:
    words = [Word("Anna", UnitOutcome.PASSED), Word("Oleg", UnitOutcome.FAILED, 3)]
    assert settle("P01", words) == Unit("P01", UnitOutcome.CANT_TELL, conflict=True, words=tuple(words))
    words.append(Word("Lead", UnitOutcome.FAILED, adjudicates=True))
    assert (settle("P01", words).outcome, settle("P01", words).severity) == (UnitOutcome.FAILED, 3)


def test_that_whoever_settles_a_difference_is_no_second_rater_of_what_they_rated_before() -> None:
    words = [Word("Anna", UnitOutcome.FAILED, 4), Word("Oleg", UnitOutcome.PASSED)]
    words.append(Word("Anna", UnitOutcome.FAILED, 4, adjudicates=True))
    assert settle("P01", words).severity == 3
    words.append(Word("Vera", UnitOutcome.FAILED, 4))
    assert settle("P01", words).severity == 4


def test_that_a_four_of_one_person_awaits_a_second_rater() -> None:
    said = [Judgement("CC-01", "Anna", "failed", 1, severity=4), Judgement("CC-10", "Anna", "failed", 1, severity=3)]
    assert awaiting_second_rater(said) == ("CC-01",)
    seconded = [*said, Judgement("CC-01", "Oleg", "failed", 2, severity=4)]
    assert awaiting_second_rater(seconded) == ()
    in_dispute = [*said, Judgement("CC-01", "Oleg", "passed", 2)]
    assert awaiting_second_rater(in_dispute) == ()


def test_that_what_is_not_asked_says_which_tasks_would_have_exposed_it() -> None:
    protocol, standard = library.protocol(PROTOCOL), library.standard("client-centricity")
    record = SessionRecord(attempts_by_id={"a1": attempt("success")})
    made = proposals(record, protocol, [standard])
    left = {one.criterion: one.exposed_by for one in not_asked(made, protocol, [standard])}
    assert left.keys() & {one.criterion for one in made} == set()
    performance = {one.id for one in standard.counted if one.kind == "performance"}
    assert left.keys() | {one.criterion for one in made} == performance
    exposed = {criterion for task in protocol.tasks for criterion in task.exposes}
    assert all(bool(tasks) == (criterion in exposed) for criterion, tasks in left.items())
    assert any(left.values())
    assert not all(left.values())


def test_that_the_severity_of_the_finding_counts_before_the_judges() -> None:
    words = [Word("Anna", UnitOutcome.FAILED, 1)]
    assert settle("P01", words, agreed=4).severity == 4
    assert settle("P01", [Word("Anna", UnitOutcome.FAILED, 4)]).severity == 3


def test_that_somebody_who_did_not_watch_is_ignored() -> None:
    words = [Word("Anna", UnitOutcome.PASSED), Word("Oleg", UnitOutcome.UNTESTED)]
    assert settle("P01", words).outcome is UnitOutcome.PASSED
    assert settle("P01", words[1:]).outcome is UnitOutcome.UNTESTED
    assert settle("P01", []).outcome is UnitOutcome.UNTESTED


def test_that_a_judgement_of_another_criterion_says_nothing() -> None:
    other = Judgement("CC-02", "Anna", "failed", 1, severity=2)
    assert session_unit("CC-01", "performance", "P01", [other]).outcome is UnitOutcome.UNTESTED


judged = st.builds(
    Word, judge=st.sampled_from("abc"), outcome=st.sampled_from(UnitOutcome), severity=st.none() | st.integers(0, 4)
)


@given(st.lists(judged, max_size=6), st.randoms(use_true_random=False))
def test_that_the_order_of_judges_is_irrelevant(words: list[Word], random: object) -> None:
    shuffled = list(words)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = settle("P01", words), settle("P01", shuffled)
    assert (one.outcome, one.severity, one.conflict) == (other.outcome, other.severity, other.conflict)
