"""Rounds are pinned, amended with a reason, and scoped by a named person."""

import re

import pytest

from lab.domain.errors import InputError, RuleError
from lab.domain.study import GateOverride, LeftOut, RuleParameters
from protocols import library
from protocols.faults import ProtocolFaults
from protocols.loading import content_hash
from tests.lab.laboratories import PROTOCOL, Furnished


def amended_protocol() -> bytes:
    """The sample protocol with a target time one second shorter in one task."""

    def shorter(found: re.Match[bytes]) -> bytes:
        return b"target_time_s: %d" % (int(found[1]) - 1)

    return re.sub(rb"target_time_s: (\d+)", shorter, library.text_of(PROTOCOL), count=1)


def test_that_a_round_is_pinned_to_the_bytes_of_its_protocol_and_standards(place: Furnished) -> None:
    assert place.round.protocol_sha256 == content_hash(library.text_of(PROTOCOL))
    for pinned in place.round.standards:
        assert content_hash(place.lab.rounds.document(pinned.sha256)) == pinned.sha256
    assert place.lab.rounds.protocol_of(place.round).id == PROTOCOL


def test_that_rounds_are_numbered_within_their_service(place: Furnished) -> None:
    other = place.lab.planning.add_release(place.service.id, "2.4")
    assert place.lab.rounds.make_round(other.id, PROTOCOL, "Again").number == 2


def test_that_a_broken_protocol_file_makes_no_round(place: Furnished) -> None:
    with pytest.raises(ProtocolFaults):
        place.lab.rounds.make_round(place.release.id, b"format: protocol/1\nid: [", "Broken")
    assert len(place.lab.rounds.rounds()) == 1


def test_that_an_amendment_names_the_tasks_that_changed_and_keeps_the_old_protocol(place: Furnished) -> None:
    rounds = place.lab.rounds
    amendment = rounds.amend_round(place.round.id, amended_protocol(), "target was wrong", "Anna")
    assert amendment.changed_tasks == ("find-service",)
    assert rounds.round(place.round.id).protocol_sha256 == amendment.after_sha256
    old = rounds.protocol_of(place.round, amendment.before_sha256)
    assert old.tasks[0].target_time_s != rounds.protocol_of(rounds.round(place.round.id)).tasks[0].target_time_s
    assert rounds.amendments(place.round.id) == (amendment,)


def test_that_an_amendment_needs_a_reason_a_name_and_a_change(place: Furnished) -> None:
    with pytest.raises(InputError) as refused:
        place.lab.rounds.amend_round(place.round.id, amended_protocol(), " ", "")
    assert refused.value.facts["faults"] == (("reason", "missing"), ("by", "missing"))
    with pytest.raises(RuleError, match="amendment_changes_nothing"):
        place.lab.rounds.amend_round(place.round.id, PROTOCOL, "why", "Anna")


def test_that_figures_are_pooled_only_by_a_named_person_and_for_a_changed_task(place: Furnished) -> None:
    rounds = place.lab.rounds
    amendment = rounds.amend_round(place.round.id, amended_protocol(), "target was wrong", "Anna")
    with pytest.raises(InputError):
        rounds.pool(amendment, "fill-form", "Anna", "same")
    with pytest.raises(InputError):
        rounds.pool(amendment, "find-service", "", "same")
    pooling = rounds.pool(amendment, "find-service", "Anna", "the text is the same")
    assert rounds.poolings(place.round.id) == (pooling,)


def test_that_a_pooling_is_taken_back_and_given_back(place: Furnished) -> None:
    rounds = place.lab.rounds
    amendment = rounds.amend_round(place.round.id, amended_protocol(), "target was wrong", "Anna")
    pooling = rounds.pool(amendment, "find-service", "Anna", "the text is the same")
    rounds.unpool(pooling)
    rounds.unpool(pooling)
    assert rounds.poolings(place.round.id) == ()
    rounds.pool_again(pooling)
    assert rounds.poolings(place.round.id) == (pooling,)
    again = rounds.pool(amendment, "find-service", "Oleg", "looked at it twice")
    assert rounds.poolings(place.round.id) == (again,)


def test_that_a_task_that_an_amendment_takes_away_cannot_be_pooled(place: Furnished) -> None:
    rounds = place.lab.rounds
    whole = library.text_of(PROTOCOL).decode()
    first = whole.index("  - id: find-service")
    rest = whole.index("\n  - id: ", first) + 1
    shorter = rounds.amend_round(place.round.id, (whole[:first] + whole[rest:]).encode(), "too long a session", "Anna")
    assert shorter.changed_tasks == ("find-service",)
    assert rounds.poolable(shorter) == ()
    with pytest.raises(InputError):
        rounds.pool(shorter, "find-service", "Anna", "same")


