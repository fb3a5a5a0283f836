"""What came from persons' devices after their sessions were closed, taken in as amendments."""

from datetime import UTC
from functools import partial

from lab.archive import late_words
from lab.database import session_copies
from lab.database.store import Changed, Store
from lab.domain.errors import LabError
from lab.domain.ids import SessionId
from lab.domain.session import SessionState
from lab.folder import LabFolder
from lab.i18n import gettext as _

AMENDED = frozenset({SessionState.CLOSED, SessionState.ABORTED})


class LateWordService:
    """Takes late words in. Doing so again changes nothing: each has the id that its author's device gave it."""

    def __init__(self, store: Store, folder: LabFolder) -> None:
        self._store = store
        self._late = folder.late

    def take_in_all(self) -> tuple[LabError, ...]:
        """Take in what came for every session; what is wrong with the words of one keeps no other's out, and is in the
        answer.
        """
        troubles = []
        for session in late_words.sessions_with_late_words(self._late):
            try:
                self.take_in(SessionId(session))
            except LabError as error:
                troubles.append(error)
        return tuple(troubles)

    def waiting(self) -> int:
        """How many late words are not taken in yet. Raises WorldError `late_unreadable`."""
        return sum(self._waiting(SessionId(one)) for one in late_words.sessions_with_late_words(self._late))

    def _waiting(self, session_id: SessionId) -> int:
        with self._store.reading() as db:
            known = session_copies.known(db, session_id)
            taken = {one.event.id for one in session_copies.amendments(db, session_id)}
        if known is None or known.booking.state is SessionState.WITHDRAWN:
            return 0
        return len({word.event.id for word in late_words.read(self._late, session_id)} - taken)

    def take_in(self, session_id: SessionId) -> int:
        """Take in what came for a session; how many amendments that made. Of a session that is not yet known as closed
        nothing is taken in now, of one that was withdrawn nothing at all: its late words are deleted.

        Raises:
            WorldError: `late_unreadable`, `not_erased`.
        """
        with self._store.reading() as db:
            known = session_copies.known(db, session_id)
            before = len(session_copies.amendments(db, session_id))
        if known is None:
            return 0
        if known.booking.state is SessionState.WITHDRAWN:
            late_words.forget(self._late, session_id)
        if known.booking.state not in AMENDED:
            return 0
        words = late_words.read(self._late, session_id)
        reason = _("Came from the second room after the session was closed.")
        with self._store.writing() as db:
            keep = partial(session_copies.add_amendment, db, session_id)
            for word in words:
                keep(word.event, word.event.author, reason, word.came.astimezone(UTC))
            added = len(session_copies.amendments(db, session_id)) - before
        if added:
            self._store.publish(Changed("session", (session_id,)))
        return added
