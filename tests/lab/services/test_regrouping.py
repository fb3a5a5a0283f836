"""Annotations moved between findings, findings merged and split: each as it was after an undo, nothing half-written."""

from dataclasses import replace

import pytest

from lab.domain.errors import InputError, RuleError
from lab.domain.finding import Finding, Status
from lab.domain.ids import FindingId
from lab.i18n import in_language
from lab.wording import sentence
from tests.lab.laboratories import PROTOCOL, Furnished
from tests.lab.services.test_findings import seen
from tests.lab.stories import Story, hold


@pytest.fixture
def pair(place: Furnished) -> tuple[Finding, Finding]:
    """Two findings: the first rests on two annotations, the second on one."""
    hold(place, seen(3))
    hold(place, seen(2, "Oleg"))
    hold(place, seen(1, task=None))
    one, other = (
        place.lab.findings.accept(place.round.id, each) for each in place.lab.findings.propose(place.round.id)
    )
    return one, other


def findings(place: Furnished) -> tuple[Finding, ...]:
    return place.lab.findings.findings(place.round.id)


def test_that_an_annotation_moves_to_another_finding_and_back(place: Furnished, pair: tuple[Finding, Finding]) -> None:
    one, other = pair
    grown = place.lab.findings.regrouping.move(one.id, other.id, one.evidence[:1])
    assert (len(grown.evidence), sorted(grown.affected)) == (2, ["P02", "P04"])
    assert [len(each.evidence) for each in findings(place)] == [1, 2]
    place.lab.findings.regrouping.put_back(one, other)
    assert findings(place) == pair


def test_that_a_finding_is_split_and_made_whole_again(place: Furnished, pair: tuple[Finding, Finding]) -> None:
    one, _other = pair
    regrouping = place.lab.findings.regrouping
    made = regrouping.split(one.id, "Something else", one.evidence[1:])
    assert (made.number, made.criteria, made.task, made.severity) == (3, one.criteria, one.task, None)
    assert [len(each.evidence) for each in findings(place)] == [1, 1, 1]
    regrouping.take_back(made, one)
    assert findings(place) == pair
    again = regrouping.split(one.id, "Something else", one.evidence[1:])
    place.lab.findings.rate(again.id, "Oleg", 2)
    with pytest.raises(RuleError, match="finding_in_use"):
        regrouping.take_back(again, one)
    assert len(findings(place)) == 3


def test_that_what_cannot_be_moved_or_merged_is_refused_and_nothing_is_written(
    place: Furnished, pair: tuple[Finding, Finding]
) -> None:
    one, other = pair
    regrouping = place.lab.findings.regrouping
    later = place.lab.rounds.make_round(place.release.id, PROTOCOL, "Another", place.round.segments)
    hold(place, seen(), round_id=later.id)
    (gathered,) = place.lab.findings.propose(later.id)
    foreign = place.lab.findings.accept(later.id, gathered)
    good = place.lab.findings.create(place.round.id, Finding(FindingId("?"), place.round.id, 0, "Good", positive=True))
    before = findings(place)
    for target in (one.id, foreign.id, good.id):
        with pytest.raises(RuleError, match="finding_merge_impossible"):
            regrouping.merge(one.id, [other.id, target], by="Anna")
        with pytest.raises(RuleError, match="finding_merge_impossible"):
            regrouping.move(one.id, target, one.evidence)
    with pytest.raises(InputError, match="fields_wrong"):
        regrouping.move(one.id, other.id, foreign.evidence)
    with pytest.raises(InputError, match="fields_wrong"):
        regrouping.split(one.id, " ", one.evidence)
    assert findings(place) == before


def test_that_whoever_merged_stands_in_the_history_of_the_duplicate(
    place: Furnished, pair: tuple[Finding, Finding]
) -> None:
    one, other = pair
    place.lab.findings.regrouping.merge(one.id, [other.id], "Anna")
    (change,) = place.lab.findings.finding(other.id).history
    assert (change.before, change.to, change.by) == (Status.OPEN, Status.DUPLICATE, "Anna")
    place.lab.findings.regrouping.unmerge(one, other)
    assert findings(place) == pair


def test_that_nobody_moves_or_merges_findings_without_a_name(place: Furnished, pair: tuple[Finding, Finding]) -> None:
    one, other = pair
    with pytest.raises(InputError) as unnamed:
        place.lab.findings.regrouping.merge(one.id, [other.id], "  ")
    with in_language("en"):
        assert sentence(unnamed.value) == "Who says so: Fill this in."
    with pytest.raises(InputError, match="fields_wrong"):
        place.lab.findings.move(one.id, Status.CONFIRMED, by="")
    assert findings(place) == pair
    moved = place.lab.findings.move(one.id, Status.CONFIRMED, by=" Anna ")
    assert [change.by for change in moved.history] == ["Anna"]


def test_that_two_observers_of_one_moment_are_gathered_together_within_the_window(place: Furnished) -> None:
    story = seen()
    story_of_two = Story().task("fill-form", 5)
    for at_s, author in ((12, "Anna"), (17, "Oleg"), (40, "Oleg")):
        story_of_two.tag(at_s, author, severity=2, criterion="CC-24", task="fill-form")
    hold(place, story)
    hold(place, story_of_two.closed())
    (wide,) = place.lab.findings.propose(place.round.id)
    assert [len(moment) for moment in wide.moments] == [1, 2, 1]
    assert (wide.codes, wide.observers) == (("P02", "P03"), ("Anna", "Oleg"))
    (narrow,) = place.lab.findings.propose(place.round.id, window_us=4_999_999)
    assert [len(moment) for moment in narrow.moments] == [1, 1, 1, 1]


def test_that_part_of_a_proposal_becomes_a_finding_and_the_rest_waits(place: Furnished) -> None:
    hold(place, seen(3))
    hold(place, seen(2, "Oleg"))
    (gathered,) = place.lab.findings.propose(place.round.id)
    made = place.lab.findings.accept(place.round.id, gathered.only(gathered.seen[:1]))
    assert made.affected == {"P02"}
    (rest,) = place.lab.findings.propose(place.round.id)
    assert (rest.codes, rest.belongs_to) == (("P03",), made.id)
    place.lab.findings.regrouping.take_back(made)
    assert [one.codes for one in place.lab.findings.propose(place.round.id)] == [("P02", "P03")]


def test_that_an_unlawful_wish_is_kept_with_its_reason_and_is_no_defect(place: Furnished) -> None:
    wish = {"en": "wants it without papers"}
    hold(place, seen(4, button="out-of-scope", words=wish, criterion=None))
    (gathered,) = place.lab.findings.propose(place.round.id)
    assert gathered.out_of_scope
    with pytest.raises(InputError) as refused:
        place.lab.findings.accept(place.round.id, gathered)
    assert refused.value.facts["faults"] == (("set_aside", "missing"),)
    kept = place.lab.findings.accept(place.round.id, gathered, set_aside="The law asks for the papers.")
    assert (kept.is_problem, kept.is_open, kept.severity, kept.criteria) == (False, False, None, ("CC-42",))
    gate = place.lab.verdicts.gate(place.round.id)
    assert kept.id not in {reason.subject for reason in (*gate.reasons, *gate.further)}
    with pytest.raises(InputError) as refused:
        place.lab.findings.edit(replace(kept, positive=True))
    assert refused.value.facts["faults"] == (("set_aside", "contradicts"),)
