"""Sessions: the folder prepared from a booking, the journal's events taken in, corrections added after closing."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from lab.archive import erase, late_words, session_file
from lab.archive.folder_layout import JOURNAL
from lab.archive.journal import Journal
from lab.archive.journal_reading import read_events
from lab.archive.stand_down import stand_down
from lab.database import calendar, register, session_copies
from lab.database.store import Changed, Store
from lab.database.versions import forget_in_backups
from lab.domain.answerable import check_answerable
from lab.domain.booking import Booking
from lab.domain.consent import TakenBack
from lab.domain.correction import Correction
from lab.domain.errors import InputError, LabError, RuleError, WorldError
from lab.domain.events import AnswersPut, AnyEvent, JudgementPut, SessionMoved, Stamped
from lab.domain.folding import fold
from lab.domain.ids import BookingId, RoundId, SessionId, new_id
from lab.domain.legality import check_judgeable, check_references, illegal_move
from lab.domain.record import SessionRecord
from lab.domain.retention import asks_for_erasure
from lab.domain.session import ENDED, HELD, HOSTED, PREPARED, SessionState
from lab.folder import LabFolder
from lab.services.checking import LONGEST_TEXT, Checks
from lab.services.days import today
from lab.services.session_plans import PlanMaker
from recordings.plan import SourcePlan


@dataclass(frozen=True, slots=True)
class Prepared:
    """A session folder that is ready to be hosted, and the sources that consent keeps out of it."""

    session_id: SessionId
    folder: Path
    left_out: tuple[SourcePlan, ...]


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What a catch-up found: sessions that had something new, and what is wrong with folders of others."""

    sessions: tuple[SessionId, ...]
    troubles: tuple[LabError, ...] = ()


