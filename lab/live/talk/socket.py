"""A person's conversation by socket: reading, answering, telling, each by itself, so that none holds up another."""

import asyncio
import contextlib

from fastapi import WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from lab.live.conversation import MOST_FAULTS, POLICY, TOO_BIG, broken
from lab.live.frames import texts
from lab.live.messages import MOST_BYTES, PROTOCOL_VERSION, ClientMessage, Hello, Refused, parse_client_message
from lab.live.people.allowance import TOO_MANY, may_speak
from lab.live.people.gate import Caller
from lab.live.people.presence import REMOVED
from lab.live.people.sockets import serve
from lab.live.room import Room
from lab.live.talk.line import Line
from lab.live.talk.speaker import Gone, Speaker

LAST_WORDS_S = 1.0


async def converse(room: Room, socket: WebSocket, caller: Caller) -> None:
    """Talk with a person at an accepted socket until they go or are cut off. What they asked for is still done."""
    line = Line(caller.person.id)
    room.people.attach(line.person, line, "events", caller.tab)
    try:
        await serve(socket, lambda: line.code, _Ear(room, socket, line).listen(), _tell(socket, line), line.cut_off())
    finally:
        room.talk.leave(line)
        room.people.detach(line.person, line)


async def _tell(socket: WebSocket, line: Line) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            for text in await line.next_texts():
                await socket.send_text(text)
            if line.code is not None:
                return


class _Ear:
    """Reads what a person says."""

    def __init__(self, room: Room, socket: WebSocket, line: Line) -> None:
        self._room = room
        self._socket = socket
        self._line = line
        self._speaker = Speaker(room, line.person)
        self._answering: set[asyncio.Task[None]] = set()
        self._faults = 0

    async def listen(self) -> None:
        """Read until the person is gone or cut off."""
        async for text in texts(self._socket):
            if len(text.encode()) > MOST_BYTES:
                self._line.cut(TOO_BIG)
            if self._line.code is not None or not await self._may_speak():
                return
            self._hear(text)
            if self._faults >= MOST_FAULTS:
                await self._line.told(LAST_WORDS_S)
                self._line.cut(POLICY)

    async def _may_speak(self) -> bool:
        """Hold up whoever says too much; False: they were cut off."""
        if await may_speak(self._room.people.allowance_of(self._line.person)):
            return True
        self._line.cut(TOO_MANY)
        return False

    def _hear(self, text: str) -> None:
        try:
            message = parse_client_message(text)
        except ValidationError as error:
            self._refuse(broken(error))
            return
        if isinstance(message, Hello):
            self._greet(message)
        elif not self._line.greeted:
            self._refuse(Refused(id=getattr(message, "id", None), fault="input", code="no_hello"))
        else:
            task = asyncio.ensure_future(self._answer(message))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    def _refuse(self, refused: Refused) -> None:
        self._faults += 1
        self._line.tell(refused)

    def _greet(self, hello: Hello) -> None:
        if hello.version != PROTOCOL_VERSION:
            facts: dict[str, object] = {"version": hello.version, "speaks": PROTOCOL_VERSION}
            self._refuse(Refused(id=None, fault="input", code="other_version", facts=facts))
            self._faults = MOST_FAULTS
            return
        self._room.talk.greet(self._line, hello.since)

    async def _answer(self, message: ClientMessage) -> None:
        try:
            for answer in await self._speaker.answers(message):
                self._line.tell(answer)
        except Gone:
            self._line.cut(REMOVED)
