"""Observers in numbers, at real sockets of a room that is opened: each with an outbox, each comes back by itself."""

import asyncio
import json
import random
import socket
import threading
import time
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from lab.domain.events import TagPut
from lab.domain.ids import new_id
from lab.live.messages import (
    Acknowledged,
    EventKept,
    Feed,
    Hello,
    Invitation,
    NewInvitation,
    OpenRoom,
    Put,
    Refused,
    Welcome,
    parse_message,
)
from lab.live.people.gate import PROTOCOL
from tests.process.room_rig import PATIENCE_S, Person, wait_until

HERE = "127.0.0.1"
REDIAL_S = 0.25
BETWEEN_TAGS_S = 6.0
"""Of one observer: thirty tag five times a second together."""

FEW = 30

ON_ONE_ADDRESS = 15
"""A room takes twenty connections from one address; so many observers share one."""


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as one:
        one.bind((HERE, 0))
        return int(one.getsockname()[1])


@dataclass
class Sent:
    """A tag on its way: when it was first sent, was acknowledged, and was heard by others (perf_counter, s)."""

    event: TagPut
    sent_s: float = 0.0
    acknowledged_s: float = 0.0
    heard_s: list[float] = field(default_factory=list)


class Observer:
    """One observer: joins, tags, sends again what was not acknowledged, comes back after every cut."""

    def __init__(self, crew: "Crew", number: int, invitation: str) -> None:
        self.name = f"Observer {number:02}"
        self.welcomed_s = 0.0
        self._crew = crew
        self._from = f"127.0.0.{2 + number // ON_ONE_ADDRESS}"
        self._invitation = invitation
        self._token = ""
        self._waiting: dict[str, Put] = {}
        self._last = 0
        self._line: ClientConnection | None = None

    async def live(self) -> None:
        """Be there until cancelled."""
        joined = await self._post("/api/join", {
            "invitation": self._invitation, "name": self.name, "rules": "1", "language": "en",
        })  # fmt: skip
        self._token, self.name = joined["token"], joined["name"]
        async with asyncio.TaskGroup() as both:
            both.create_task(self._listen())
            both.create_task(self._tag())

    async def _listen(self) -> None:
        while True:
            with suppress(OSError, ConnectionClosed, InvalidHandshake, asyncio.IncompleteReadError, ValueError):
                ticket = (await self._post("/api/ws-ticket", {"kind": "events"}))["ticket"]
                url = f"ws://{HERE}:{self._crew.port}/ws/events"
                protocols: Any = [PROTOCOL, f"ticket.{ticket}"]
                async with connect(
                    url, subprotocols=protocols, origin=self._crew.origin, compression=None, local_addr=(self._from, 0)
                ) as line:
                    await line.send(Hello(client="page", name=self.name, since={self._crew.session: self._last})
                                    .model_dump_json())  # fmt: skip
                    async for text in line:
                        await self._hear(line, str(text))
            self._line = None
            await asyncio.sleep(REDIAL_S)

    async def _hear(self, line: ClientConnection, text: str) -> None:
        now = time.perf_counter()
        message = parse_message(text)
        match message:
            case Welcome():
                self._line, self.welcomed_s = line, now
                for put in tuple(self._waiting.values()):
                    await line.send(put.model_dump_json())
            case Acknowledged():
                if message.id in self._waiting:
                    self._crew.sent[self._waiting.pop(message.id).event.id].acknowledged_s = now
            case Refused():
                if message.id in self._waiting and message.fault != "world":
                    self._crew.refused.append(message)
                    del self._waiting[message.id]
            case EventKept():
                self._last = message.stamped.seq
                known = self._crew.sent.get(message.stamped.event.id)
                if known is not None and known.event.author != self.name:
                    known.heard_s.append(now)
            case Feed(events=page):
                self._last = max(self._last, *(stamped.seq for stamped in page))

    async def _tag(self) -> None:
        draw = random.Random(self.name)
        await asyncio.sleep(draw.uniform(0, self._crew.between_s))
        while not self._crew.enough:
            event = TagPut(
                id=new_id(), at_us=5, author=self.name, annotation=new_id(), pressed_us=5, lead_us=0, lag_us=0,
                note="I really cannot find the button",
            )  # fmt: skip
            put = Put(id=new_id(), session=self._crew.session, event=event)
            self._waiting[put.id] = put
            self._crew.sent[event.id] = Sent(event, time.perf_counter())
            if self._line is not None:
                with suppress(ConnectionClosed):
                    await self._line.send(put.model_dump_json())
            await asyncio.sleep(self._crew.between_s * draw.uniform(0.8, 1.2))

    @property
    def is_empty(self) -> bool:
        """Whether everything was answered."""
        return not self._waiting

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        reader, writer = await asyncio.open_connection(HERE, self._crew.port, local_addr=(self._from, 0))
        content = json.dumps(body).encode()
        authorized = f"Authorization: Bearer {self._token}\r\n" if self._token else ""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {HERE}:{self._crew.port}\r\nOrigin: {self._crew.origin}\r\nX-Lab: 1\r\n"
            f"{authorized}Content-Type: application/json\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode() + content)
        answer = await reader.read()
        writer.close()
        head_back, _, told = answer.partition(b"\r\n\r\n")
        status = int(head_back.split()[1])
        if status >= 400:
            raise ValueError(status, told)
        found: dict[str, Any] = json.loads(told)
        return found