class SessionService:
    """Keeps what became of bookings."""

    def __init__(self, store: Store, folder: LabFolder, plans: PlanMaker) -> None:
        self._store = store
        self._folder = folder
        self._plans = plans
        self.before_erasing: Callable[[Path], None] = lambda _folder: None
        """Told of a folder whose files are about to go: whoever has one in hand lets go of it."""

    def prepare(self, booking_id: BookingId, sources: Sequence[SourcePlan], language: str) -> Prepared:
        """Write the session folder of a planned booking. A second call gives the same session with its plan made anew:
        consent, time, round and protocol may have changed since. What the room has opened already stays as it is.

        Raises:
            InputError: `booking_unknown`.
            RuleError: `booking_not_planned`, `consent_missing`.
            WorldError: the folder cannot be written.
        """
        booking = self._booking(booking_id)
        if booking.state is not SessionState.PLANNED:
            raise RuleError("booking_not_planned", state=booking.state)
        before = self._folder.session_folder(booking.folder) if booking.folder is not None else None
        if booking.session_id is not None and before is not None and (before / JOURNAL).exists():
            self._take_in_journal(self._known(booking.session_id))
            return Prepared(booking.session_id, before, ())
        session_id = booking.session_id or SessionId(new_id())
        plan, left_out = self._plans.make(booking, session_id, sources, language, version("usability-lab"))
        folder = self._folder.session_folder(self._folder_name(booking, plan.code))
        if before is not None:
            session_file.rename(before, folder)
        session_file.write(folder, plan)
        with self._store.writing(Changed("booking", (booking_id,))) as db:
            session_copies.begin(db, booking_id, session_id, folder.name, plan.protocol_sha256)
        return Prepared(session_id, folder, left_out)

    def is_outdated(self, session_id: SessionId) -> bool:
        """Whether something was planned otherwise (consent, time, round, protocol …) since the session was prepared.

        Raises:
            InputError: `session_unknown`, or as `session_file.read`.
            RuleError: `consent_missing`: the session must not be held.
        """
        known = self._known(session_id)
        written = session_file.read(self._folder.session_folder(known.folder))
        made, left_out = self._plans.make(
            known.booking, session_id, written.sources, written.language, written.app_version
        )
        since = made.model_copy(update={"created": written.created, "clock": written.clock})
        return bool(left_out) or session_file.content_of(since) != session_file.content_of(written)

    def stand_down(self, session_id: SessionId) -> Booking:
        """Make a prepared session a booking again: it never began, its folder is dropped. One that the room hosts is
        let go there first (its move to planned).

        Raises:
            InputError: `session_unknown`.
            RuleError: `illegal_move`: it has begun.
            WorldError: `journal_in_use`: the room hosts it; or its folder cannot be removed.
        """
        known = self._known(session_id)
        folder = self._folder.session_folder(known.folder)
        state = _state_in(folder) if (folder / JOURNAL).exists() else known.booking.state
        if state not in PREPARED:
            raise illegal_move(state, SessionState.PLANNED)
        stand_down(folder)
        with self._store.writing(Changed("booking", (known.booking.id,))) as db:
            session_copies.stand_down(db, session_id)
        self._store.publish(Changed("session", (session_id,)))
        return self._booking(known.booking.id)

    def booking_of(self, session_id: SessionId) -> Booking:
        """The booking that a session came of. Raises InputError `session_unknown`."""
        return self._known(session_id).booking

    def folder_of(self, session_id: SessionId) -> Path:
        """The folder of a session. Raises InputError `session_unknown`."""
        return self._folder.session_folder(self._known(session_id).folder)

    def protocol_sha256(self, session_id: SessionId) -> str:
        """Hash of the protocol that the session ran with. Raises InputError `session_unknown`."""
        return self._known(session_id).protocol_sha256

    def sessions_of(self, round_id: RoundId, *, pilots: bool = False) -> tuple[Booking, ...]:
        """Bookings of a round that have a session, by start; pilots only when asked for."""
        with self._store.reading() as db:
            found = session_copies.of_round(db, round_id)
        return tuple(one for one in found if pilots or not one.pilot)

    def open_sessions(self) -> tuple[Booking, ...]:
        """Bookings whose session is under way, or waits for its debrief."""
        return self.in_states(HOSTED)

    def in_states(self, states: Iterable[SessionState]) -> tuple[Booking, ...]:
        """Bookings in one of these states."""
        with self._store.reading() as db:
            return session_copies.in_states(db, states)

    def to_erase(self, now: datetime) -> tuple[Booking, ...]:
        """Bookings whose recordings are near the end of their term or past it, oldest first."""
        with self._store.reading() as db:
            found = session_copies.held_before(db, now, HELD)
        return tuple(one for one in found if asks_for_erasure(one.starts.astimezone(now.tzinfo).date(), now.date()))

    def ingest(self, session_id: SessionId, events: Iterable[Stamped]) -> int:
        """Take in events of a journal; those that are known are passed over. The number of the last one known. Of a
        withdrawn session nothing is taken in any more.
        """
        with self._store.writing() as db:
            known = session_copies.known(db, session_id)
            if known is None:
                raise InputError("session_unknown", id=session_id)
            if known.booking.state is SessionState.WITHDRAWN:
                return 0
            fresh = _following(known.ingested_seq, events)
            moves = [one.event for one in fresh if isinstance(one.event, SessionMoved)]
            session_copies.take_in(db, session_id, fresh, moves[-1].to_state if moves else None)
            ends = next((one for one in moves if one.to_state is SessionState.WITHDRAWN), None)
            if ends is not None:
                register.take_back_consent(db, known.booking.participant_id, TakenBack(today(), ends.author))
                session_copies.forget(db, session_id)
                self._forget_beside(session_id)
        if fresh:
            self._store.publish(Changed("session", (session_id,)))
            self._store.publish(Changed("booking", (known.booking.id,)))
            if ends is not None:
                self._store.publish(Changed("participant", (known.booking.participant_id,)))
        return fresh[-1].seq if fresh else known.ingested_seq

    def catch_up(self) -> CaughtUp:
        """Take in what journals hold and the database does not. A session whose folder is damaged keeps no other one
        from being taken in; what is wrong with it is in the answer.
        """
        with self._store.reading() as db:
            unfinished = session_copies.not_in_states(db, ENDED)
        caught: list[SessionId] = []
        troubles: list[LabError] = []
        for known in unfinished:
            try:
                if self._take_in_journal(known):
                    caught.append(known.session_id)
            except LabError as error:
                troubles.append(error)
        return CaughtUp(tuple(caught), tuple(troubles))

    def _take_in_journal(self, known: session_copies.Known) -> bool:
        """Whether the journal held something new."""
        folder = self._folder.session_folder(known.folder)
        if not (folder / JOURNAL).exists():
            if known.booking.state is SessionState.READY:
                self.stand_down(known.session_id)  # was cut short after the room had dropped the folder
                return True
            if known.ingested_seq:
                raise WorldError("session_folder_incomplete", path=str(folder), missing=JOURNAL)
            return False
        return self.ingest(known.session_id, read_events(folder)) > known.ingested_seq

    def record_of(self, session_id: SessionId) -> SessionRecord:
        """The session as it stands: journal, then amendments. Raises InputError `session_unknown`."""
        if self._known(session_id).booking.state is SessionState.WITHDRAWN:
            return SessionRecord(state=SessionState.WITHDRAWN, erased=True)
        with self._store.reading() as db:
            return fold(session_copies.journal(db, session_id), session_copies.amendments(db, session_id))

    def corrections(self, session_id: SessionId) -> tuple[Correction, ...]:
        """Who changed the session after it was closed, when and why."""
        with self._store.reading() as db:
            return session_copies.corrections(db, session_id)

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
        if isinstance(event, JudgementPut | AnswersPut):
            plan = session_file.read(self.folder_of(session_id))
            check_judgeable(event, plan.kinds)
            check_answerable(event, plan.questionnaires)
        with self._store.writing(Changed("session", (session_id,))) as db:
            session_copies.add_amendment(db, session_id, event, author, reason, datetime.now(UTC))
        return self.record_of(session_id)

    def withdraw(self, booking_id: BookingId, by: str, reason: str = "") -> Booking:
        """The participant takes their consent back, which is noted: media and words go, here and in the session's
        folder, and they are booked no more.

        A session that the room hosts is withdrawn there: its journal is not free.

        Raises:
            InputError: `fields_wrong`, `booking_unknown`.
            LabError: as `lab.archive.erase.withdraw`; `journal_in_use` while the room hosts it.
        """
        booking = self.erase(booking_id, by, reason)
        self._note_withdrawal(booking, by.strip())
        return booking

    def erase(self, booking_id: BookingId, by: str, reason: str = "") -> Booking:
        """The term of the recording is over: what a withdrawal erases is erased; the consent stands.

        Raises as `withdraw`.
        """
        checks = Checks()
        by, reason = checks.text("by", by), checks.text("reason", reason, needed=False, longest=LONGEST_TEXT)
        checks.done()
        booking = self._booking(booking_id)
        if booking.folder is not None:
            self._erase_folder(self._folder.session_folder(booking.folder), by, reason)
        if booking.session_id is not None:
            self._forget(booking.session_id)
        else:
            with self._store.writing(Changed("booking", (booking_id,))) as db:
                calendar.replace(db, replace(booking, state=SessionState.WITHDRAWN))
        return self._booking(booking_id)

    def forget(self, session_id: SessionId, by: str = "") -> None:
        """A session was withdrawn in the room: its words go from the database and its backups, and the consent is taken
        back. Idempotent.

        Args:
            by: who noted it; empty: the moderator.

        Raises:
            InputError: `session_unknown`.
        """
        self._forget(session_id)
        booking = self.booking_of(session_id)
        self._note_withdrawal(booking, by.strip() or booking.moderator)

    def _note_withdrawal(self, booking: Booking, by: str) -> None:
        with self._store.writing(Changed("participant", (booking.participant_id,))) as db:
            register.take_back_consent(db, booking.participant_id, TakenBack(today(), by))

    def _forget(self, session_id: SessionId) -> None:
        booking = self._known(session_id).booking
        with self._store.writing(Changed("booking", (booking.id,))) as db:
            session_copies.forget(db, session_id)
            self._forget_beside(session_id)
        self._store.publish(Changed("session", (session_id,)))

    def _forget_beside(self, session_id: SessionId) -> None:
        """A withdrawn session's words go from where they lie beside the database, too."""
        forget_in_backups(self._folder.backups, session_id)
        late_words.forget(self._folder.late, session_id)

    def _erase_folder(self, folder: Path, by: str, reason: str) -> None:
        """A session that never began has nothing but its plan. What was erased before need not be erased again."""
        if not (folder / JOURNAL).exists():
            stand_down(folder)
            return
        self.before_erasing(folder)
        try:
            erase.withdraw(folder, by, reason)
        except RuleError as error:
            if error.code != "already_withdrawn":
                raise

    def _booking(self, booking_id: BookingId) -> Booking:
        with self._store.reading() as db:
            found = calendar.booking(db, booking_id)
        if found is None:
            raise InputError("booking_unknown", id=booking_id)
        return found

    def _known(self, session_id: SessionId) -> session_copies.Known:
        with self._store.reading() as db:
            found = session_copies.known(db, session_id)
        if found is None:
            raise InputError("session_unknown", id=session_id)
        return found

    def _folder_name(self, booking: Booking, code: str) -> str:
        """The name that the booking's folder has, if it still fits; else one that is free."""
        plain = f"{booking.starts:%Y-%m-%d}-{re.sub(r'[^A-Za-z0-9]', '', code)}"
        if booking.folder is not None and re.fullmatch(rf"{re.escape(plain)}(-\d+)?", booking.folder):
            return booking.folder
        name, number = plain, 1
        while self._folder.session_folder(name).exists():
            number += 1
            name = f"{plain}-{number}"
        return name


def _state_in(folder: Path) -> SessionState:
    """The state of a session that nobody hosts, as its journal has it. Raises as `Journal.open`."""
    journal, events = Journal.open(folder / JOURNAL)
    journal.abandon()
    return fold(events).state


def _following(known: int, events: Iterable[Stamped]) -> list[Stamped]:
    """The events that come next without a hole: what lies behind a hole comes later, from the journal."""
    fresh: list[Stamped] = []
    for stamped in sorted(events, key=lambda one: one.seq):
        if stamped.seq == known + len(fresh) + 1:
            fresh.append(stamped)
    return fresh
