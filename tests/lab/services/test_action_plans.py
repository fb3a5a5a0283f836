"""The owner's way back: a plan goes out with the export, comes back filled in, and is taken whole or not at all."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lab.domain.action_plan import Choice
from lab.domain.decision import Decided
from lab.domain.errors import InputError, RuleError
from lab.domain.finding import Finding, FindingDecision, Status
from lab.domain.gate import GateState, ReasonCode
from lab.wording.action_plans import gate_change
from tests.lab.asking import BARE, FOUND, asking, codes, finding, reviewed, written
from tests.lab.filled_plans import filled, fix, in_days
from tests.lab.laboratories import Furnished, furnished_anew


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    everything = asking(tmp_path / "lab")
    yield everything
    everything.lab.close()


def test_that_the_plan_asks_of_the_finding_and_of_the_criterion_that_has_none(place: Furnished) -> None:
    first, second = place.lab.verdicts.asked(place.round.id)
    assert (first.subject, first.criteria, second.subject) == (finding(place).id, (FOUND,), BARE)
    assert (first.answer.what, second.answer.what) == (None, None)


def test_that_a_returned_plan_changes_the_gate_is_taken_at_once_and_can_be_undone(
    place: Furnished, tmp_path: Path
) -> None:
    due, before = in_days(30), finding(place)
    back = filled(
        written(place, tmp_path),
        {"F-1": fix(due), BARE: fix(due, why="Explain what happens next", by=None)},
    )
    review = reviewed(place, back, by="Anna")
    assert review.faults == ()
    assert [(one.number, one.answer.by) for one in review.changes] == [("F-1", "M. Owner"), (BARE, "Anna")]
    assert (review.before.state, review.after.state) == (GateState.RED, GateState.AMBER)
    assert gate_change(review.before, review.after) == "Launch gate: Not ready → Ready with actions"
    assert finding(place) == before  # so far nothing was changed
    taken = place.lab.action_plans.take(review)
    assert place.lab.verdicts.gate(place.round.id) == review.after
    kept = finding(place)
    assert (kept.status, kept.owner, kept.due) == (Status.PLANNED, "Forms team", due)
    assert kept.promised is not None
    (action,) = place.lab.verdicts.actions(place.round.id)
    assert (action.subject, action.text, action.accepted_by) == (BARE, "Explain what happens next", "Anna")
    again = reviewed(place, back)
    assert (again.faults, again.changes, again.left) == ((), (), 2)
    place.lab.action_plans.undo(taken)
    assert (finding(place), place.lab.verdicts.actions(place.round.id)) == (before, ())
    assert place.lab.verdicts.gate(place.round.id) == review.before


def test_that_a_plan_without_answers_says_nothing_new(place: Furnished, tmp_path: Path) -> None:
    review = reviewed(place, written(place, tmp_path))
    assert (review.faults, review.changes, review.left, review.absent) == ((), (), 2, ())
    assert review.before == review.after


def test_that_a_risk_is_accepted_until_a_day_and_a_russian_plan_is_understood(place: Furnished, tmp_path: Path) -> None:
    said = {"what": " принять РИСК ", "until": "31.12.2099", "why": "редко", "by": "М. Владелец"}
    back = filled(written(place, tmp_path, "ru"), {"F-1": said})
    place.lab.action_plans.take(reviewed(place, back))
    kept = finding(place)
    assert (kept.status, kept.decision) == (
        Status.ACCEPTED_RISK,
        FindingDecision("accept", "М. Владелец", in_days(0), "редко", expires=date(2099, 12, 31)),
    )
    # Whoever accepted a risk may promise to mend it after all.
    second = filled(written(place, tmp_path, "ru"), {"F-1": fix(in_days(5), what="Исправить", until=None)})
    place.lab.action_plans.take(reviewed(place, second))
    assert finding(place).status is Status.PLANNED


def test_that_what_was_decided_or_written_since_is_told_and_another_line_is_not_hurt(
    place: Furnished, tmp_path: Path
) -> None:
    plan = written(place, tmp_path)
    back = filled(plan, {"F-1": fix(in_days(9))})
    one = finding(place)
    place.lab.findings.edit(Finding(**{**_fields(one), "recommendation": "Say it twice"}))
    assert codes(reviewed(place, back)) == {(2, "title", "changed_since")}
    place.lab.findings.decide(one.id, FindingDecision("reject", "Anna", in_days(0), "a slip of the test data"))
    assert codes(reviewed(place, back)) == {(2, "what", "not_asked_now")}
    other = filled(plan, {BARE: fix(in_days(9), why="Explain it")}, tmp_path / "other.xlsx")
    assert codes(reviewed(place, other)) == set()


def _fields(one: Finding) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Finding.__dataclass_fields__}


def test_that_a_decision_of_the_laboratory_is_not_overwritten(place: Furnished, tmp_path: Path) -> None:
    back = filled(written(place, tmp_path), {"F-1": fix(in_days(9))})
    review = reviewed(place, back)
    one = finding(place)
    promise = FindingDecision("fix", "Anna", in_days(0), owner="Another team", due=in_days(3))
    place.lab.findings.decide(one.id, promise)
    with pytest.raises(RuleError, match="plan_overtaken"):
        place.lab.action_plans.take(review)
    assert finding(place).owner == "Another team"
    assert codes(reviewed(place, back)) == {(2, "what", "decided_since")}


def test_that_nothing_is_half_taken(place: Furnished, tmp_path: Path) -> None:
    back = filled(written(place, tmp_path), {"F-1": fix(in_days(9)), BARE: fix(in_days(9), why="Explain it")})
    review = reviewed(place, back)
    promised = place.lab.verdicts.promise(place.round.id, BARE, "Another word", "Team", in_days(3), "Anna")
    with pytest.raises(RuleError, match="plan_overtaken"):
        place.lab.action_plans.take(review)
    assert finding(place).status is Status.OPEN
    assert place.lab.verdicts.actions(place.round.id) == (promised,)


def test_that_a_decision_cannot_be_deleted_and_a_fixed_finding_is_not_asked(place: Furnished, tmp_path: Path) -> None:
    one = finding(place)
    place.lab.findings.decide(one.id, FindingDecision("fix", "Anna", in_days(0), owner="Forms team", due=in_days(3)))
    cleared = filled(written(place, tmp_path), {"F-1": {"what": None}})
    assert codes(reviewed(place, cleared)) == {(2, "what", "cleared")}
    place.lab.findings.move(one.id, Status.FIXED, "2.4", by="Anna")
    late = filled(written(place, tmp_path), {"F-1": {"what": "Reject the finding", "why": "no"}})
    assert codes(reviewed(place, late)) == {(2, "what", "nothing_asked")}


def test_that_an_older_export_is_told_and_one_that_asks_the_same_is_good(place: Furnished, tmp_path: Path) -> None:
    first = filled(written(place, tmp_path, name="first"), {"F-1": fix(in_days(9))})
    written(place, tmp_path, "ru", name="same")
    assert reviewed(place, first).faults == ()
    place.lab.verdicts.promise(place.round.id, BARE, "Explain it", "Team", in_days(3), "Anna")
    written(place, tmp_path, name="second")
    assert codes(reviewed(place, first)) == {(0, None, "older_export")}


def test_that_a_plan_of_another_round_or_laboratory_is_refused(place: Furnished, tmp_path: Path) -> None:
    plan = written(place, tmp_path)
    release = place.lab.planning.add_release(place.service.id, "2.4")
    other = place.lab.rounds.make_round(release.id, "sample-child-benefit", "Another")
    with pytest.raises(InputError, match="plan_of_another_round"):
        place.lab.action_plans.review(plan, within=other.id)
    elsewhere = furnished_anew(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="plan_round_unknown"):
        elsewhere.lab.action_plans.review(plan)
    elsewhere.lab.close()


def test_that_undoing_leaves_what_was_decided_since(place: Furnished, tmp_path: Path) -> None:
    back = filled(written(place, tmp_path), {"F-1": fix(in_days(9))})
    taken = place.lab.action_plans.take(reviewed(place, back))
    place.lab.findings.move(finding(place).id, Status.FIXED, "2.4", by="Anna")
    with pytest.raises(RuleError, match="plan_overtaken"):
        place.lab.action_plans.undo(taken)
    assert finding(place).status is Status.FIXED


def test_that_a_name_that_was_masked_in_the_plan_stays_where_it_is_kept(place: Furnished, tmp_path: Path) -> None:
    said = "Ask Maria Petrova, +7 912 345-67-89"
    place.lab.findings.edit(Finding(**{**_fields(finding(place)), "recommendation": said}))
    place.lab.verdicts.promise(place.round.id, BARE, said, "Team", in_days(3), "Anna")
    plan = written(place, tmp_path)
    assert "345" not in str([cell.value for row in load_workbook(plan).worksheets[1].iter_rows() for cell in row])
    assert reviewed(place, plan).left == 2
    back = filled(plan, {"F-1": fix(in_days(9)), BARE: {"due": in_days(5)}})
    review = reviewed(place, back)
    assert (review.faults, len(review.changes)) == ((), 2)
    place.lab.action_plans.take(review)
    (action,) = place.lab.verdicts.actions(place.round.id)
    assert (action.text, action.due) == (said, in_days(5))


def test_that_a_decision_keeps_what_it_rested_on(place: Furnished, tmp_path: Path) -> None:
    back = filled(written(place, tmp_path), {"F-1": fix(in_days(9)), BARE: fix(in_days(9), why="Explain it")})
    place.lab.action_plans.take(reviewed(place, back))
    place.lab.verdicts.decide(place.round.id, Decided.LAUNCH_WITH_ACTIONS, "M. Owner", post="Head of department")
    place.lab.findings.move(finding(place).id, Status.FIXED, "2.4", by="Anna")
    (decision,) = place.lab.verdicts.decisions(place.round.id)
    basis = decision.basis
    assert basis is not None
    assert (decision.post, basis.gate.state, basis.people, basis.in_scope) == (
        "Head of department", GateState.AMBER, 5, 2,
    )  # fmt: skip
    assert {subject: answer.what for subject, answer in basis.answers} == {
        finding(place).id: Choice.FIX,
        BARE: Choice.FIX,
    }
    assert {one.code for one in basis.gate.reasons} == {ReasonCode.DEVIATION, ReasonCode.OPEN_MAJOR_PROBLEM}
    assert all(one.facts["due"] == in_days(9) for one in basis.gate.reasons)
