"""What the live grid of a round is made of: its participants' sessions as they stand, and the names of the rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from lab.domain.booking import Booking
from lab.domain.ids import RoundId, SessionId
from lab.domain.record import SessionRecord
from lab.domain.session import RUNS, SessionState
from lab.domain.tag_grid import GridPerson, TagGrid, tag_grid
from lab.services.laboratory import Laboratory
from protocols.text import Text

_KEPT = frozenset({SessionState.CLOSED, SessionState.ABORTED})
"""Their records change by amendments only, which are told as changes of their session."""


@dataclass(frozen=True, slots=True)
class RoundGrid:
    """The grid of one round.

    Attributes:
        tasks, criteria: id → title.
        open_session: the session that is under way now; None: none of this round.
    """

    grid: TagGrid
    tasks: Mapping[str, Text]
    criteria: Mapping[str, Text]
    open_session: SessionId | None


class TagGrids:
    """Reads grids; remembers the records of closed sessions until it is told that one changed. In the background."""

    def __init__(self, lab: Laboratory) -> None:
        self._lab = lab
        self._closed: dict[SessionId, tuple[int, SessionRecord]] = {}
        self._changes: dict[SessionId, int] = {}

    def changed(self, session: str) -> None:
        """Something about this session is another. Also while a grid is read: what was read before counts no more."""
        self._changes[SessionId(session)] = self._changes.get(SessionId(session), 0) + 1

    def of_round(self, round_id: RoundId) -> RoundGrid:
        """The round so far. Pilots are left out, as in every count, but for one that is under way.

        Raises:
            InputError: `round_unknown`.
        """
        lab = self._lab
        study = lab.rounds.round(round_id)
        protocol = lab.rounds.protocol_of(study)
        bookings = lab.sessions.sessions_of(round_id, pilots=True)
        counted = [one for one in bookings if one.occupies and (not one.pilot or one.state in RUNS)]
        planned = [one for one in lab.scheduling.bookings_of(round_id) if one.occupies and not one.pilot]
        by_person = {one.participant_id: one for one in (*planned, *counted)}
        people = [
            self._person(person.code, by_person[person.id])
            for person in lab.planning.participants(round_id)
            if person.id in by_person
        ]
        tasks = {task.id: task.title for task in protocol.tasks}
        criteria = {one.id: one.title for one in lab.rounds.criteria(study)}
        under_way = next((one.session_id for one in counted if one.state in RUNS), None)
        return RoundGrid(tag_grid(people, tuple(tasks)), tasks, criteria, under_way)

    def _person(self, code: str, booking: Booking) -> GridPerson:
        session = booking.session_id
        if session is None:
            return GridPerson(code)
        changes = self._changes.get(session, 0)
        kept_at, record = self._closed.get(session, (changes, None))
        if record is None or kept_at != changes:
            record = self._lab.sessions.record_of(session)
            if record.state in _KEPT:
                self._closed[session] = (changes, record)
        return GridPerson(code, session, record)
