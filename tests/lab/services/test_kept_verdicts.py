"""What was said of a round stays, with its inputs, and comes out again, whatever happens afterwards."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from lab.database import kept
from lab.database.tables import Row
from lab.domain.decision import Decided
from lab.domain.gate import GateState, JudgedFinding, JudgedSegment
from lab.domain.ids import RoundId, new_id
from lab.domain.kept import ERASED, GateInputs, KeptVerdict, SaidGate, gate_differences, verdict_differences
from lab.domain.study import GateOverride, RuleParameters
from lab.domain.unit import Unit, UnitOutcome, Word, settle
from lab.domain.verdict import Verdict, VerdictValue, judge
from lab.services.exporting import export_round
from tests.lab.domain.test_gate_properties import ON, Counted, findings, numbers, segments, worlds
from tests.lab.laboratories import Furnished
from tests.lab.stories import Story, hold

CRITERION, TASK = "CC-24", "fill-form"


def judged(place: Furnished, *outcomes: str, severity: int = 2) -> None:
    """One more session for each outcome."""
    for outcome in outcomes:
        rated = severity if outcome == "failed" else None
        hold(place, Story().task(TASK, 5).judge(CRITERION, outcome, severity=rated).closed())


def said(place: Furnished) -> list[KeptVerdict]:
    """Everything kept about the criterion."""
    return [one for one in place.lab.verdicts.kept.verdicts(place.round.id) if one.verdict.criterion == CRITERION]


def altered(place: Furnished, query: str, *values: object) -> None:
    """The laboratory with a row changed by somebody else's hand."""
    with closing(sqlite3.connect(place.lab.folder.database)) as connection, connection:
        connection.execute(query, values)


def test_that_what_was_said_comes_out_again_after_more_sessions_and_other_numbers(place: Furnished) -> None:
    judged(place, *["passed"] * 5)
    place.lab.verdicts.keep(place.round.id)
    place.lab.verdicts.keep(place.round.id)
    judged(place, "failed", "failed", "failed", severity=3)
    place.lab.rounds.change_rules(place.round.id, RuleParameters(8, 3, 0.9, 0.7), "a service for everybody", "Anna")
    place.lab.rounds.set_gates(place.round.id, [GateOverride(CRITERION, "normal", "Anna", "no refusals here")])
    place.lab.verdicts.keep(place.round.id)
    kept_now = said(place)
    assert [(one.verdict.value, one.verdict.passed, one.verdict.parameters.n_min) for one in kept_now] == [
        (VerdictValue.MET, 5, 5), (VerdictValue.PARTLY_MET, 5, 5), (VerdictValue.NOT_MET, 5, 8),
    ]  # fmt: skip
    checked = place.lab.verdicts.kept.check(place.round.id)
    assert (checked.differences, checked.gates >= 3) == ((), True)
    weights = [{one.id: one.weight for one in gate.said.inputs.criteria}[CRITERION]
               for gate in place.lab.verdicts.kept.gates(place.round.id)]  # fmt: skip
    assert (weights[0], weights[-1]) == ("blocker", "normal")


def test_that_an_override_is_kept_with_the_computed_value_and_so_is_its_end(place: Furnished) -> None:
    judged(place, "passed")
    place.lab.verdicts.override(place.round.id, CRITERION, VerdictValue.MET, "Anna", "seen elsewhere")
    place.lab.verdicts.override(place.round.id, CRITERION, None, "Oleg", "was wrong")
    told = [(one.verdict.value, one.verdict.computed, one.verdict.override is not None) for one in said(place)]
    assert told == [
        (VerdictValue.MET, VerdictValue.CANNOT_TELL, True), (VerdictValue.CANNOT_TELL, VerdictValue.CANNOT_TELL, False),
    ]  # fmt: skip


def test_that_exports_and_decisions_keep_what_they_rest_on(place: Furnished, tmp_path: Path) -> None:
    judged(place, "passed")
    export_round(place.lab, place.round.id, ["json"], tmp_path / "export", "en")
    assert len(said(place)) == 1
    judged(place, "passed")
    place.lab.verdicts.decide(place.round.id, Decided.HOLD, "M. Owner")
    assert [one.verdict.passed for one in said(place)] == [1, 2]
    assert place.lab.verdicts.kept.gates(place.round.id)[-1].said.state is GateState.GREY


def test_that_nothing_is_kept_by_a_reader(place: Furnished) -> None:
    path = place.lab.folder.path
    place.lab.close()
    with type(place.lab).open_readonly(path) as reader:
        reader.verdicts.keep(place.round.id)
        assert reader.verdicts.kept.verdicts(place.round.id) == ()


