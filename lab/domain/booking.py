"""Bookings: one participant, one room, one hour; what refuses them and what is only warned about."""

from collections.abc import Iterable
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

    @property
    def ends(self) -> datetime:
        """When the place is free again."""
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def occupies(self) -> bool:
        """Whether it still takes its place in the calendar."""
        return self.state not in {SessionState.CANCELLED, SessionState.NO_SHOW}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a booking clashes with another: `what` is room, moderator or participant."""

    what: str
    who: str
    other: Booking


@dataclass(frozen=True, slots=True)
class Warned:
    """A limit of the laboratory that a booking exceeds: code and facts."""

    code: str
    facts: dict[str, object]


def overlap(one: Booking, other: Booking) -> bool:
    """Whether the two share a moment."""
    return one.starts < other.ends and other.starts < one.ends


def conflicts(booking: Booking, others: Iterable[Booking]) -> tuple[Conflict, ...]:
    """Everything that refuses the booking: the same room, moderator or participant twice at one time."""
    found: list[Conflict] = []
    for other in others:
        if other.id == booking.id or not other.occupies or not overlap(booking, other):
            continue
        if other.room == booking.room:
            found.append(Conflict("room", booking.room, other))
        if other.moderator == booking.moderator:
            found.append(Conflict("moderator", booking.moderator, other))
        if other.participant_id == booking.participant_id:
            found.append(Conflict("participant", booking.participant_id, other))
    return tuple(found)


def warnings(booking: Booking, others: Iterable[Booking], limits: LabLimits) -> tuple[Warned, ...]:
    """Limits of the laboratory that the booking exceeds."""
    same_day = [
        other
        for other in others
        if other.id != booking.id and other.occupies and _day(other, booking) == booking.starts.date()
    ]
    found: list[Warned] = []
    if len(same_day) + 1 > limits.sessions_a_day:
        found.append(Warned("too_many_in_a_day", {"n": len(same_day) + 1, "limit": limits.sessions_a_day}))
    for other in same_day:
        minutes = _minutes_between(booking, other)
        if other.moderator == booking.moderator and 0 <= minutes < limits.minutes_between:
            found.append(Warned("too_short_between", {"minutes": minutes, "limit": limits.minutes_between}))
    if booking.minutes > limits.session_minutes:
        found.append(Warned("session_long", {"minutes": booking.minutes, "limit": limits.session_minutes}))
    return tuple(found)


def _day(other: Booking, booking: Booking) -> object:
    return other.starts.astimezone(booking.starts.tzinfo).date()


def _minutes_between(one: Booking, other: Booking) -> int:
    """Minutes from the end of the earlier to the start of the later; negative when they overlap."""
    first, second = sorted((one, other), key=lambda booking: booking.starts)
    return int((second.starts - first.ends).total_seconds() // 60)
