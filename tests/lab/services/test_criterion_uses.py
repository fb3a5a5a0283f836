"""Where a criterion was used, and where it failed."""

from lab.domain.study import GateOverride, LeftOut
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import VerdictValue
from lab.services.criterion_uses import uses
from tests.lab.laboratories import PROTOCOL, Furnished


def test_that_a_round_that_failed_a_criterion_is_found_with_its_gate_there(place: Furnished) -> None:
    lab, round_id = place.lab, place.round.id
    lab.verdicts.inspect(round_id, "1.4.3", "Start page", UnitOutcome.FAILED, "Anna", 3)
    lab.rounds.set_gates(round_id, [GateOverride("1.4.3", "major", "Anna", "the law says so")])
    (use,) = uses(lab, "wcag-2.2", "1.4.3")
    assert (use.study.id, use.service, use.release, use.version) == (round_id, "Child benefit", "2.3", "2024-12-12")
    assert (use.verdict, use.failed, use.gate) == (VerdictValue.NOT_MET, True, "major")
    (other,) = uses(lab, "wcag-2.2", "1.4.4")
    assert (other.verdict, other.failed, other.gate) == (VerdictValue.NOT_TESTED, False, "normal")


def test_that_a_round_that_leaves_it_out_says_so_and_the_newest_comes_first(place: Furnished) -> None:
    left = [LeftOut("1.4.3", "Anna", "not on paper")]
    newer = place.lab.rounds.make_round(place.release.id, PROTOCOL, "Second", left_out=left)
    found = uses(place.lab, "wcag-2.2", "1.4.3")
    assert [(one.study.id, one.left_out) for one in found] == [(newer.id, True), (place.round.id, False)]
    assert found[0].verdict is None


def test_that_a_standard_of_no_round_was_used_nowhere(place: Furnished) -> None:
    assert uses(place.lab, "nielsen-10", "N-01") == ()
    assert uses(place.lab, "wcag-2.2", "4.1.1") == ()