def test_that_the_scope_leaves_out_known_criteria_with_a_name_and_a_reason(place: Furnished) -> None:
    rounds = place.lab.rounds
    left = LeftOut("CC-05", "Anna", "no representatives in this release")
    study = rounds.set_scope(place.round.id, [left])
    assert study.left_out == (left,)
    assert "CC-05" not in {one.id for one in rounds.criteria_in_scope(study)}
    with pytest.raises(InputError) as refused:
        rounds.set_scope(place.round.id, [LeftOut("CC-99", "", "")])
    faults = refused.value.facts["faults"]
    assert isinstance(faults, list | tuple)
    assert len(faults) == 5  # and whoever has CC-05 judged again has not said why


def test_that_every_change_of_scope_and_gates_is_kept_with_name_and_reason(place: Furnished) -> None:
    rounds = place.lab.rounds
    rounds.set_scope(place.round.id, [LeftOut("CC-05", "Anna", "not in this release")])
    heavier = GateOverride("CC-35", "blocker", "Anna", "the law says so")
    rounds.set_gates(place.round.id, [heavier])
    for take_back in (rounds.set_scope, rounds.set_gates):
        with pytest.raises(InputError, match="fields_wrong"):
            take_back(place.round.id, [])
        take_back(place.round.id, [], "Oleg", "a mistake")
    rounds.set_gates(place.round.id, [heavier])
    kept = [(one.criterion, one.what, one.before, one.after, one.by, one.why) for one in
            rounds.criterion_changes(place.round.id)]  # fmt: skip
    assert kept == [
        ("CC-05", "scope", "judged", "left_out", "Anna", "not in this release"),
        ("CC-35", "gate", "normal", "blocker", "Anna", "the law says so"),
        ("CC-05", "scope", "left_out", "judged", "Oleg", "a mistake"),
        ("CC-35", "gate", "blocker", "normal", "Oleg", "a mistake"),
        ("CC-35", "gate", "normal", "blocker", "Anna", "the law says so"),
    ]
    assert rounds.set_gates(place.round.id, [heavier]).gates == (heavier,)
    assert len(rounds.criterion_changes(place.round.id)) == len(kept)


def test_that_a_round_is_found_by_id_beginning_or_name(place: Furnished) -> None:
    rounds = place.lab.rounds
    for words in (place.round.id, place.round.id[:8], "Before launch"):
        assert rounds.find(words) == place.round
    with pytest.raises(InputError, match="round_unknown"):
        rounds.find("nothing")
    rounds.make_round(place.release.id, PROTOCOL, "Before launch")
    with pytest.raises(InputError, match="round_ambiguous"):
        rounds.find("Before launch")


def test_that_the_numbers_of_the_rules_are_changed_by_a_named_person_with_a_reason(place: Furnished) -> None:
    rounds = place.lab.rounds
    strict = RuleParameters(n_min=8, segment_n_min=2, pass_at=0.9, fail_at=0.4)
    with pytest.raises(InputError) as refused:
        rounds.change_rules(place.round.id, strict, "", " ")
    assert refused.value.facts["faults"] == (("reason", "missing"), ("by", "missing"))
    change = rounds.change_rules(place.round.id, strict, "the law asks for it", "M. Orlova")
    assert rounds.round(place.round.id).rules == strict
    assert rounds.rule_changes(place.round.id) == (change,)
    assert (change.before, change.after) == (RuleParameters(), strict)
    assert {one.parameters for one in place.lab.verdicts.verdicts(place.round.id).values()} == {strict}
    with pytest.raises(RuleError, match="rules_unchanged"):
        rounds.change_rules(place.round.id, strict, "again", "M. Orlova")


@pytest.mark.parametrize(
    ("rules", "faults"),
    [
        (RuleParameters(n_min=0, segment_n_min=100), (("n_min", "out_of_range"), ("segment_n_min", "out_of_range"))),
        (RuleParameters(pass_at=1.1, fail_at=0), (("pass_at", "out_of_range"), ("fail_at", "out_of_range"))),
        (RuleParameters(pass_at=0.5, fail_at=0.6), (("fail_at", "above_pass"),)),
    ],
)
def test_that_numbers_that_make_no_sense_are_refused_all_at_once(
    place: Furnished, rules: RuleParameters, faults: tuple[tuple[str, str], ...]
) -> None:
    with pytest.raises(InputError) as changed:
        place.lab.rounds.change_rules(place.round.id, rules, "why", "Anna")
    assert changed.value.facts["faults"] == faults
    with pytest.raises(InputError) as made:
        place.lab.rounds.make_round(place.release.id, PROTOCOL, "Other", rules=rules)
    assert made.value.facts["faults"] == faults
