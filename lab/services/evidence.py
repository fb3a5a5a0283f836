"""What judging rests on: the sessions of a round, with what happened in each."""

from lab.database import judging
from lab.database.store import Store
from lab.domain.held import Held
from lab.domain.ids import RoundId, SessionId
from lab.domain.record import SessionRecord
from lab.services.sessions import SessionService

_CACHED_SESSIONS = 2_000
"""More than a round has: else every reading of a large one would fold all of it anew."""


class EvidenceService:
    """Reads the sessions of a round. A session that did not change since is not folded again."""

    def __init__(self, store: Store, sessions: SessionService) -> None:
        self._store = store
        self._sessions = sessions
        self._folded: dict[SessionId, tuple[tuple[int, int, str], SessionRecord]] = {}

    def held(self, round_id: RoundId) -> tuple[Held, ...]:
        """The round's sessions by start, pilots and withdrawn ones among them: see `Held.counts`."""
        with self._store.reading() as db:
            rows = judging.sessions(db, round_id)
        found = []
        for booking, participant, protocol, last_seq, amendments in rows:
            assert booking.session_id is not None
            record = self._record(booking.session_id, (last_seq, amendments, booking.state.value))
            found.append(
                Held(
                    booking.session_id,
                    participant.id,
                    participant.code,
                    participant.segment_id,
                    protocol,
                    booking.pilot,
                    booking.starts,
                    record,
                )
            )
        return tuple(found)

    def _record(self, session_id: SessionId, state: tuple[int, int, str]) -> SessionRecord:
        known = self._folded.get(session_id)
        if known is not None and known[0] == state:
            return known[1]
        record = self._sessions.record_of(session_id)
        if len(self._folded) >= _CACHED_SESSIONS:
            self._folded.clear()
        self._folded[session_id] = (state, record)
        return record
