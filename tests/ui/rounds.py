"""Rounds as tests need them: booked, and with sessions held, through the real services."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from lab.domain.booking import Booking
from lab.domain.consent import Consent, Scope
from lab.domain.events import (
    AnyEvent,
    JudgementPut,
    SessionMoved,
    SessionOpened,
    Stamped,
    TagPut,
    TaskEnded,
    TaskStarted,
)
from lab.domain.ids import SessionId, new_id
from lab.domain.service import ClientCategory, LifeStage, Release, Service
from lab.domain.session import SessionState
from lab.domain.study import Round, Segment
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place

SAMPLE = "sample-child-benefit"
SECOND = 1_000_000
ROOMS = ("Room A", "Room B")
WORDS = {"en": "Refusal unexplained", "ru": "Отказ не объяснён"}


def consent() -> Consent:
    """Everything agreed to but publication."""
    return Consent("1", "en", date(2024, 1, 15), frozenset(Scope) - {Scope.CLIPS_PUBLIC}, on_paper=True)


def next_monday(hour: int) -> datetime:
    """Monday of next week, here."""
    now = datetime.now(UTC).astimezone().replace(minute=0, second=0, microsecond=0)
    monday = now + timedelta(days=7 - now.weekday())
    return monday.replace(hour=hour)


@dataclass
class Studied:
    """A round with what belongs to it."""

    service: Service
    release: Release
    study: Round
    bookings: list[Booking] = field(default_factory=list)


def make_round(lab: Laboratory, *, segments: tuple[Segment, ...] = ()) -> Studied:
    """A service, a release and a round of the sample protocol."""
    service = lab.planning.add_service(
        "Child benefit", "M. Orlova", ClientCategory.PEOPLE, LifeStage.DESIGN, "A child is born"
    )
    release = lab.planning.add_release(service.id, "2.3", date(2027, 1, 15))
    return Studied(service, release, lab.rounds.make_round(release.id, SAMPLE, "Before launch", segments))


def book(lab: Laboratory, made: Studied, people: int, *, first: datetime | None = None) -> Studied:
    """Participants with consent, one after the other, in two rooms."""
    start = first or next_monday(9)
    segments = made.study.segments
    for number in range(people):
        segment = segments[number % len(segments)].id if segments else None
        person = lab.planning.add_participant(made.study.id, segment)
        lab.planning.give_consent(person.id, consent())
        day, turn = divmod(number, 4)
        place = Place(ROOMS[number % 2], start + timedelta(days=day, minutes=75 * turn), 60, "Anna Petrova")
        made.bookings.append(lab.scheduling.book(person.id, place).booking)
    return made


@dataclass
class Journal:
    """Events of one session, numbered as they are added."""

    author: str = "Anna Petrova"
    stamped: list[Stamped] = field(default_factory=list)

    def add(self, event: AnyEvent) -> None:
        """One more event."""
        self.stamped.append(Stamped(seq=len(self.stamped) + 1, event=event))

    def move(self, before: SessionState, to: SessionState, at_us: int) -> None:
        """A change of state."""
        self.add(SessionMoved(id=new_id(), at_us=at_us, author=self.author, from_state=before, to_state=to))


def hold(
    lab: Laboratory,
    made: Studied,
    booking: Booking,
    tags: dict[str, tuple[str, int | None]],
    well: tuple[str, ...] = (),
) -> SessionId:
    """A closed session: every task a success; `tags`: task → (criterion, severity), which is also judged failed;
    `well`: criteria that are judged passed.
    """
    prepared = lab.sessions.prepare(booking.id, (), "en")
    journal = Journal()
    opened = {"origin_us": 0, "boot_id": "b", "wall": "2026-11-23T09:00:00+00:00"}
    journal.add(SessionOpened(id=new_id(), at_us=0, author="live", **opened))
    journal.move(SessionState.PLANNED, SessionState.READY, 1)
    journal.move(SessionState.READY, SessionState.RUNNING, SECOND)
    moment = 10 * SECOND
    for order, task in enumerate(lab.rounds.protocol_of(made.study).tasks, 1):
        attempt = new_id()
        started = {"attempt": attempt, "task": task.id, "order": order}
        journal.add(TaskStarted(id=new_id(), at_us=moment, author=journal.author, **started))
        if task.id in tags:
            _tag(journal, moment + 5 * SECOND, task.id, attempt, *tags[task.id])
        ended = {"attempt": attempt, "outcome": "success"}
        journal.add(TaskEnded(id=new_id(), at_us=moment + 60 * SECOND, author=journal.author, **ended))
        moment += 70 * SECOND
    journal.move(SessionState.RUNNING, SessionState.DEBRIEF, moment)
    for criterion, severity in tags.values():
        judged = {"criterion": criterion, "outcome": "failed", "severity": severity}
        journal.add(JudgementPut(id=new_id(), at_us=moment + 1, author=journal.author, **judged))
    for criterion in well:
        passed = {"criterion": criterion, "outcome": "passed"}
        journal.add(JudgementPut(id=new_id(), at_us=moment + 1, author=journal.author, **passed))
    journal.move(SessionState.DEBRIEF, SessionState.CLOSED, moment + 2)
    lab.sessions.ingest(prepared.session_id, journal.stamped)
    return prepared.session_id


def _tag(journal: Journal, at_us: int, task: str, attempt: str, criterion: str, severity: int | None) -> None:
    journal.add(
        TagPut(
            id=new_id(), at_us=at_us, author=journal.author, annotation=new_id(), pressed_us=at_us, lead_us=3 * SECOND,
            lag_us=7 * SECOND, task=task, attempt=attempt, button="b1", words=WORDS,
            criterion=criterion, severity=severity, quote="And now?",
        )
    )  # fmt: skip


def performance_criteria(lab: Laboratory, made: Studied) -> list[str]:
    """Ids of the criteria that sessions judge."""
    return [one.id for one in lab.rounds.criteria(made.study) if one.kind == "performance"]
