"""One very large round, written fast: 10,000 findings that rest on annotations of 200 sessions with 1,000 each.

The rows are what the services would have written; they go straight into the tables, in one transaction. Two observers
tag in turn, two seconds apart; every twelfth annotation is in no finding yet and waits to be gathered.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import TypeAdapter

from lab.domain import events
from lab.domain.events import AnyEvent
from lab.domain.finding import Evidence, Finding, SeverityRating, Status
from lab.domain.ids import AnnotationId, FindingId, ParticipantId, RoundId, SessionId
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.session import SessionState
from lab.domain.timeline import SECOND_US
from lab.services.laboratory import Laboratory
from tests.benchmarks.big_lab import PROTOCOL, add_session

TASKS = ("find-service", "fill-form")
OBSERVERS = ("Anna", "Oleg")
CRITERIA = 40
NOT_GATHERED = 12
FINDING = "INSERT INTO finding (id, round_id, number, content) VALUES (?,?,?,?)"


def make_big_round(path: Path, sessions: int = 200, annotations: int = 1000, findings: int = 10_000) -> RoundId:
    """Make the laboratory at `path`; the id of its round. Takes seconds."""
    with Laboratory.open(path) as lab:
        service = lab.planning.add_service("Big service", "Owner", ClientCategory.PEOPLE, LifeStage.PILOT)
        release = lab.planning.add_release(service.id, "1.0")
        study = lab.rounds.make_round(release.id, PROTOCOL, "Big round")
        database = lab.folder.database
    contents = [event.model_dump_json() for event in _journal(annotations)]
    connection = sqlite3.connect(database)
    with connection:
        for number in range(sessions):
            add_session(connection, number, number, study.id, study.protocol_sha256, contents)
        adapter = TypeAdapter(Finding)
        rows = ((one.id, study.id, one.number, adapter.dump_json(one).decode())
                for one in _findings(study.id, sessions, annotations, findings))  # fmt: skip
        connection.executemany(FINDING, rows)
    connection.close()
    return study.id


def _criterion(tag: int) -> str:
    return f"CC-{tag // 2 % CRITERIA + 1:02}"


def _task(tag: int, annotations: int) -> str:
    return TASKS[tag * len(TASKS) // annotations]


def _moment(tag: int) -> int:
    return (60 + tag * 2) * SECOND_US


def _journal(annotations: int) -> Iterator[AnyEvent]:
    """One session: two attempts, the tags of two observers spread over them, closed."""
    yield _move(0, SessionState.PLANNED, SessionState.READY)
    yield _move(0, SessionState.READY, SessionState.RUNNING)
    for order, task in enumerate(TASKS, 1):
        tags = [tag for tag in range(annotations) if _task(tag, annotations) == task]
        at = _moment(tags[0])
        yield events.TaskStarted(id=f"ts{order}", at_us=at, author="Anna", attempt=f"t{order}", task=task, order=order)
        for tag in tags:
            yield events.TagPut(
                id=f"e{tag}", at_us=_moment(tag), author=OBSERVERS[tag % 2], annotation=f"a{tag}",
                pressed_us=_moment(tag), lead_us=3 * SECOND_US, lag_us=7 * SECOND_US, task=task,
                criterion=_criterion(tag), severity=tag % 4, button=f"b{tag % 9}", words={"en": "what was seen"},
                note="what was seen, in a few words of an observer",
            )  # fmt: skip
        end = _moment(tags[-1]) + SECOND_US
        yield events.TaskEnded(id=f"te{order}", at_us=end, author="Anna", attempt=f"t{order}", outcome="success")
    yield _move(3000, SessionState.RUNNING, SessionState.DEBRIEF)
    yield _move(3600, SessionState.DEBRIEF, SessionState.CLOSED)


def _move(at_s: int, before: SessionState, after: SessionState) -> events.SessionMoved:
    return events.SessionMoved(id=f"m{after}", at_us=at_s * SECOND_US, author="Anna", from_state=before, to_state=after)


def _findings(round_id: RoundId, sessions: int, annotations: int, findings: int) -> Iterator[Finding]:
    """Each rests on its share of the gathered annotations, in several sessions."""
    gathered = [(session, tag) for tag in range(annotations) if tag % NOT_GATHERED for session in range(sessions)]
    share = max(1, len(gathered) // findings)
    statuses = (Status.OPEN, Status.CONFIRMED, Status.PLANNED, Status.FIXED, Status.REJECTED)
    rated = datetime(2020, 6, 1, tzinfo=UTC).date()
    for place in range(findings):
        mine = gathered[place * share : (place + 1) * share]
        first = mine[0][1]
        plain = Finding(FindingId(f"f{place}"), round_id, place + 1, f"What was seen, number {place + 1}")
        yield replace(
            plain,
            statement="Where it was, what happened there, and what it led to for the person who came.",
            criteria=(_criterion(first),),
            task=_task(first, annotations),
            ratings=tuple(SeverityRating(name, (place + n) % 4, rated) for n, name in enumerate(OBSERVERS)),
            evidence=tuple(
                Evidence(
                    SessionId(f"s{session}"), ParticipantId(f"p{session}"), AnnotationId(f"a{tag}"), _moment(tag),
                    3 * SECOND_US, 7 * SECOND_US,
                )
                for session, tag in mine
            ),
            owner="The team of the form",
            due=date(2020, 7, 1),
            status=statuses[place % len(statuses)],
            positive=place % 20 == 7,
        )  # fmt: skip
