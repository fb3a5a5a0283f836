"""Queries about sessions: what a booking became, the copies of its journal, the amendments after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session, col, delete, func, select

from lab.database.reading import booking_of
from lab.database.tables import AmendmentRow, BookingRow, DraftRow, EventRow, ParticipantRow
from lab.domain.booking import Booking
from lab.domain.correction import Correction
from lab.domain.events import EVENT, AnyEvent, Stamped
from lab.domain.ids import BookingId, RoundId, SessionId
from lab.domain.session import SessionState


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of a session.

    Attributes:
        folder: its name under `sessions/`.
        ingested_seq: number of the last event of its journal that was taken in.
    """

    session_id: SessionId
    folder: str
    protocol_sha256: str
    ingested_seq: int
    booking: Booking


def known(db: Session, session_id: SessionId) -> Known | None:
    """One session."""
    row = _row(db, session_id)
    return None if row is None else _known(row)


def of_round(db: Session, round_id: RoundId) -> tuple[Booking, ...]:
    """Bookings of a round that have a session, by start."""
    query = select(BookingRow).where(BookingRow.round_id == round_id, col(BookingRow.session_id).is_not(None))
    return tuple(booking_of(row) for row in db.exec(query.order_by(col(BookingRow.starts))).all())


def in_states(db: Session, states: Iterable[SessionState]) -> tuple[Booking, ...]:
    """Bookings in one of these states."""
    query = select(BookingRow).where(col(BookingRow.state).in_([state.value for state in states]))
    return tuple(booking_of(row) for row in db.exec(query).all())


def held_before(db: Session, moment: datetime, states: Iterable[SessionState]) -> tuple[Booking, ...]:
    """Bookings with a session in one of these states that began before a moment, by start."""
    query = select(BookingRow).where(
        col(BookingRow.session_id).is_not(None),
        col(BookingRow.starts) < moment.astimezone(UTC),
        col(BookingRow.state).in_([state.value for state in states]),
    )
    return tuple(booking_of(row) for row in db.exec(query.order_by(col(BookingRow.starts))).all())


def not_in_states(db: Session, states: Iterable[SessionState]) -> tuple[Known, ...]:
    """Sessions in none of these states."""
    query = select(BookingRow).where(
        col(BookingRow.session_id).is_not(None), col(BookingRow.state).not_in([state.value for state in states])
    )
    return tuple(_known(row) for row in db.exec(query).all())


def begin(db: Session, booking_id: BookingId, session_id: SessionId, folder: str, protocol_sha256: str) -> None:
    """Note that a booking has a session folder now."""
    row = db.get_one(BookingRow, booking_id)
    row.session_id, row.folder, row.protocol_sha256 = session_id, folder, protocol_sha256
    db.add(row)


def take_in(db: Session, session_id: SessionId, events: Iterable[Stamped], state: SessionState | None) -> None:
    """Copy events that follow the last one known; `state` is the one they lead to, None leaves it."""
    row = _row(db, session_id)
    assert row is not None
    for stamped in events:
        db.add(EventRow(session_id=session_id, seq=stamped.seq, content=stamped.event.model_dump_json()))
        row.ingested_seq = stamped.seq
    if state is not None:
        row.state = state
    db.add(row)


def journal(db: Session, session_id: SessionId) -> tuple[Stamped, ...]:
    """The copies of a journal's events, in order."""
    columns = select(col(EventRow.seq), col(EventRow.content))  # no objects of rows: there may be thousands
    query = columns.where(EventRow.session_id == session_id).order_by(col(EventRow.seq))
    return tuple(Stamped(seq=seq, event=EVENT.validate_json(content)) for seq, content in db.exec(query).all())


def amendments(db: Session, session_id: SessionId) -> tuple[Stamped, ...]:
    """The amendments, in the order they were made."""
    query = select(AmendmentRow).where(AmendmentRow.session_id == session_id).order_by(col(AmendmentRow.number))
    return tuple(Stamped(seq=0, event=EVENT.validate_json(row.content)) for row in db.exec(query).all())


def corrections(db: Session, session_id: SessionId) -> tuple[Correction, ...]:
    """Who amended the session, when and why, in the order it was done."""
    query = select(AmendmentRow).where(AmendmentRow.session_id == session_id).order_by(col(AmendmentRow.number))
    return tuple(Correction(row.author, row.at, row.reason) for row in db.exec(query).all())


def add_amendment(db: Session, session_id: SessionId, event: AnyEvent, author: str, reason: str, at: datetime) -> None:
    """Keep an amendment; the same event twice is kept once."""
    if db.exec(select(func.count()).where(AmendmentRow.id == event.id)).one():
        return
    db.add(
        AmendmentRow(
            id=event.id, session_id=session_id, content=event.model_dump_json(), author=author, reason=reason, at=at
        )
    )


def forget(db: Session, session_id: SessionId) -> None:
    """Delete the copies of a withdrawn session's events and its amendments; what was judged of its participant stays of
    nobody.
    """
    from lab.database import kept  # late: a window starts without judging

    for table in (EventRow, AmendmentRow):
        db.exec(delete(table).where(col(table.session_id) == session_id))
    db.exec(delete(DraftRow).where(col(DraftRow.owner) == session_id))
    row = _row(db, session_id)
    assert row is not None
    row.ingested_seq, row.state = 0, SessionState.WITHDRAWN
    db.add(row)
    kept.forget_participant(db, row.round_id, db.get_one(ParticipantRow, row.participant_id).code)


def stand_down(db: Session, session_id: SessionId) -> None:
    """The session is a booking again; the copies of its journal go."""
    db.exec(delete(EventRow).where(col(EventRow.session_id) == session_id))
    row = _row(db, session_id)
    assert row is not None
    row.session_id = row.folder = row.protocol_sha256 = None
    row.ingested_seq, row.state = 0, SessionState.PLANNED
    db.add(row)


def _row(db: Session, session_id: SessionId) -> BookingRow | None:
    return db.exec(select(BookingRow).where(BookingRow.session_id == session_id)).first()


def _known(row: BookingRow) -> Known:
    assert row.session_id is not None
    assert row.folder is not None
    assert row.protocol_sha256 is not None
    return Known(SessionId(row.session_id), row.folder, row.protocol_sha256, row.ingested_seq, booking_of(row))
