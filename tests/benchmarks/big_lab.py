"""A large laboratory, written fast: 1,000 sessions with 200 annotations each, in rounds of ten participants.

The rows are what the services would have written; they go straight into the tables, in one transaction.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lab.domain import events
from lab.domain.events import AnyEvent
from lab.domain.ids import RoundId
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.session import SessionState
from lab.domain.timeline import SECOND_US
from lab.services.laboratory import Laboratory

PROTOCOL = "sample-child-benefit"
PER_ROUND = 10
FIRST_DAY = datetime(2020, 1, 6, 9, tzinfo=UTC)
CONSENT = {
    "version": "1", "language": "en", "signed_on": "2020-01-01", "on_paper": True, "self_trial": False,
    "scopes": ["take_part", "screen", "face", "voice"],
}  # fmt: skip
BOOKING = (
    "INSERT INTO booking (id, round_id, participant_id, room, starts, minutes, moderator, observers, state, pilot,"
    " setup, session_id, folder, protocol_sha256, ingested_seq, restored) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
PARTICIPANT = 'INSERT INTO participant (id, round_id, code, "index", segment_id, consent) VALUES (?,?,?,?,?,?)'
EVENT = "INSERT INTO event (session_id, seq, content) VALUES (?,?,?)"


def make_big_lab(path: Path, sessions: int = 1000, annotations: int = 200) -> tuple[RoundId, ...]:
    """Make the laboratory at `path`; ids of its rounds. Takes seconds."""
    with Laboratory.open(path) as lab:
        service = lab.planning.add_service("Big service", "Owner", ClientCategory.PEOPLE, LifeStage.PILOT)
        release = lab.planning.add_release(service.id, "1.0")
        rounds = [
            lab.rounds.make_round(release.id, PROTOCOL, f"Round {number}")
            for number in range(1, (sessions - 1) // PER_ROUND + 2)
        ]
        database, protocol = lab.folder.database, rounds[0].protocol_sha256
    contents = [event.model_dump_json() for event in _journal(annotations)]
    connection = sqlite3.connect(database)
    with connection:
        for number in range(sessions):
            place = number % PER_ROUND
            add_session(connection, number, place, rounds[number // PER_ROUND].id, protocol, contents)
    connection.close()
    return tuple(one.id for one in rounds)


def add_session(
    connection: sqlite3.Connection, number: int, place: int, round_id: str, protocol: str, contents: list[str]
) -> None:
    """The rows of a closed session, the `number`th of all and the `place`th of its round, with its events."""
    person, session = f"p{number}", f"s{number}"
    starts = (FIRST_DAY + timedelta(days=number // 6, minutes=75 * (number % 6))).strftime("%Y-%m-%d %H:%M:%S.%f")
    connection.execute(PARTICIPANT, (person, round_id, f"P{place + 1:02}", place, None, json.dumps(CONSENT)))
    connection.execute(
        BOOKING,
        (f"b{number}", round_id, person, "Room 1", starts, 60, "Anna", "[]", SessionState.CLOSED.value, False,
         "own_device", session, f"{session}-folder", protocol, len(contents), "[]"),
    )  # fmt: skip
    connection.executemany(EVENT, ((session, seq, content) for seq, content in enumerate(contents, 1)))


def _journal(annotations: int) -> Iterator[AnyEvent]:
    """One session: two attempts, the tags spread over them, closed."""
    yield _move(0, SessionState.PLANNED, SessionState.READY)
    yield _move(0, SessionState.READY, SessionState.RUNNING)
    tasks = ("find-service", "fill-form")
    for order, task in enumerate(tasks, 1):
        at = order * 600 * SECOND_US
        yield events.TaskStarted(id=f"ts{order}", at_us=at, author="Anna", attempt=f"t{order}", task=task, order=order)
        for tag in range(annotations * (order - 1) // len(tasks), annotations * order // len(tasks)):
            moment = at + tag * SECOND_US
            yield events.TagPut(
                id=f"e{tag}", at_us=moment, author="Anna", annotation=f"a{tag}", pressed_us=moment,
                lead_us=3 * SECOND_US, lag_us=7 * SECOND_US, task=task, criterion=f"CC-{tag % 30 + 1:02}",
                severity=tag % 5, note="what was seen",
            )  # fmt: skip
        end = at + 500 * SECOND_US
        yield events.TaskEnded(id=f"te{order}", at_us=end, author="Anna", attempt=f"t{order}", outcome="success")
    yield _move(3000, SessionState.RUNNING, SessionState.DEBRIEF)
    yield _move(3600, SessionState.DEBRIEF, SessionState.CLOSED)


def _move(at_s: int, before: SessionState, after: SessionState) -> events.SessionMoved:
    return events.SessionMoved(id=f"m{after}", at_us=at_s * SECOND_US, author="Anna", from_state=before, to_state=after)
