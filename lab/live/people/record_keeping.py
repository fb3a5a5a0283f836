"""Who is there goes into the record of every session that is open, so that afterwards it can be said who watched.

What is to be noted is always found anew, as the difference between the register and the record: a room that was killed
between the two, a session that is opened while people are there, a journal that failed for a while are all the same.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator

from lab.domain import events
from lab.domain.errors import LabError
from lab.domain.ids import new_id
from lab.domain.record import SessionRecord
from lab.domain.session import HOSTED
from lab.live.hosted_session import HostedSession
from lab.live.people.person import Person
from lab.live.session_clock import AUTHOR

_log = logging.getLogger(__name__)


class RecordKeeping:
    """Notes who is there.

    Args:
        people: everybody of today.
    """

    def __init__(self, people: Callable[[], Iterable[Person]]) -> None:
        self._people = people
        self._turns: dict[str, asyncio.Lock] = {}
        self._noting: set[asyncio.Task[None]] = set()

    def note_soon(self, *sessions: HostedSession) -> None:
        """As `note`, beside everything else."""
        task = asyncio.ensure_future(self.note(sessions))
        self._noting.add(task)
        task.add_done_callback(self._noting.discard)

    async def settled(self) -> None:
        """Return when nothing is being noted."""
        await asyncio.gather(*self._noting)

    async def note(self, sessions: Iterable[HostedSession]) -> None:
        """Note in each of these sessions what its record does not know yet; what cannot be kept now is noted later."""
        for session in sessions:
            async with self._turns.setdefault(session.id, asyncio.Lock()):
                try:
                    await self._note(session)
                except LabError as error:
                    _log.info("who is there was not noted: %s", error.code)

    def forget(self, session: str) -> None:
        """A session is not open any more."""
        self._turns.pop(session, None)

    async def _note(self, session: HostedSession) -> None:
        while session.state in HOSTED:
            # One at a time: the record changes with each, and the people may, too.
            event = next(unnoted(session.record, self._people(), session.epoch.now_us()), None)
            if event is None:
                return
            await session.keep(event)


def unnoted(record: SessionRecord, people: Iterable[Person], now_us: int) -> Iterator[events.AnyEvent]:
    """What a record does not know yet of these people, as of now (session clock)."""
    known = {}
    for person in people:
        known[person.id] = person
        yield from _of(record, person, now_us)
    for attendee in record.people.values():
        if attendee.is_there and attendee.person not in known:
            yield events.PersonLeft(id=new_id(), at_us=now_us, author=AUTHOR, person=attendee.person, expired=True)


def _of(record: SessionRecord, person: Person, now_us: int) -> Iterator[events.AnyEvent]:
    attendee = record.people.get(person.id)
    is_noted = attendee is not None and attendee.is_there
    if person.is_in and not is_noted:
        yield events.PersonJoined(
            id=new_id(),
            at_us=now_us,
            author=AUTHOR,
            person=person.id,
            name=person.name,
            organisation=person.organisation,
            role=person.role,
            rules=person.rules,
        )
    elif person.is_in and attendee is not None and attendee.role is not person.role:
        yield events.PersonRoleGiven(id=new_id(), at_us=now_us, author=AUTHOR, person=person.id, role=person.role)
    elif is_noted and person.way_out == "removed":
        yield events.PersonRemoved(id=new_id(), at_us=now_us, author=AUTHOR, person=person.id, reason=person.reason)
    elif is_noted and not person.is_in:
        expired = person.way_out == "expired"
        yield events.PersonLeft(id=new_id(), at_us=now_us, author=AUTHOR, person=person.id, expired=expired)
