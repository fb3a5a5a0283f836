"""What the room does at the word of somebody who came by the page: the same by socket and by POST.

Every message is asked for again: whoever said it may have been turned out a moment ago. The author of whatever a person
puts is that person; only their own tags do they change, except as the moderator.
"""

from typing import TYPE_CHECKING

from lab.archive.session_file import SessionPlan
from lab.domain import events
from lab.domain.errors import LabError, RuleError, WorldError
from lab.domain.events import AnyEvent, Stamped
from lab.domain.person import Role
from lab.domain.record import SessionRecord
from lab.domain.session import HOSTED, RUNS, SessionState
from lab.live.conversation import blind, pong, refusal
from lab.live.hosted_session import HostedSession
from lab.live.messages import (
    Acknowledged,
    Blind,
    Chat,
    ClientMessage,
    ClockSamples,
    Hello,
    LateKept,
    Message,
    Move,
    NewInvitation,
    PeopleRequest,
    Ping,
    Put,
    RaiseHand,
    Since,
    ViewerReport,
)
from lab.live.people import requests
from lab.live.people.actions import action_of, session_of
from lab.live.people.authorize import authorize
from lab.live.people.principal import Principal
from lab.live.talk.chat import raise_hand, say
from lab.live.talk.clocks import Measure, measured
from lab.live.talk.conflicts import edit_of
from lab.live.talk.ownership import is_own

if TYPE_CHECKING:
    from lab.live.room import Room

_CHANGES = (events.TagEdited, events.TagRetracted, events.TagRestored)
_MEASURED_IN = RUNS | {SessionState.DEBRIEF}


class Gone(Exception):  # noqa: N818 - nobody's fault
    """Who speaks is no longer there."""


