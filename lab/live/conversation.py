"""What the room does at a client's word. One conversation for each connection."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from fastapi import WebSocket
from pydantic import ValidationError

from lab.domain.errors import InputError, LabError, RuleError, WorldError
from lab.domain.events import ObserversBlinded
from lab.domain.session import SessionState
from lab.live.connection import Connection
from lab.live.door.telling import choice_of, state_of
from lab.live.frames import texts
from lab.live.messages import (
    MOST_BYTES,
    PROTOCOL_VERSION,
    Acknowledged,
    Blind,
    Chat,
    CheckDevices,
    ChooseDevice,
    ClientMessage,
    ClockSamples,
    CloseRoom,
    DoorRequest,
    Feed,
    Hello,
    Host,
    Move,
    NewInvitation,
    OpenRoom,
    People,
    PeopleRequest,
    Ping,
    Pong,
    Put,
    Rearm,
    Refused,
    Request,
    Shutdown,
    Since,
    ViewerReport,
    WantStills,
    parse_client_message,
)
from lab.live.pages import pages
from lab.live.people import requests
from lab.live.people.actions import action_of
from lab.live.people.authorize import authorize
from lab.live.people.principal import WORKSTATION
from lab.live.room import Room
from lab.live.talk.chat import say
from recordings import clock
from recordings.camera_logins import hidden

MOST_FAULTS = 3
"""A client that talks nonsense so often is cut off."""

POLICY = 1008
TOO_BIG = 1009


class Conversation:
    """Reads one client's messages and answers them.

    Requests run beside each other, so that a session that is being closed does not hold up a key press.
    """

    def __init__(self, room: Room, socket: WebSocket, shut_down: Callable[[], None]) -> None:
        self._room = room
        self._socket = socket
        self._shut_down = shut_down
        self._connection = Connection(socket)
        self._running: set[asyncio.Task[None]] = set()
        self._faults = 0

    async def run(self) -> None:
        """Talk until the client is gone. What it asked for is still carried out."""
        connection = self._connection
        sending = asyncio.ensure_future(connection.run())
        self._room.connections.add(connection)
        try:
            async for text in texts(self._socket):
                if len(text) > MOST_BYTES:
                    await self._socket.close(TOO_BIG)
                    return
                self._hear(text)
                if self._faults >= MOST_FAULTS:
                    await connection.flush(1.0)
                    await self._socket.close(POLICY)
                    return
        finally:
            self._room.connections.discard(connection)
            if connection.wants_stills:
                self._room.look_changed()
            sending.cancel()

    def _hear(self, text: str) -> None:
        try:
            message = parse_client_message(text)
        except ValidationError as error:
            self._faults += 1
            self._connection.send(broken(error))
            return
        if isinstance(message, Hello):
            self._greet(message)
        elif not self._connection.greeted:
            self._faults += 1
            self._connection.send(Refused(id=None, fault="input", code="no_hello"))
        else:
            self._heed(message)

    def _greet(self, hello: Hello) -> None:
        if hello.version != PROTOCOL_VERSION:
            self._faults = MOST_FAULTS
            facts: dict[str, object] = {"version": hello.version, "speaks": PROTOCOL_VERSION}
            self._connection.send(Refused(id=None, fault="input", code="other_version", facts=facts))
            return
        self._connection.name = hello.name
        self._connection.send(self._room.welcome())
        self._connection.send(People(people=self._room.people.states()))
        self._connection.send(state_of(self._room.opening, self._room.people.pin))
        for alarm in self._room.alarms.in_force:
            self._connection.send(alarm)
        for word in self._room.talk.said.with_those_of(self._room.sessions):
            self._connection.send(word)
        for session in self._room.sessions:
            self._send_feed(session.id, hello.since.get(session.id, 0))
        self._connection.greeted = True

    def _heed(self, message: ClientMessage) -> None:
        match message:
            case Since():
                self._send_feed(message.session, message.seq)
            case WantStills():
                self._connection.wants_stills = message.on
                self._room.look_changed()
            case Hello() | ClockSamples() | ViewerReport():
                pass
            case _:
                task = asyncio.ensure_future(self._answer(message))
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    def _send_feed(self, session_id: str, seq: int) -> None:
        try:
            events = self._room.session(session_id).events[seq:]
        except RuleError as error:
            self._connection.send(Refused(id=None, fault="rule", code=error.code, facts=error.facts))
            return
        for page, more in pages(events):
            self._connection.send(Feed(session=session_id, events=page, more=more))

    async def _answer(self, request: Request) -> None:
        try:
            authorize(WORKSTATION, action_of(request))
            answering = self._at_the_door(request) if isinstance(request, DoorRequest) else self._carry_out(request)
            self._connection.send(await answering)
        except LabError as error:
            self._connection.send(refusal(request.id, error))

    async def _carry_out(self, request: Request) -> Acknowledged | Pong:
        match request:
            case Ping():
                return pong(request)
            case Put():
                return await self._put(request)
            case Host():
                session = await self._room.host(Path(request.folder))
                return Acknowledged(id=request.id, session=session.id, seqs=(session.last_seq,))
            case Move():
                return await self._move(request)
            case Blind():
                return await blind(self._room, request, self._connection.name)
            case Chat():
                return await say(self._room, request, WORKSTATION, self._connection.name)
            case ChooseDevice() | Rearm():
                return await self._change_sources(request)
            case CheckDevices():
                session = self._room.session(request.session)
                self._room.check_devices(session, request)
                return Acknowledged(id=request.id, session=session.id)
            case Shutdown():
                return self._end(request)
            case _:
                return await self._of_people(request)

    async def _of_people(self, request: Request) -> Acknowledged:
        if isinstance(request, NewInvitation):
            self._connection.send(requests.invite(self._room.people, request, self._room.opening.own))
            return Acknowledged(id=request.id)
        if isinstance(request, PeopleRequest):
            return await requests.carry_out(self._room.people, WORKSTATION, request)
        raise RuleError("not_allowed", type=request.type)

    async def _put(self, request: Put) -> Acknowledged:
        stamped = await self._room.session(request.session).keep(request.event)
        return Acknowledged(id=request.id, session=request.session, seqs=(stamped.seq,))

    async def _move(self, request: Move) -> Acknowledged:
        session = self._room.session(request.session)
        seq = await self._room.move(session, request, self._connection.name)
        return Acknowledged(id=request.id, session=request.session, seqs=(seq,))

    async def _change_sources(self, request: ChooseDevice | Rearm) -> Acknowledged:
        session = self._room.session(request.session)
        if isinstance(request, Rearm):
            if session.state is not SessionState.READY:
                raise RuleError("session_has_begun", state=session.state)
            await session.use_sources(request.sources)
            self._room.desk.prefer(session.id)
        else:
            device = hidden(request.device)
            await session.use_device(request.source, device)
            self._room.desk.choose(session, request.source, device)
        self._room.desk.reconcile()
        return Acknowledged(id=request.id, session=request.session)

    async def _at_the_door(self, request: DoorRequest) -> Acknowledged:
        door = self._room.door
        if door is None:
            raise RuleError("not_allowed", type=request.type)
        if isinstance(request, OpenRoom):
            await door.open(choice_of(request))
        elif isinstance(request, CloseRoom):
            await door.close()
        else:
            self._connection.send(await door.check())
        return Acknowledged(id=request.id)

    def _end(self, request: Shutdown) -> Acknowledged:
        if self._room.sessions and not request.force:
            raise RuleError("sessions_hosted", count=len(self._room.sessions))
        asyncio.get_running_loop().call_soon(self._shut_down)
        return Acknowledged(id=request.id)


async def blind(room: Room, request: Blind, author: str) -> Acknowledged:
    """Let observers see and hear nothing, or again everything. Raises LabError if it is not on the disk."""
    event = ObserversBlinded(id=request.id, at_us=request.at_us, author=author, on=request.on)
    stamped = await room.session(request.session).keep(event)
    room.tell_sessions()
    return Acknowledged(id=request.id, session=request.session, seqs=(stamped.seq,))


def pong(ping: Ping) -> Pong:
    """The answer to a `Ping`, with both times of the exchange if the client measures its clock."""
    now_us = clock.now_us()
    if ping.t1_ms is None:
        return Pong(id=ping.id, now_us=now_us)
    return Pong(id=ping.id, now_us=now_us, t1_ms=ping.t1_ms, t2_us=now_us, t3_us=clock.now_us())


def broken(error: ValidationError) -> Refused:
    """What is answered to a message that is none, with what is wrong in it."""
    faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['type']}"[:200] for fault in error.errors()[:5]]
    return Refused(id=None, fault="input", code="message_broken", facts={"faults": faults})


def refusal(request_id: str | None, error: LabError) -> Refused:
    """An error as the client hears it."""
    if isinstance(error, WorldError):
        return Refused(id=request_id, fault="world", code=error.code, facts=error.facts)
    if isinstance(error, InputError):
        return Refused(id=request_id, fault="input", code=error.code, facts=error.facts)
    return Refused(id=request_id, fault="rule", code=error.code, facts=error.facts)
