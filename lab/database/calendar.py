"""Queries about bookings."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from lab.database.reading import booking_of, booking_row, fill_booking
from lab.database.tables import BookingRow
from lab.domain.booking import Booking
from lab.domain.ids import BookingId, RoundId
from lab.domain.session import SessionState


def booking(db: Session, booking_id: BookingId) -> Booking | None:
    """One booking."""
    row = db.get(BookingRow, booking_id)
    return None if row is None else booking_of(row)


def between(db: Session, since: datetime, until: datetime) -> tuple[Booking, ...]:
    """Bookings that begin in [since, until), by start."""
    query = select(BookingRow).where(
        col(BookingRow.starts) >= since.astimezone(UTC), col(BookingRow.starts) < until.astimezone(UTC)
    )
    return tuple(booking_of(row) for row in db.exec(query.order_by(col(BookingRow.starts))).all())


def of_round(db: Session, round_id: RoundId) -> tuple[Booking, ...]:
    """Bookings of a round, by start."""
    query = select(BookingRow).where(BookingRow.round_id == round_id).order_by(col(BookingRow.starts))
    return tuple(booking_of(row) for row in db.exec(query).all())


def planned_from(db: Session, now: datetime, most: int) -> tuple[Booking, ...]:
    """The next planned bookings, by start."""
    query = select(BookingRow).where(
        col(BookingRow.starts) >= now.astimezone(UTC), BookingRow.state == SessionState.PLANNED
    )
    return tuple(booking_of(row) for row in db.exec(query.order_by(col(BookingRow.starts)).limit(most)).all())


def rooms(db: Session) -> tuple[str, ...]:
    """Every room that was ever booked, by name."""
    return tuple(sorted(db.exec(select(BookingRow.room).distinct()).all()))


def add(db: Session, one: Booking) -> None:
    """Keep a new booking."""
    db.add(booking_row(one))


def replace(db: Session, one: Booking) -> None:
    """Write a booking that is there."""
    row = db.get_one(BookingRow, one.id)
    fill_booking(row, one)
    db.add(row)


def set_restored(db: Session, booking_id: BookingId, tasks: Iterable[str]) -> None:
    """Note the tasks whose start state was put back for a booking that is there."""
    row = db.get_one(BookingRow, booking_id)
    row.restored = sorted(tasks)
    db.add(row)