class Crew:
    """Observers, all in one thread of their own.

    Attributes:
        sent: every tag, by its event's id.
    """

    def __init__(self, moderator: Person, session: str, observers: int, between_s: float = BETWEEN_TAGS_S) -> None:
        self.session = session
        self.between_s = between_s
        self.sent: dict[str, Sent] = {}
        self.refused: list[Refused] = []
        self.enough = False
        self.port = free_port()
        self.origin: Any = f"http://{HERE}:{self.port}"
        moderator.ask(OpenRoom(id=new_id(), interface=HERE, port=self.port, tls="plain"))
        for _one in range(observers):
            moderator.ask(NewInvitation(id=new_id()))
        wait_until(lambda: len(moderator.of(Invitation)) >= observers, "invitations")
        invitations = [one.url.partition("#")[2].partition(".")[0] for one in moderator.of(Invitation)]
        self.observers = [Observer(self, number, invitations[number]) for number in range(observers)]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="crew")
        self._thread.start()
        self._living = [self._run(one.live()) for one in self.observers]
        wait_until(lambda: all(one.welcomed_s for one in self.observers), "a welcome for everybody")

    def _run(self, what: Coroutine[Any, Any, None]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop)

    @property
    def acknowledged(self) -> set[str]:
        """Ids of the events that were acknowledged."""
        return {known for known, one in self.sent.items() if one.acknowledged_s}

    def wait_for_more(self, n: int) -> None:
        """Wait until so many more were acknowledged."""
        for _few in range(0, n, FEW):  # patience is for one of these
            wanted = len(self.acknowledged) + min(n, FEW)
            wait_until(partial(self._has, wanted), "acknowledgements")

    def _has(self, acknowledged: int) -> bool:
        return len(self.acknowledged) >= acknowledged

    def back_after_s(self, since_s: float) -> float:
        """Wait until everybody is back; how long that took the last of them since a moment of perf_counter."""
        wait_until(lambda: all(one.welcomed_s > since_s for one in self.observers), "everybody back")
        return max(one.welcomed_s for one in self.observers) - since_s

    def stop(self) -> None:
        """Tag no more, and wait for all answers."""
        self.enough = True
        wait_until(lambda: all(one.is_empty for one in self.observers), "all answers")

    def close(self) -> None:
        """Everybody goes."""
        for living in self._living:
            living.cancel()
        self._run(_moment()).result(PATIENCE_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _moment() -> None:
    """Let what was cancelled end."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    await asyncio.gather(*others, return_exceptions=True)
