"""Reading one round costs the same in a large laboratory; the generator of large ones writes what services read."""

from pathlib import Path
from typing import Any

from sqlalchemy import event

from lab.domain.session import SessionState
from lab.services.laboratory import Laboratory
from tests.benchmarks.big_lab import FIRST_DAY, PER_ROUND, make_big_lab


def test_that_a_generated_laboratory_is_read_like_a_real_one(tmp_path: Path) -> None:
    rounds = make_big_lab(tmp_path, sessions=PER_ROUND + 2, annotations=20)
    with Laboratory.open(tmp_path) as lab:
        held = lab.evidence.held(rounds[0])
        assert (len(held), {len(one.record.annotations) for one in held}) == (PER_ROUND, {20})
        assert {one.record.state for one in held} == {SessionState.CLOSED}
        assert {len(one.codes) for one in lab.findings.propose(rounds[0])} == {PER_ROUND}
        assert len(lab.scheduling.bookings(FIRST_DAY, FIRST_DAY.replace(hour=23))) == 6
        assert len(lab.evidence.held(rounds[1])) == 2


def test_that_reading_a_day_and_a_session_uses_indexes(tmp_path: Path) -> None:
    rounds = make_big_lab(tmp_path, sessions=2, annotations=2)
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, text: str, values: object, *_rest: object) -> None:
        asked.append((text, values))

    with Laboratory.open(tmp_path) as lab:
        engine = lab.store._reader
        event.listen(engine, "before_cursor_execute", note)
        lab.scheduling.today(FIRST_DAY)
        (first, *_others) = lab.sessions.sessions_of(rounds[0])
        assert first.session_id is not None
        lab.sessions.record_of(first.session_id)
        event.remove(engine, "before_cursor_execute", note)
        with engine.connect() as connection:
            plans = [
                str(row[3])
                for text, values in asked
                if text.startswith("SELECT")
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
            ]
    assert len(plans) >= 4
    assert [plan for plan in plans if plan.startswith("SCAN")] == []