class Speaker:
    """One person, as far as they say something."""

    def __init__(self, room: "Room", person: str) -> None:
        self._room = room
        self._person = person

    @property
    def principal(self) -> Principal:
        """What the person may at this moment. Raises Gone."""
        found = self._room.people.principal_of(self._person)
        if found is None:
            raise Gone
        return found

    async def answers(self, message: ClientMessage) -> list[Message]:
        """Do what a message asks for; what is to be answered. Raises Gone."""
        person = self.principal
        try:
            self._allow(person, message)
            return await self._carry_out(person, message)
        except LabError as error:
            refused = refusal(getattr(message, "id", None), error)
            # What the world failed at names folders and files of this machine.
            return [refused.model_copy(update={"facts": {}}) if isinstance(error, WorldError) else refused]

    def _allow(self, person: Principal, message: ClientMessage) -> None:
        """Raise RuleError if the person must not say this; of a session that is closed `_late` asks."""
        session_id = session_of(message)
        hosted = None if session_id is None else self._hosted(session_id)
        if session_id is None or hosted is not None:
            authorize(person, action_of(message), hosted.plan if hosted is not None else None)
        elif not isinstance(message, Put):
            raise RuleError("session_not_hosted", session=session_id)

    async def _carry_out(self, person: Principal, message: ClientMessage) -> list[Message]:
        match message:
            case Ping():
                return [pong(message)]
            case Put():
                return [await self._put(person, message)]
            case Since():
                return list(self._room.talk.feed(person, self._room.session(message.session), message.seq))
            case Chat():
                return [await say(self._room, message, person, person.name)]
            case RaiseHand():
                return [await raise_hand(self._room, message, person, person.name)]
            case ClockSamples():
                self._measure(person, measured(message.samples))
                return []
            case ViewerReport():
                self._room.people.report(self._person, message)
                return []
            case Hello():
                return []
            case _:
                return await self._steer(person, message)

    async def _steer(self, person: Principal, message: ClientMessage) -> list[Message]:
        """What a moderator's second device asks for, and who would lead."""
        match message:
            case Move():
                seq = await self._room.move(self._room.session(message.session), message, person.name)
                return [Acknowledged(id=message.id, session=message.session, seqs=(seq,))]
            case Blind():
                return [await blind(self._room, message, person.name)]
            case NewInvitation():
                invitation = requests.invite(self._room.people, message, self._room.opening.own)
                return [invitation, Acknowledged(id=message.id)]
            case _ if isinstance(message, PeopleRequest):
                return [await requests.carry_out(self._room.people, person, message)]
            case _:
                raise RuleError("not_allowed", type=message.type)

    # Events.

    async def _put(self, person: Principal, put: Put) -> Acknowledged:
        event = _as_own(person, put.event)
        session = self._hosted(put.session)
        if session is not None and session.state in HOSTED:
            try:
                return await self._put_in(person, session, put, event)
            except LabError:
                if session.state in HOSTED:
                    raise  # else it came to its end meanwhile, and what was said is late
        return await self._put_late(person, put, event)

    async def _put_in(self, person: Principal, session: HostedSession, put: Put, event: AnyEvent) -> Acknowledged:
        _check_own(person, session.record, event)
        seqs = tuple(stamped.seq for stamped in await _kept(session, event))
        if isinstance(event, events.TagPut):
            self._note_clock(person, session)
        return Acknowledged(id=put.id, session=session.id, seqs=seqs)

    async def _put_late(self, person: Principal, put: Put, event: AnyEvent) -> Acknowledged:
        closing = self._hosted(put.session)
        if closing is not None:
            async with closing.finishing:  # its folder is being sealed: wait, then it is late
                pass
            if self._hosted(put.session) is not None:
                raise WorldError("session_closing")

        def allowed(plan: SessionPlan, record: SessionRecord) -> None:
            authorize(person, action_of(put), plan)
            _check_own(person, record, event)

        seqs = await self._room.talk.late.put(put.session, event, allowed)
        if not seqs:
            self._room.broadcast(LateKept(session=put.session))
        return Acknowledged(id=put.id, session=put.session, seqs=seqs)

    def _hosted(self, session_id: str) -> HostedSession | None:
        return next((one for one in self._room.sessions if one.id == session_id), None)

    # Clocks.

    def _measure(self, person: Principal, measure: Measure) -> None:
        self._room.talk.clocks.take(self._person, measure)
        self._room.people.note_clock(self._person, measure.uncertainty_us)
        for session in self._room.sessions:
            if session.state in _MEASURED_IN and session.plan.may_be_observed:
                self._note_clock(person, session)

    def _note_clock(self, person: Principal, session: HostedSession) -> None:
        measure = self._room.talk.clocks.due(self._person, session.id)
        if measure is not None:
            self._room.talk.note_clock(session, person, measure)


def _as_own(person: Principal, event: AnyEvent) -> AnyEvent:
    """The event with who put it. Raises RuleError `author_is_not_you` if it says that another did."""
    if event.author != person.name:
        raise RuleError("author_is_not_you", author=event.author)
    if not isinstance(event, events.TagPut):
        return event
    if event.person not in (None, person.person_id):
        raise RuleError("author_is_not_you", author=event.author)
    return event.model_copy(update={"person": person.person_id})


def _check_own(person: Principal, record: SessionRecord, event: AnyEvent) -> None:
    """Raise RuleError `tag_of_another` if the event changes somebody else's tag; of one that has not come yet nobody
    knows.
    """
    if not isinstance(event, _CHANGES) or person.role is Role.MODERATOR:
        return
    known = record.annotations_by_id.get(event.annotation)
    if known is not None and not is_own(person, known):
        raise RuleError("tag_of_another", author=known.author)


async def _kept(session: HostedSession, event: AnyEvent) -> list[Stamped]:
    """Keep an event; where its id is taken by another, what it says otherwise becomes an edit."""
    try:
        return [await session.keep(event, queued=True)]
    except RuleError as error:
        first = session.kept(event.id)
        edit = edit_of(first.event, event) if first is not None and error.code == "event_id_taken" else None
        if first is None or edit is None:
            raise
        return [first, await session.keep(edit, queued=True)]