def test_that_what_is_altered_by_hand_is_found(place: Furnished) -> None:
    judged(place, *["passed"] * 4)
    place.lab.verdicts.keep(place.round.id)
    (row,) = said(place)
    with closing(sqlite3.connect(place.lab.folder.database)) as connection:
        query = "SELECT content FROM kept_verdict WHERE number = ?"
        content = json.loads(connection.execute(query, (row.number,)).fetchone()[0])
    content["computed"] = "met"
    content["inputs"][0]["words"][0]["outcome"] = "failed"
    update = "UPDATE kept_verdict SET content = ?{} WHERE number = ?"
    altered(place, update.format(""), json.dumps(content), row.number)
    found = place.lab.verdicts.kept.check(place.round.id).differences
    assert [(one.code.value, one.kept, one.again) for one in found if one.code != "altered"] == [
        ("unit", "passed", "failed"), ("verdict", "met", "cannot_tell"),
    ]  # fmt: skip
    assert {one.number for one in found} == {row.number}
    altered(place, update.format(", sha256 = ?"), json.dumps(content), kept.digest(content), row.number)
    assert {one.code.value for one in place.lab.verdicts.kept.check(place.round.id).differences} == {"unit", "verdict"}
    content["rule_version"] = "99"
    altered(place, update.format(", sha256 = ?"), json.dumps(content), kept.digest(content), row.number)
    (unknown,) = place.lab.verdicts.kept.check(place.round.id).differences
    assert (unknown.code, unknown.kept) == ("unknown_rules", "99")


def test_that_an_altered_gate_is_found(place: Furnished) -> None:
    place.lab.verdicts.keep(place.round.id)
    altered(place, "UPDATE kept_gate SET content = json_set(content, '$.state', 'green')")
    found = place.lab.verdicts.kept.check(place.round.id).differences
    assert [(one.code.value, one.again) for one in found] == [("altered", ""), ("gate", "grey")]


def test_that_of_somebody_who_withdrew_the_outcome_alone_stays(place: Furnished) -> None:
    judged(place, *["passed"] * 4)
    booking, _session = hold(place, Story().task(TASK, 5).judge(CRITERION, "failed", severity=3).closed())
    place.lab.verdicts.keep(place.round.id)
    code = place.lab.planning.participant(booking.participant_id).code
    assert booking.session_id is None
    (session,) = [one for one in place.lab.evidence.held(place.round.id) if one.code == code]
    place.lab.sessions.forget(session.session_id)
    place.lab.verdicts.keep(place.round.id)
    before, after = (one.verdict for one in said(place))
    assert [(one.subject, one.outcome.value, one.words) for one in before.inputs if one.outcome == "failed"] == [
        (ERASED, "failed", ())
    ]
    assert (before.value, after.failed) == (VerdictValue.PARTLY_MET, 0)
    assert place.lab.verdicts.kept.check(place.round.id).differences == ()
    with closing(sqlite3.connect(place.lab.folder.database)) as connection:
        texts = [row[0] for row in connection.execute("SELECT content FROM kept_verdict")]
    assert not any(f'"{code}"' in text for text in texts)


words = st.builds(
    Word,
    st.sampled_from(["Anna", "Oleg", "Lead"]),
    st.sampled_from(UnitOutcome),
    st.none() | st.integers(0, 4),
    st.booleans(),
    st.lists(st.sampled_from(["a1", "a2"]), max_size=2).map(tuple),
)


@cache
def in_memory() -> Engine:
    """One empty database for all draws; each is a round of its own."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Row.metadata.create_all(engine)
    return engine


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds, numbers, findings, segments, st.lists(words, max_size=4))
def test_that_verdicts_and_gates_come_out_of_the_database_as_they_went_in(
    world: list[Counted],
    rules: RuleParameters,
    found: list[JudgedFinding],
    heard: list[JudgedSegment],
    told: list[Word],
) -> None:
    by_units = {f"CC-{n}": [*one.units(), settle("P99", told)] for n, one in enumerate(world)}
    verdicts: list[Verdict] = [
        judge(name, one.kind, by_units[name], rules) for name, one in zip(by_units, world, strict=True)
    ]
    criteria = tuple(one.judged(name, by_units[name], rules) for name, one in zip(by_units, world, strict=True))
    gate = SaidGate.of(GateInputs(criteria, tuple(found), tuple(heard), (), rules, ON))
    round_id, at = RoundId(new_id()), datetime(2026, 3, 1, tzinfo=UTC)
    with Session(in_memory()) as db:
        assert kept.keep_verdicts(db, round_id, verdicts, at) == len(verdicts)
        assert kept.keep_gate(db, round_id, gate, at) == 1
        db.commit()
        assert kept.keep_verdicts(db, round_id, verdicts, at) + kept.keep_gate(db, round_id, gate, at) == 0
        again, gates = kept.verdicts(db, round_id), kept.gates(db, round_id)
    assert [one.verdict for one in again] == verdicts
    assert [one.said for one in gates] == [gate]
    assert [one for said in again for one in verdict_differences(said)] == []
    assert [one for said in gates for one in gate_differences(said)] == []


def test_that_a_failure_that_a_session_alone_said_of_a_page_comes_out_again() -> None:
    unit = Unit("P01", UnitOutcome.FAILED, 2, words=(Word("A", UnitOutcome.PASSED), Word("B", UnitOutcome.FAILED, 2)))
    verdict = judge("3.3.1", "conformance", [unit])
    assert list(verdict_differences(KeptVerdict(1, RoundId("r"), datetime.now(UTC), verdict, ""))) == []
