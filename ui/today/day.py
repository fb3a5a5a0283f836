"""What the screen Today shows: read in the background, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lab.domain.booking import Booking
from lab.domain.finding import Finding
from lab.domain.session import ENDED, HELD, UNDER_WAY, SessionState
from lab.services.expired_risks import expired_risks
from lab.services.rounds_over import rounds_to_debrief
from protocols.protocol import Protocol
from ui.naming import NamedBooking, RoundNames, named, rounds_by_id

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory
_IN_TIME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NamedRisk:
    """A finding whose accepted risk expired, and its round."""

    finding: Finding
    round: RoundNames


@dataclass(frozen=True, slots=True)
class Day:
    """The day at one moment.

    Attributes:
        today: bookings of this day, by time. later: the next ones after it.
        under_way: sessions that are ready, running or paused. to_debrief: those whose recording has ended.
        last: the session of today that ended last. next: the one that comes now.
        protocol: of the next session's round.
        to_erase: sessions whose recordings are near the end of their term or past it, oldest first.
        rounds_over: rounds whose last session is closed, and that wait to be judged as a whole.
        expired: findings whose risk was accepted until a day that has passed, the longest expired first.
    """

    now: datetime
    services: int
    today: tuple[NamedBooking, ...]
    later: tuple[NamedBooking, ...]
    under_way: tuple[NamedBooking, ...]
    to_debrief: tuple[NamedBooking, ...]
    last: NamedBooking | None
    next: NamedBooking | None
    protocol: Protocol | None
    to_erase: tuple[NamedBooking, ...] = ()
    rounds_over: tuple[RoundNames, ...] = ()
    expired: tuple[NamedRisk, ...] = ()

    @property
    def waiting(self) -> tuple[NamedBooking, ...]:
        """Sessions of today that are still to come, but for the next one."""
        return tuple(one for one in self._planned if one.booking.starts > self.now)

    @property
    def missed(self) -> tuple[NamedBooking, ...]:
        """Sessions of today that were not begun in their time."""
        return tuple(one for one in self._planned if one.booking.starts <= self.now)

    @property
    def is_late(self) -> bool:
        """Whether the next session should have begun already, by more than a minute."""
        return self.next is not None and self.now - self.next.booking.starts > _IN_TIME

    @property
    def _planned(self) -> tuple[NamedBooking, ...]:
        return tuple(one for one in self.today if one.booking.state is SessionState.PLANNED and one is not self.next)


def read_day(lab: "Laboratory", now: datetime) -> Day:
    """The day as it stands."""
    bookings_today = lab.scheduling.today(now)
    open_bookings = lab.sessions.open_sessions()
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    later = lab.scheduling.next_bookings(tomorrow, 8)
    to_erase = lab.sessions.to_erase(now)
    by_id = named(lab, dict.fromkeys((*bookings_today, *open_bookings, *later, *to_erase)))
    today = tuple(by_id[one.id] for one in bookings_today)
    upcoming = _next(bookings_today, now) or (later[0] if later else None)
    ended = [one for one in today if one.booking.state in HELD | ENDED]
    following = by_id[upcoming.id] if upcoming is not None else None
    return Day(
        now=now,
        services=len(lab.planning.services()),
        today=today,
        later=tuple(by_id[one.id] for one in later),
        under_way=tuple(by_id[one.id] for one in open_bookings if one.state in UNDER_WAY),
        to_debrief=tuple(by_id[one.id] for one in open_bookings if one.state is SessionState.DEBRIEF),
        last=ended[-1] if ended else None,
        next=following,
        protocol=lab.rounds.protocol_of(following.round.study) if following is not None else None,
        to_erase=tuple(by_id[one.id] for one in to_erase),
        rounds_over=_rounds_over(lab, now),
        expired=_expired(lab, now.date()),
    )


def _expired(lab: "Laboratory", on: date) -> tuple[NamedRisk, ...]:
    found = expired_risks(lab.store, on)
    names = rounds_by_id(lab) if found else {}
    return tuple(NamedRisk(one, names[one.round_id]) for one in found)


def _rounds_over(lab: "Laboratory", now: datetime) -> tuple[RoundNames, ...]:
    over = rounds_to_debrief(lab.store, lab.rounds, now)
    names = rounds_by_id(lab) if over else {}
    return tuple(names[one.id] for one in over)


def _next(bookings: tuple[Booking, ...], now: datetime) -> Booking | None:
    """The planned session that comes now: a late one until its booked end, or until the time of the one after it."""
    planned = [one for one in bookings if one.state is SessionState.PLANNED]
    begun = [one for one in planned if one.starts <= now]
    if begun and begun[-1].ends > now:
        return begun[-1]
    return next((one for one in planned if one.starts > now), None)
