"""Everybody who came by the page and listens: what the room tells, passed on to each as far as it is theirs to hear."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lab.domain.events import ClockMeasured
from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.live.hosted_session import HostedSession
from lab.live.messages import (
    Alarm,
    Boards,
    Bye,
    ChatSaid,
    Closing,
    EventKept,
    Feed,
    HandRaised,
    Hosted,
    Message,
    People,
    RecorderCondition,
    RoomState,
    Sessions,
    Welcome,
)
from lab.live.pages import pages
from lab.live.people.principal import Principal
from lab.live.people.roles import NOTING
from lab.live.talk.boards import board_of, hosted_for
from lab.live.talk.clocks import Clocks, Measure
from lab.live.talk.late import LateOutboxes
from lab.live.talk.line import Line
from lab.live.talk.said import Said
from lab.live.talk.visibility import Seen, heard, is_said_to, may_hear

if TYPE_CHECKING:
    from lab.live.room import Room

NOBODY = RecorderCondition(session=None, state=None)


def seen(session: HostedSession) -> Seen:
    """A hosted session as it stands on the disk and on its way there."""
    return Seen(session.plan, session.record)


class Talk:
    """The persons' side of a room.

    Attributes:
        clocks: how far their clocks are off.
        said: what was said while no session was under way.
        late: what comes for sessions that are closed.
    """

    def __init__(self, room: "Room") -> None:
        self._room = room
        self._lines: dict[Line, Role | None] = {}
        self._boards: dict[Line, tuple[str, ...]] = {}
        self.clocks = Clocks()
        self.said = Said()
        self.late = LateOutboxes(room.folder)

    # Who listens.

    def leave(self, line: Line) -> None:
        """A line is gone. Twice is no fault."""
        self._lines.pop(line, None)
        self._boards.pop(line, None)

    def greet(self, line: Line, since: Mapping[str, int]) -> None:
        """Welcome somebody, tell them what they missed (`since`: session → last number known), and everything from now
        on.
        """
        person = self._room.people.principal_of(line.person)
        if person is None:
            return
        steers = person.admitted and person.role is Role.MODERATOR
        welcome = self._room.welcome()
        boards = self._boards_of(person)
        line.tell(
            Welcome(
                pid=0,
                sessions=self._hosted_for(person, welcome.sessions),
                recorder=welcome.recorder if steers else NOBODY,
                you=self._room.people.state(line.person),
                boards=boards.boards,
            )
        )
        self._lines[line] = person.role
        self._boards[line] = tuple(board.session for board in boards.boards)
        line.greeted = True
        if not person.admitted:
            return
        self._tell(line, person, People(people=self._room.people.states()))
        if steers:
            for alarm in self._room.alarms.in_force:
                line.tell(alarm)
        for word in self.said.loose:
            self._tell(line, person, word)
        for session in self._room.sessions:
            for page in self.feed(person, session, since.get(session.id, 0)):
                line.tell(page)

    @property
    def is_heard(self) -> bool:
        """Whether anybody's page listens at this moment, in the lobby or inside."""
        return bool(self._lines)

    def feed(self, person: Principal, session: HostedSession, after: int) -> list[Feed]:
        """What a person hears of the events after a number, in pages."""
        as_it_is = seen(session)
        theirs = [heard(person, as_it_is, stamped) for stamped in session.events[after:]]
        found = [stamped for stamped in theirs if stamped is not None]
        return [Feed(session=session.id, events=page, more=more) for page, more in pages(found)]

    def note_clock(self, session: HostedSession, person: Principal, measure: Measure) -> None:
        """Keep in a session's record how far somebody's clock is off.

        Each tag says by itself how far its author's clock was off: no tag waits for this, and it may be missed.
        """
        assert person.person_id is not None
        event = ClockMeasured(
            id=new_id(),
            at_us=session.epoch.now_us(),
            author=person.name,
            person=person.person_id,
            offset_us=measure.offset_us - session.epoch.origin_us,
            uncertainty_us=measure.uncertainty_us,
            samples=measure.samples,
        )
        self._room.noting.keep(session, event)

    # What the room tells.

    def hear(self, message: Message) -> None:
        """Pass on what the room tells everybody."""
        if not self._lines:
            return
        if isinstance(message, EventKept):
            self._pass_on_event(message)
            return
        for line in tuple(self._lines):
            person = self._room.people.principal_of(line.person)
            if person is not None and person.admitted:
                self._tell(line, person, message)
        if isinstance(message, Bye | Closing):
            for line in tuple(self._lines):
                line.tell(message)

    def _tell(self, line: Line, person: Principal, message: Message) -> None:
        match message:
            case Sessions():
                self._tell_sessions(line, person, message)
            case People():
                self._tell_people(line, person, message)
            case ChatSaid() | HandRaised() if is_said_to(person, message):
                line.tell(message)
            case RoomState():
                line.tell(message.model_copy(update={"pin": None, "pin_until": None}))
            case RecorderCondition() | Alarm() if person.role is Role.MODERATOR:
                line.tell(message)

    def _pass_on_event(self, message: EventKept) -> None:
        session = seen(self._room.session(message.session))
        whole = ""
        for line in self._lines:
            person = self._room.people.principal_of(line.person)
            theirs = heard(person, session, message.stamped) if person is not None else None
            if theirs is message.stamped:
                whole = whole or message.model_dump_json()
                line.tell_text(whole)
            elif theirs is not None:
                line.tell(EventKept(session=message.session, stamped=theirs))

    def _tell_sessions(self, line: Line, person: Principal, message: Sessions) -> None:
        boards = self._boards_of(person)
        named = tuple(board.session for board in boards.boards)
        if self._boards.get(line) != named:
            self._boards[line] = named
            line.tell(boards)
        line.tell(Sessions(sessions=self._hosted_for(person, message.sessions)))

    def _tell_people(self, line: Line, person: Principal, message: People) -> None:
        if self._lines.get(line) is not person.role:
            self._in_another_role(line, person)
        line.tell(People(people=tuple(one for one in message.people if _knows_of(person, one.id, one.role, one.state))))

    def _in_another_role(self, line: Line, person: Principal) -> None:
        """Somebody was given another role: what they hear is another from now on, and so is what they heard."""
        self._lines[line] = person.role
        self._boards.pop(line, None)
        self._tell_sessions(line, person, Sessions(sessions=self._room.welcome().sessions))
        for session in self._room.sessions:
            for page in self.feed(person, session, 0):
                line.tell(page)

    # Within.

    def _boards_of(self, person: Principal) -> Boards:
        sessions = (one for one in self._room.sessions if may_hear(person, seen(one)))
        if person.role is None:
            return Boards(boards=())
        return Boards(boards=tuple(board_of(person.role, one.plan) for one in sessions))

    def _hosted_for(self, person: Principal, hosted: tuple[Hosted, ...]) -> tuple[Hosted, ...]:
        by_id = {session.id: session for session in self._room.sessions}
        theirs = (hosted_for(person, seen(by_id[one.session_id]), one) for one in hosted if one.session_id in by_id)
        return tuple(one for one in theirs if one is not None)


def _knows_of(person: Principal, other: str, role: Role, place: str) -> bool:
    """Whether a person is told that another is there. Who the participant is, only the moderator knows."""
    if person.role is Role.MODERATOR or other == person.person_id:
        return True
    return person.role in NOTING and role is not Role.PARTICIPANT and place in ("here", "away")
