"""Bookings: one participant, one room, one hour; what refuses them and what is only warned about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lab.domain.ids import BookingId, ParticipantId, RoundId, SessionId
from lab.domain.session import SessionState


class Setup(StrEnum):
    """How the room is arranged (the three set-ups)."""

    OWN_DEVICE = "own_device"
    """The participant's own computer or phone, captured; the workstation is the moderator's alone."""
    TWO_SCREENS = "two_screens"
    """One computer, two screens; the participant's is recorded."""
    ALONE = "alone"
    """A moderator alone: records and times live, tags afterwards."""


@dataclass(frozen=True, slots=True)
class LabLimits:
    """What the laboratory can bear in a day; exceeding it is warned about, not refused."""

    sessions_a_day: int = 6
    minutes_between: int = 15
    session_minutes: int = 60


@dataclass(frozen=True, slots=True)
class Booking:
    """A place in the calendar.

    Attributes:
        starts: with its time zone.
        pilot: a rehearsal; never counted in figures and verdicts.
        folder: name of the session's folder under `sessions/`, once it was prepared.
        restored: ids of the tasks whose start state was put back for this session.
    """

    id: BookingId
    round_id: RoundId
    participant_id: ParticipantId
    room: str
    starts: datetime
    minutes: int
    moderator: str
    observers: tuple[str, ...] = ()
    state: SessionState = SessionState.PLANNED
    pilot: bool = False
    setup: Setup = Setup.OWN_DEVICE
    session_id: SessionId | None = None
    folder: str | None = None
    restored: tuple[str, ...] = ()

    @property
    def ends(self) -> datetime:
        """When the place is free again."""
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def occupies(self) -> bool:
        """Whether it still takes its place in the calendar."""
        return self.state not in {SessionState.CANCELLED, SessionState.NO_SHOW, SessionState.WITHDRAWN}


def same_name(one: str, other: str) -> bool:
    """Whether two spellings name one room or one person: capital letters and blanks make no difference."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a booking clashes with another: `what` is room, moderator, observers or participant, the place in the booking
    at which `who` stands.
    """

    what: str
    who: str
    other: Booking

    @property
    def moderates(self) -> bool:
        """Whether `who` moderates the other session; else they observe it."""
        return same_name(self.who, self.other.moderator)


@dataclass(frozen=True, slots=True)
class Warned:
    """A limit of the laboratory that a booking exceeds: code and facts."""

    code: str
    facts: dict[str, object]


def overlap(one: Booking, other: Booking) -> bool:
    """Whether the two share a moment."""
    return one.starts < other.ends and other.starts < one.ends


def conflicts(booking: Booking, others: Iterable[Booking]) -> tuple[Conflict, ...]:
    """Everything that refuses the booking: the same room, person or participant in two sessions at one time."""
    found: list[Conflict] = []
    for other in others:
        if other.id == booking.id or not other.occupies or not overlap(booking, other):
            continue
        if same_name(other.room, booking.room):
            found.append(Conflict("room", booking.room, other))
        found.extend(_people_twice(booking, other))
        if other.participant_id == booking.participant_id:
            found.append(Conflict("participant", booking.participant_id, other))
    return tuple(found)


def _people_twice(booking: Booking, other: Booking) -> Iterator[Conflict]:
    """Nobody moderates or observes two sessions at once."""
    elsewhere = {_folded(name) for name in (other.moderator, *other.observers)}
    seen: set[str] = set()
    for what, who in (("moderator", booking.moderator), *(("observers", name) for name in booking.observers)):
        if _folded(who) in elsewhere - seen:
            seen.add(_folded(who))
            yield Conflict(what, who, other)


def warnings(booking: Booking, others: Iterable[Booking], limits: LabLimits) -> tuple[Warned, ...]:
    """Limits of the laboratory that the booking exceeds."""
    standing = [other for other in others if other.id != booking.id and other.occupies]
    n = 1 + sum(_day(other, booking) == booking.starts.date() for other in standing)
    found: list[Warned] = []
    if n > limits.sessions_a_day:
        found.append(Warned("too_many_in_a_day", {"n": n, "limit": limits.sessions_a_day}))
    for other in standing:
        minutes = _minutes_between(booking, other)
        if 0 <= minutes < limits.minutes_between:
            found.extend(_too_short(booking, other, {"minutes": minutes, "limit": limits.minutes_between}))
    if booking.minutes > limits.session_minutes:
        found.append(Warned("session_long", {"minutes": booking.minutes, "limit": limits.session_minutes}))
    return tuple(found)


def _too_short(booking: Booking, other: Booking, facts: dict[str, object]) -> Iterator[Warned]:
    """The moderator needs the break to breathe, the room to be put back; the two at once are said once."""
    if same_name(other.moderator, booking.moderator):
        yield Warned("too_short_between", facts)
    elif same_name(other.room, booking.room):
        yield Warned("too_short_in_room", {**facts, "room": booking.room})


def _day(other: Booking, booking: Booking) -> object:
    return other.starts.astimezone(booking.starts.tzinfo).date()


def _minutes_between(one: Booking, other: Booking) -> int:
    """Minutes from the end of the earlier to the start of the later; negative when they overlap."""
    first, second = sorted((one, other), key=lambda booking: booking.starts)
    return int((second.starts - first.ends).total_seconds() // 60)
