"""The way of a finding over rounds: fixed, verified, not fixed, regressed; and how sure a clean answer is."""

from dataclasses import replace
from datetime import date

import pytest

from lab.domain.finding import Finding, RetestResult, Status
from lab.domain.ids import FindingId, RoundId
from lab.domain.lineage import Fate, chance_missed, fate_of, steps_of, still_open

DAY = date(2026, 11, 20)
TWO, THREE, FOUR = RoundId("two"), RoundId("three"), RoundId("four")
FOUND = Finding(
    FindingId("f"), RoundId("one"), 1, "Input is lost",
    affected=frozenset({"P01", "P02"}), exposed=frozenset({"P01", "P02", "P03", "P04"}), status=Status.PLANNED,
)  # fmt: skip


def told(finding: Finding, round_id: RoundId, exposed: int, recurred: int) -> Finding:
    result = RetestResult(round_id, exposed, recurred, "Anna", DAY, finding.fixes)
    kept = replace(finding, retests=(*finding.retests, result))
    again = recurred and kept.status in {Status.FIXED, Status.VERIFIED}
    return kept.moved(Status.REOPENED, "Anna", DAY) if again else kept


def test_that_a_fix_waits_for_its_proof_and_is_then_verified() -> None:
    fixed = FOUND.moved(Status.FIXED, "Anna", DAY)
    assert (fate_of(FOUND), fate_of(fixed)) == (Fate.OPEN, Fate.FIXED)
    seen = told(fixed, TWO, 5, 0)
    assert fate_of(seen) is Fate.FIXED
    verified = seen.moved(Status.VERIFIED, "Anna", DAY)
    assert fate_of(verified) is Fate.VERIFIED
    (step,) = steps_of(verified, 5)
    assert (step.fate, step.passed_by, step.missed) == (Fate.VERIFIED, 5, pytest.approx(0.5**5))


def test_that_what_was_never_verified_and_recurs_is_not_fixed() -> None:
    again = told(FOUND.moved(Status.FIXED, "Anna", DAY), TWO, 6, 1)
    assert fate_of(again) is Fate.NOT_FIXED
    assert [(one.fate, one.missed) for one in steps_of(again, 5)] == [(Fate.NOT_FIXED, None)]


def test_that_what_was_verified_and_recurs_has_regressed_until_it_is_fixed_anew() -> None:
    verified = told(FOUND.moved(Status.FIXED, "Anna", DAY), TWO, 5, 0).moved(Status.VERIFIED, "Anna", DAY)
    back = told(verified, THREE, 4, 2)
    assert fate_of(back) is Fate.REGRESSED
    assert [one.fate for one in steps_of(back, 5)] == [Fate.VERIFIED, Fate.REGRESSED]
    mended = told(back.moved(Status.FIXED, "Anna", DAY), FOUR, 5, 0).moved(Status.VERIFIED, "Anna", DAY)
    assert fate_of(mended) is Fate.VERIFIED
    assert [one.fate for one in steps_of(mended, 5)] == [Fate.VERIFIED, Fate.REGRESSED, Fate.VERIFIED]


def test_that_people_of_several_rounds_prove_one_fix_together() -> None:
    seen = told(told(FOUND.moved(Status.FIXED, "Anna", DAY), TWO, 3, 0), THREE, 2, 0).moved(
        Status.VERIFIED, "Anna", DAY
    )
    steps = steps_of(seen, 5)
    assert [(one.fate, one.passed_by) for one in steps] == [(Fate.FIXED, 3), (Fate.VERIFIED, 5)]
    assert steps[1].missed == pytest.approx(0.5**5)


def test_that_an_inspection_proves_with_fewer_people() -> None:
    seen = told(FOUND.moved(Status.FIXED, "Anna", DAY), TWO, 1, 0).moved(Status.VERIFIED, "Anna", DAY)
    assert [one.fate for one in steps_of(seen, 5)] == [Fate.VERIFIED]


def test_that_a_retest_before_any_fix_changes_nothing() -> None:
    seen = told(FOUND, TWO, 5, 3)
    assert (fate_of(seen), steps_of(seen, 5)[0].fate) == (Fate.OPEN, Fate.OPEN)


def test_that_only_what_is_done_with_is_no_longer_open() -> None:
    fixed = FOUND.moved(Status.FIXED, "Anna", DAY)
    verified, rejected = fixed.moved(Status.VERIFIED, "Anna", DAY), FOUND.moved(Status.REJECTED, "Anna", DAY)
    risk = FOUND.moved(Status.ACCEPTED_RISK, "Anna", DAY)
    assert still_open([FOUND, fixed, verified, rejected, risk, replace(FOUND, positive=True)]) == [FOUND, fixed]
    assert fate_of(risk) is Fate.SETTLED


def test_that_a_finding_of_which_nobody_knows_how_frequent_it_was_says_no_chance() -> None:
    assert chance_missed(None, 5) is None
    assert chance_missed(0.3, 0) is None
    assert chance_missed(0.3, 5) == pytest.approx(0.16807)
