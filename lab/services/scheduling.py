"""Bookings: made, moved, cancelled; refused where they clash, warned about where they strain the laboratory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lab.database import calendar, register
from lab.database.store import Changed, Store
from lab.domain.booking import Booking, LabLimits, Setup, Warned, conflicts, same_name, warnings
from lab.domain.errors import InputError, RuleError
from lab.domain.ids import BookingId, ParticipantId, RoundId, new_id
from lab.domain.session import SessionState
from lab.services.checking import Checks
from lab.services.planning import refuse_withdrawn

LONGEST_SESSION = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a session is to be: what a booking is asked for with."""

    room: str
    starts: datetime
    minutes: int
    moderator: str
    observers: tuple[str, ...] = ()
    pilot: bool = False
    setup: Setup = Setup.OWN_DEVICE


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking that was made, and the limits of the laboratory it exceeds."""

    booking: Booking
    warnings: tuple[Warned, ...]


class SchedulingService:
    """Keeps the calendar.

    Attributes:
        limits: what is warned about.
        named_rooms: of the laboratory's settings; a booking takes over their spelling.
    """

    def __init__(self, store: Store, limits: LabLimits | None = None, named_rooms: Sequence[str] = ()) -> None:
        self._store = store
        self.limits = limits or LabLimits()
        self.named_rooms = tuple(named_rooms)

    def booking(self, booking_id: BookingId) -> Booking:
        """One booking. Raises InputError `booking_unknown`."""
        with self._store.reading() as db:
            found = calendar.booking(db, booking_id)
        if found is None:
            raise InputError("booking_unknown", id=booking_id)
        return found

    def bookings(self, since: datetime, until: datetime) -> tuple[Booking, ...]:
        """Bookings that begin in [since, until), by start."""
        with self._store.reading() as db:
            return calendar.between(db, since, until)

    def bookings_of(self, round_id: RoundId) -> tuple[Booking, ...]:
        """Bookings of a round, by start."""
        with self._store.reading() as db:
            return calendar.of_round(db, round_id)

    def today(self, now: datetime) -> tuple[Booking, ...]:
        """Bookings of the day of `now`, in its time zone."""
        morning = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return self.bookings(morning, morning + timedelta(days=1))

    def next_bookings(self, now: datetime, most: int = 20) -> tuple[Booking, ...]:
        """Planned bookings from `now` on."""
        with self._store.reading() as db:
            return calendar.planned_from(db, now, most)

    def rooms(self) -> tuple[str, ...]:
        """Rooms to offer, each in one spelling: those of the settings in their order, then others that were booked, by
        name.
        """
        with self._store.reading() as db:
            booked = calendar.rooms(db)
        found: list[str] = []
        for room in (*self.named_rooms, *booked):
            if not any(same_name(room, known) for known in found):
                found.append(room)
        return tuple(found)

    def spelled(self, bookings: Iterable[Booking]) -> tuple[Booking, ...]:
        """The bookings with their rooms as `rooms` spells them."""
        rooms = self.rooms()
        return tuple(
            replace(one, room=next((known for known in rooms if same_name(known, one.room)), one.room.strip()))
            for one in bookings
        )

    def book(self, participant_id: ParticipantId, place: Place) -> Booked:
        """Book a session.

        Raises:
            InputError: `fields_wrong`, `participant_unknown`.
            RuleError: `booking_clashes`, with all conflicts; `participant_withdrew`.
        """
        with self._store.reading() as db:
            participant = register.participant(db, participant_id)
        if participant is None:
            raise InputError("participant_unknown", id=participant_id)
        booking = Booking(
            BookingId(new_id()), participant.round_id, participant_id, place.room.strip(), place.starts,
            place.minutes, place.moderator.strip(), place.observers, pilot=place.pilot, setup=place.setup,
        )  # fmt: skip
        (booking,) = self.spelled((booking,))
        warned = self._admit(booking)
        with self._store.writing(Changed("booking", (booking.id,))) as db:
            calendar.add(db, booking)
        return Booked(booking, warned)

    def check(self, booking: Booking) -> tuple[Warned, ...]:
        """What would be warned about, without booking. Raises as `book`."""
        return self._admit(booking)

    def move(self, booking_id: BookingId, starts: datetime, room: str | None = None) -> Booked:
        """Move a planned booking to another time or room. Raises as `book`, and RuleError `booking_not_planned`."""
        booking = self._planned(booking_id)
        return self._replace(replace(booking, starts=starts, room=booking.room if room is None else room.strip()))

    def edit(self, booking: Booking) -> Booked:
        """Replace a planned booking by its new self. Raises as `move`."""
        self._planned(booking.id)
        return self._replace(booking)

    def put_back(self, booking_id: BookingId, task_id: str, *, done: bool) -> Booking:
        """Tick, or untick, that a task's start state was put back for a session that is to come.

        Raises:
            InputError: `booking_unknown`.
            RuleError: `booking_not_planned`.
        """
        booking = self._planned(booking_id)
        before = set(booking.restored)
        restored = before | {task_id} if done else before - {task_id}
        with self._store.writing(Changed("turnover", (booking_id,))) as db:
            calendar.set_restored(db, booking_id, restored)
        return replace(booking, restored=tuple(sorted(restored)))

    def cancel(self, booking_id: BookingId) -> Booking:
        """Cancel a planned booking. Raises RuleError `booking_not_planned`."""
        return self._end(booking_id, SessionState.CANCELLED)

    def no_show(self, booking_id: BookingId) -> Booking:
        """The participant did not come. Raises RuleError `booking_not_planned`."""
        return self._end(booking_id, SessionState.NO_SHOW)

    def restore(self, booking_id: BookingId) -> Booked:
        """Undo a cancellation or a no-show. Raises RuleError `booking_clashes` if the place was taken meanwhile."""
        booking = self.booking(booking_id)
        if booking.state not in {SessionState.CANCELLED, SessionState.NO_SHOW}:
            raise RuleError("booking_not_cancelled", state=booking.state)
        return self._replace(replace(booking, state=SessionState.PLANNED))

    def _planned(self, booking_id: BookingId) -> Booking:
        booking = self.booking(booking_id)
        if booking.state is not SessionState.PLANNED:
            raise RuleError("booking_not_planned", state=booking.state)
        return booking

    def _end(self, booking_id: BookingId, state: SessionState) -> Booking:
        ended = replace(self._planned(booking_id), state=state)
        self._write(ended)
        return ended

    def _replace(self, booking: Booking) -> Booked:
        (booking,) = self.spelled((booking,))
        warned = self._admit(booking)
        before = self.booking(booking.id)
        # Between the old time and the new one somebody else may use what was put back.
        restored = before.restored if before.starts == booking.starts else ()
        booking = replace(booking, restored=restored)
        self._write(booking)
        return Booked(booking, warned)

    def _write(self, booking: Booking) -> None:
        with self._store.writing(Changed("booking", (booking.id,))) as db:
            calendar.replace(db, booking)
            calendar.set_restored(db, booking.id, booking.restored)

    def _admit(self, booking: Booking) -> tuple[Warned, ...]:
        _check_fields(booking)
        with self._store.reading() as db:
            participant = register.participant(db, booking.participant_id)
        if participant is not None:  # a draft for somebody who gets their code with the booking
            refuse_withdrawn(participant)
        others = self._around(booking)
        clashes = conflicts(booking, others)
        if clashes:
            raise RuleError("booking_clashes", conflicts=clashes)
        return warnings(booking, others, self.limits)

    def _around(self, booking: Booking) -> Iterable[Booking]:
        day = timedelta(days=1)
        return self.bookings(booking.starts - day - LONGEST_SESSION, booking.ends + day)


def _check_fields(booking: Booking) -> None:
    checks = Checks()
    checks.text("room", booking.room)
    checks.text("moderator", booking.moderator)
    for observer in booking.observers:
        checks.text("observers", observer)
    if booking.starts.tzinfo is None:
        checks.fault("starts", "no_time_zone")
    if not 0 < booking.minutes <= LONGEST_SESSION.total_seconds() // 60:
        checks.fault("minutes", "out_of_range")
    checks.done()
