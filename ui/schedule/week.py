"""What the screen Schedule shows: one week, read in the background, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from lab.domain.booking import LabLimits
from lab.domain.ids import RoundId
from lab.domain.participant import Participant
from lab.domain.session import SessionState
from ui.naming import NamedBooking, RoundNames, named, rounds_by_id

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory

DAYS = 7
WORKDAYS = 5
LEFT_AWAY = frozenset({SessionState.CANCELLED, SessionState.NO_SHOW})
"""What was never held is not in the week; what was held and then withdrawn stays in it, and says so."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday.

    Attributes:
        bookings: of this week, cancelled ones left away, by time.
        rooms: every room that can be offered: those of the settings, and all that were ever booked.
        named_rooms: those of the settings; each has its lane, booked or not.
        rounds: newest first.
    """

    monday: date
    bookings: tuple[NamedBooking, ...]
    rooms: tuple[str, ...]
    rounds: tuple[RoundNames, ...]
    participants: Mapping[RoundId, tuple[Participant, ...]]
    limits: LabLimits
    named_rooms: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Monday to Friday, and the weekend when something is booked on it."""
        last = max((one.booking.starts.astimezone().weekday() for one in self.bookings), default=0)
        shown = DAYS if last >= WORKDAYS else WORKDAYS
        return tuple(self.monday + timedelta(days=number) for number in range(shown))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def here(day: date, moment: time) -> datetime:
    """A time of a day on this machine's clock, with its time zone."""
    return datetime.combine(day, moment).astimezone()


def read_week(lab: "Laboratory", monday: date) -> Week:
    """The week as it stands."""
    since, until = here(monday, time()), here(monday + timedelta(days=DAYS), time())
    found = lab.scheduling.bookings(since, until)
    bookings = lab.scheduling.spelled(one for one in found if one.state not in LEFT_AWAY)
    rounds = tuple(reversed(rounds_by_id(lab).values()))
    return Week(
        monday=monday,
        bookings=tuple(named(lab, bookings).values()),
        rooms=lab.rooms(),
        rounds=rounds,
        participants={
            one.study.id: tuple(who for who in lab.planning.participants(one.study.id) if who.withdrawn is None)
            for one in rounds
        },
        limits=lab.scheduling.limits,
        named_rooms=lab.scheduling.named_rooms,
    )
