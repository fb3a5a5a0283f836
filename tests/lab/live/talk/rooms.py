"""A room with a session that runs, and people who came by the page, without a network."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from lab.archive import session_file
from lab.archive.session_file import SessionPlan
from lab.domain.events import AnyEvent, Stamped, TagPut
from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.domain.session import SessionState
from lab.folder import LabFolder
from lab.live.hosted_session import HostedSession
from lab.live.messages import (
    Acknowledged,
    Chat,
    ClientMessage,
    EventKept,
    Feed,
    Message,
    Move,
    Put,
    Refused,
    parse_message,
)
from lab.live.room import Room
from lab.live.talk.line import Line
from lab.live.talk.speaker import Speaker
from tests.lab.archive.sessions import plan
from tests.lab.live.people.rooms import invited

Heard = TypeVar("Heard")
Change = Callable[[SessionPlan], SessionPlan]


class Visitor:
    """Somebody who came by the page and hears what the room tells."""

    def __init__(self, room: Room, person: str, name: str) -> None:
        self.id, self.name = person, name
        self.heard: list[Message] = []
        self._room = room
        self._speaker = Speaker(room, person)
        self.line = Line(person)

    def greet(self, since: dict[str, int] | None = None) -> None:
        """Say hello, perhaps again."""
        self._room.talk.leave(self.line)
        self.line = Line(self.id)
        self._room.people.attach(self.id, self.line, "events", "")
        self._room.talk.greet(self.line, since or {})

    async def listen(self) -> None:
        """Take what waits to be told."""
        for text in await self.line.next_texts(0):
            self.heard.append(parse_message(text))

    async def of(self, kind: type[Heard]) -> list[Heard]:
        """What was heard of one kind."""
        await self.listen()
        return [message for message in self.heard if isinstance(message, kind)]

    async def events(self) -> list[Stamped]:
        """The events that were heard, each once, in the order of their numbers."""
        await self.listen()
        found: dict[int, Stamped] = {}
        for message in self.heard:
            if isinstance(message, EventKept):
                found[message.stamped.seq] = message.stamped
            elif isinstance(message, Feed):
                found.update({stamped.seq: stamped for stamped in message.events})
        return [found[seq] for seq in sorted(found)]

    async def say(self, message: ClientMessage) -> list[Message]:
        """What is answered."""
        return await self._speaker.answers(message)

    async def put(self, event: AnyEvent, session: str = "s1") -> Acknowledged | Refused:
        """Put an event."""
        (answer,) = await self.say(Put(id=new_id(), session=session, event=event))
        assert isinstance(answer, Acknowledged | Refused)
        return answer

    def tag(self, **fields: Any) -> TagPut:
        """A tag of theirs."""
        usual: dict[str, Any] = {
            "id": new_id(), "at_us": 5, "author": self.name, "annotation": new_id(), "pressed_us": 5, "lead_us": 0,
            "lag_us": 0,
        }  # fmt: skip
        return TagPut(**{**usual, **fields})

    def chat(self, to: str, text: str) -> Chat:
        """A word of theirs."""
        return Chat(id=new_id(), to=to, text=text)


class Stage:
    """A room and its session."""

    def __init__(self, room: Room, session: HostedSession) -> None:
        self.room = room
        self.session = session

    async def visitor(self, role: Role = Role.OBSERVER, name: str = "Olga") -> Visitor:
        """Somebody who was invited, came, and said hello."""
        person, _token = await invited(self.room.people, role, name)
        made = Visitor(self.room, person.id, person.name)
        made.greet()
        return made

    async def move(self, to: SessionState) -> None:
        """Bring the session into another state."""
        moved = Move(id=new_id(), session=self.session.id, to=to, at_us=self.session.epoch.now_us())
        await self.room.move(self.session, moved, "Anna")


def as_planned(made: SessionPlan) -> SessionPlan:
    """No change."""
    return made


@asynccontextmanager
async def stage(path: Path, change: Change = as_planned) -> AsyncIterator[Stage]:
    """A room whose one session, `s1`, runs; let go in the end."""
    room = Room(LabFolder.create(path), 1)
    folder = room.folder.sessions / "2026-11-23-P01"
    session_file.write(folder, change(plan(sources=())))
    try:
        made = Stage(room, await room.host(folder))
        await made.move(SessionState.RUNNING)
        yield made
    finally:
        await room.let_go()
