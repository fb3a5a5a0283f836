"""Rule 8: a retest replaces a verdict only within the same criterion, task and segments."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain.ids import RoundId
from lab.domain.standing import Kept, Looked, standing
from lab.domain.unit import Unit, UnitOutcome
from lab.domain.verdict import BEST_TO_WORST, UNDECIDED, Override, Verdict, VerdictValue, judge
from protocols.standard import CriterionKind
from tests.lab.domain.test_lineage import DAY

MET, NOT_MET, OPEN = VerdictValue.MET, VerdictValue.NOT_MET, VerdictValue.CANNOT_TELL


def verdict(value: VerdictValue, kind: CriterionKind = "performance") -> Verdict:
    return judge("C", kind, [Unit("P01", UnitOutcome.PASSED)], override=Override(value, "Anna", "so", DAY))


def looked(
    name: str, verdicts: Mapping[str, Verdict], tasks: frozenset[object] = frozenset({"form"}), *segments: str
) -> Looked:
    return Looked(RoundId(name), verdicts, dict.fromkeys(("C", "D"), tasks), frozenset(segments))


def after(*rounds: Looked) -> tuple[VerdictValue, str, Kept | None]:
    stands = standing(rounds)["C"]
    return stands.value, stands.round_id, stands.kept


def test_that_the_same_tasks_and_segments_replace_the_verdict() -> None:
    first, second = looked("1", {"C": verdict(NOT_MET)}), looked("2", {"C": verdict(MET)})
    assert after(first, second) == (MET, "2", None)


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        (looked("2", {"D": verdict(MET)}), Kept.NOT_LOOKED_AT),
        (looked("2", {"C": verdict(OPEN)}, frozenset({"form"}), "young"), Kept.UNDECIDED),
        (looked("2", {"C": verdict(MET)}, frozenset({"other"}), "young"), Kept.OTHER_TASKS),
        (looked("2", {"C": verdict(MET)}, frozenset({"form"}), "rural"), Kept.OTHER_SEGMENTS),
    ],
)
def test_that_a_round_that_asked_less_replaces_nothing(second: Looked, kept: Kept) -> None:
    assert after(looked("1", {"C": verdict(NOT_MET)}, frozenset({"form"}), "young"), second) == (NOT_MET, "1", kept)


def test_that_a_failure_seen_by_fewer_people_does_not_disappear() -> None:
    first = looked("1", {"C": verdict(MET)}, frozenset({"form"}), "young", "rural")
    assert after(first, looked("2", {"C": verdict(NOT_MET)}, frozenset({"form"}), "young")) == (NOT_MET, "2", None)


def test_that_an_inspection_needs_no_task_and_no_segment() -> None:
    first = looked("1", {"C": verdict(NOT_MET, "conformance")}, frozenset({"form"}), "young")
    assert after(first, looked("2", {"C": verdict(MET, "conformance")}, frozenset())) == (MET, "2", None)


def test_that_what_was_kept_can_be_replaced_by_a_round_after_that() -> None:
    first, second = looked("1", {"C": verdict(NOT_MET)}), looked("2", {"D": verdict(MET)})
    assert after(first, second, looked("3", {"C": verdict(MET)})) == (MET, "3", None)


@given(st.lists(st.sampled_from(list(VerdictValue)), min_size=2, max_size=5), st.data())
def test_that_a_round_that_asked_less_never_makes_it_look_better(
    values: list[VerdictValue], data: st.DataObject
) -> None:
    whole = frozenset({"form", "search"})
    first = looked("0", {"C": verdict(values[0])}, whole)
    rest = [
        looked(str(place), {"C": verdict(value)}, data.draw(st.sampled_from([frozenset({"form"}), frozenset()])))
        for place, value in enumerate(values[1:], 1)
    ]
    value = standing([first, *rest])["C"].value
    if values[0] not in UNDECIDED:
        assert BEST_TO_WORST.index(value) >= BEST_TO_WORST.index(values[0])
