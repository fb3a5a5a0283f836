"""Sessions: the folder prepared from a booking, the journal's events taken in, corrections added after closing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import func
from sqlmodel import Session, col, select

from lab.archive import session_file
from lab.archive.folder_layout import JOURNAL
from lab.archive.journal_reading import read_events
from lab.database.reading import booking_of
from lab.database.store import Changed, Store
from lab.database.tables import AmendmentRow, BookingRow, EventRow
from lab.domain.booking import Booking
from lab.domain.errors import InputError, RuleError
from lab.domain.events import EVENT, AnyEvent, SessionMoved, Stamped
from lab.domain.ids import BookingId, RoundId, SessionId, new_id
from lab.domain.legality import check_references
from lab.domain.record import SessionRecord, fold
from lab.domain.session import ENDED, SessionState
from lab.folder import LabFolder
from lab.services.checking import LONGEST_TEXT, Checks
from lab.services.session_plans import PlanMaker
from recordings.plan import SourcePlan

OPEN = (SessionState.READY, SessionState.RUNNING, SessionState.PAUSED, SessionState.DEBRIEF)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A session folder that is ready to be hosted, and the sources that consent keeps out of it."""

    session_id: SessionId
    folder: Path
    left_out: tuple[SourcePlan, ...]


class SessionService:
    """Keeps what became of bookings."""

    def __init__(self, store: Store, folder: LabFolder, plans: PlanMaker) -> None:
        self._store = store
        self._folder = folder
        self._plans = plans

    def prepare(self, booking_id: BookingId, sources: Sequence[SourcePlan], language: str) -> Prepared:
        """Write the session folder of a planned booking; a second call gives the same folder while it is planned.

        Raises:
            InputError: `booking_unknown`.
            RuleError: `booking_not_planned`, `consent_missing`.
            WorldError: the folder cannot be written.
        """
        booking = self._booking(booking_id)
        if booking.state is not SessionState.PLANNED:
            raise RuleError("booking_not_planned", state=booking.state)
        if booking.folder is not None and booking.session_id is not None:
            prepared = self._folder.session_folder(booking.folder)
            plan = session_file.change_sources(prepared, self._plans.permitted(booking, sources)[0])
            return Prepared(SessionId(plan.session_id), prepared, self._plans.permitted(booking, sources)[1])
        session_id = SessionId(new_id())
        plan, left_out = self._plans.make(booking, session_id, sources, language, version("usability-lab"))
        name = self._folder_name(booking, plan.code)
        session_file.write_new(self._folder.session_folder(name), plan)
        with self._store.writing(Changed("booking", (booking_id,))) as session:
            row = session.get(BookingRow, booking_id)
            assert row is not None
            row.session_id, row.folder, row.protocol_sha256 = session_id, name, plan.protocol_sha256
            session.add(row)
        return Prepared(session_id, self._folder.session_folder(name), left_out)

    def booking_of(self, session_id: SessionId) -> Booking:
        """The booking that a session came of. Raises InputError `session_unknown`."""
        with self._store.reading() as session:
            return booking_of(_row(session, session_id))

    def folder_of(self, session_id: SessionId) -> Path:
        """The folder of a session. Raises InputError `session_unknown`."""
        booking = self.booking_of(session_id)
        assert booking.folder is not None
        return self._folder.session_folder(booking.folder)

    def protocol_sha256(self, session_id: SessionId) -> str:
        """Hash of the protocol that the session ran with. Raises InputError `session_unknown`."""
        with self._store.reading() as session:
            row = _row(session, session_id)
        assert row.protocol_sha256 is not None
        return row.protocol_sha256

    def sessions_of(self, round_id: RoundId, *, pilots: bool = False) -> tuple[Booking, ...]:
        """Bookings of a round that have a session, by start; pilots only when asked for."""
        query = select(BookingRow).where(BookingRow.round_id == round_id, col(BookingRow.session_id).is_not(None))
        with self._store.reading() as session:
            rows = session.exec(query.order_by(col(BookingRow.starts))).all()
        return tuple(booking_of(row) for row in rows if pilots or not row.pilot)

    def open_sessions(self) -> tuple[Booking, ...]:
        """Bookings whose session is under way, or waits for its debrief."""
        query = select(BookingRow).where(col(BookingRow.state).in_([state.value for state in OPEN]))
        with self._store.reading() as session:
            return tuple(booking_of(row) for row in session.exec(query).all())

    def ingest(self, session_id: SessionId, events: Iterable[Stamped]) -> int:
        """Take in events of a journal; those that are known are passed over. The number of the last one known."""
        fresh = sorted(events, key=lambda stamped: stamped.seq)
        with self._store.writing() as session:
            row = _row(session, session_id)
            known = row.ingested_seq
            for stamped in fresh:
                if stamped.seq != known + 1:
                    continue  # known already, or behind a hole that `catch_up` fills from the journal
                session.add(EventRow(session_id=session_id, seq=stamped.seq, content=stamped.event.model_dump_json()))
                known = stamped.seq
                if isinstance(stamped.event, SessionMoved):
                    row.state = stamped.event.to_state
            changed = known != row.ingested_seq
            row.ingested_seq = known
            session.add(row)
            booking_id = row.id
        if changed:
            self._store.publish(Changed("session", (session_id,)))
            self._store.publish(Changed("booking", (booking_id,)))
        return known

    def catch_up(self) -> tuple[SessionId, ...]:
        """Take in what journals hold and the database does not; the sessions that had something new."""
        with self._store.reading() as session:
            query = select(BookingRow).where(
                col(BookingRow.session_id).is_not(None), col(BookingRow.state).not_in([one.value for one in ENDED])
            )
            rows = [(row.session_id, row.folder, row.ingested_seq) for row in session.exec(query).all()]
        caught: list[SessionId] = []
        for session_id, name, known in rows:
            assert session_id is not None
            assert name is not None
            folder = self._folder.session_folder(name)
            if (folder / JOURNAL).exists() and self.ingest(SessionId(session_id), read_events(folder)) > known:
                caught.append(SessionId(session_id))
        return tuple(caught)

    def record_of(self, session_id: SessionId) -> SessionRecord:
        """The session as it stands: journal, then amendments. Raises InputError `session_unknown`."""
        with self._store.reading() as session:
            _row(session, session_id)
            journal = session.exec(
                select(EventRow).where(EventRow.session_id == session_id).order_by(col(EventRow.seq))
            ).all()
            amendments = session.exec(
                select(AmendmentRow).where(AmendmentRow.session_id == session_id).order_by(col(AmendmentRow.number))
            ).all()
        return fold(
            (Stamped(seq=row.seq, event=EVENT.validate_json(row.content)) for row in journal),
            (Stamped(seq=0, event=EVENT.validate_json(row.content)) for row in amendments),
        )

    def amend(self, session_id: SessionId, event: AnyEvent, author: str, reason: str) -> SessionRecord:
        """Correct a closed session; the record as it stands then.

        Raises:
            InputError: `fields_wrong`, `session_unknown`.
            RuleError: `session_not_closed`, or what the event breaks.
        """
        checks = Checks()
        author, reason = checks.text("author", author), checks.text("reason", reason, longest=LONGEST_TEXT)
        checks.done()
        record = self.record_of(session_id)
        if record.state not in {SessionState.CLOSED, SessionState.ABORTED}:
            raise RuleError("session_not_closed", state=record.state)
        check_references(record, event)
        with self._store.writing(Changed("session", (session_id,))) as session:
            taken = session.exec(select(func.count()).where(AmendmentRow.id == event.id)).one()
            if not taken:
                session.add(
                    AmendmentRow(
                        id=event.id,
                        session_id=session_id,
                        content=event.model_dump_json(),
                        author=author,
                        reason=reason,
                        at=datetime.now(UTC),
                    )
                )
        return self.record_of(session_id)

    def forget_words(self, session_id: SessionId) -> None:
        """After a withdrawal: the database's copies of a session's events and amendments go, the booking stays."""
        with self._store.writing(Changed("session", (session_id,))) as session:
            row = _row(session, session_id)
            for table in (EventRow, AmendmentRow):
                for copy in session.exec(select(table).where(table.session_id == session_id)).all():
                    session.delete(copy)
            row.ingested_seq = 0
            row.state = SessionState.WITHDRAWN
            session.add(row)

    def _booking(self, booking_id: BookingId) -> Booking:
        with self._store.reading() as session:
            row = session.get(BookingRow, booking_id)
        if row is None:
            raise InputError("booking_unknown", id=booking_id)
        return booking_of(row)

    def _folder_name(self, booking: Booking, code: str) -> str:
        plain = f"{booking.starts:%Y-%m-%d}-{re.sub(r'[^A-Za-z0-9]', '', code)}"
        name, number = plain, 1
        while self._folder.session_folder(name).exists():
            number += 1
            name = f"{plain}-{number}"
        return name


def _row(session: Session, session_id: SessionId) -> BookingRow:
    row = session.exec(select(BookingRow).where(BookingRow.session_id == session_id)).first()
    if row is None:
        raise InputError("session_unknown", id=session_id)
    return row
