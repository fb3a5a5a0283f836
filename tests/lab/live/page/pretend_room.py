"""A small room that speaks to pages as the real one does: joining, tickets, events by socket and by stream.

It keeps what it is told in lists, so that a test can look, and can be told to refuse sockets.
"""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import ValidationError

from lab.live.door import page_files
from lab.live.messages import parse_client_message
from recordings import clock

PIN = "123456"
SESSION = "session-1"
LET_IN, REMOVED, TAKEN_OVER, GONE = 4410, 4403, 4409, 1012
Word = dict[str, Any]
BROKEN: Word = {"type": "refused", "id": None, "fault": "input", "code": "message_broken", "facts": {}}


class Person:
    """Somebody who joined."""

    def __init__(self, number: int, said: Word, *, admitted: bool) -> None:
        self.id, self.name, self.admitted, self.role = f"person-{number}", said["name"], admitted, "observer"
        self.token, self.said = f"token-{number}", said
        self.is_there, self.token_due = True, False

    def state(self) -> Word:
        place = "here" if self.admitted else "lobby"
        return {"id": self.id, "name": self.name, "role": self.role, "state": place if self.is_there else "removed"}


class PretendRoom:
    """What is told, kept; what is asked, answered. Its handlers run in the server's thread."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.kept: list[Word] = []
        self.heard: list[Word] = []
        self.faults: list[str] = []
        self.refuses_sockets = False
        self.refuses_notes = ""
        self.is_away = False
        self.open: dict[asyncio.Queue[Word | int], tuple[Person, str]] = {}
        self.tickets: dict[str, tuple[Person, str]] = {}
        self.sockets = self.streams = 0
        self.loop: asyncio.AbstractEventLoop | None = None
        self.origin_us = clock.now_us() - 60_000_000

    # What tests do.

    def puts(self) -> list[str]:
        """The notes that were kept, in order, those of one event once for each time it was kept."""
        return [stamped["event"]["note"] for stamped in self.kept]

    def admit(self) -> None:
        """Let everybody in who waits."""
        for person in self.people:
            person.token_due = person.token_due or not person.admitted
            person.admitted = True
        self._close_all(LET_IN)

    def remove(self) -> None:
        """Turn everybody out."""
        for person in self.people:
            person.is_there = False
        self._close_all(REMOVED)

    def go_away(self) -> None:
        """Answer nobody any more."""
        self.is_away = True
        self._close_all(GONE)

    def _close_all(self, code: int) -> None:
        assert self.loop is not None
        for queue in list(self.open):
            self.loop.call_soon_threadsafe(queue.put_nowait, code)

    # What pages do.

    def join(self, said: Word) -> Response:
        if "invitation" not in said and said.get("pin") != PIN:
            return _refused(401, "pin_wrong")
        if said.get("invitation") == "spent":
            return _refused(401, "invitation_spent")
        person = Person(len(self.people) + 1, said, admitted="invitation" in said)
        self.people.append(person)
        state = "admitted" if person.admitted else "lobby"
        said = {"person": person.id, "name": person.name, "token": person.token, "state": state, "role": person.role}
        return JSONResponse(said)

    def known(self, request: Request) -> Person | None:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return next((one for one in self.people if one.token == token and one.is_there), None)

    def me(self, person: Person) -> Response:
        answer: Word = {
            "person": person.id,
            "name": person.name,
            "state": "admitted" if person.admitted else "lobby",
            "role": person.role,
        }
        if person.token_due:
            person.token, person.token_due = f"{person.token}-renewed", False
            answer["token"] = person.token
        return JSONResponse(answer)

    def asked(self, person: Person, what: str, said: Word) -> Response:
        if self.is_away:
            return _refused(503, "away")
        if what == "ws-ticket":
            return self.ticket(person, said)
        if what == "leave":
            person.is_there = False
            return JSONResponse({})
        if not all(self.is_readable(word) for word in said["messages"]):
            return _refused(422, "message_broken")
        return JSONResponse({"answers": [one for word in said["messages"] if (one := self.answer(word)) is not None]})

    def ticket(self, person: Person, asked: Word) -> Response:
        if asked["kind"] == "media" and (person.token_due or not person.admitted):
            return _refused(403, "not_allowed")
        if person.token_due:
            return _refused(409, "token_old")
        for queue, (other, tab) in self.open.items():
            if other is person and tab != asked["tab"]:
                queue.put_nowait(TAKEN_OVER)
        ticket = f"ticket-{len(self.tickets)}"
        self.tickets[ticket] = (person, asked["tab"])
        return JSONResponse({"ticket": ticket})

    def hosted(self) -> Word:
        return {
            "session_id": SESSION, "code": "P04", "folder": "", "state": "running", "origin_us": self.origin_us,
            "last_seq": len(self.kept), "recording": True, "blind": False,
        }  # fmt: skip

    def welcome(self, person: Person, since: dict[str, int]) -> Iterator[Word]:
        sessions = [self.hosted()] if person.admitted else []
        recorder: Word = {"type": "recorder", "session": None, "state": None, "sources": [], "faults": []}
        yield {
            "type": "welcome",
            "version": 1,
            "pid": 1,
            "sessions": sessions,
            "recorder": recorder,
            "you": person.state(),
            "boards": [],
        }
        news = self.kept[since.get(SESSION, 0) :]
        if person.admitted and news:
            yield {"type": "feed", "session": SESSION, "events": news, "more": False}

    def answer(self, word: Word) -> Word | None:
        heard_us = clock.now_us()
        self.heard.append(word)
        if word["type"] == "ping":
            now = clock.now_us()
            return {
                "type": "pong",
                "id": word["id"],
                "now_us": now,
                "t1_ms": word.get("t1_ms"),
                "t2_us": heard_us,
                "t3_us": now,
            }
        return self._put(word) if word["type"] == "put" else None

    def is_readable(self, word: Word) -> bool:
        try:
            parse_client_message(json.dumps(word))
        except ValidationError as error:
            self.faults.append(str(error))
            return False
        return True

    def _put(self, word: Word) -> Word:
        event = word["event"]
        if self.refuses_notes and self.refuses_notes in event["note"]:
            return {"type": "refused", "id": word["id"], "fault": "rule", "code": "not_allowed", "facts": {}}
        seq = next((one["seq"] for one in self.kept if one["event"]["id"] == event["id"]), 0)
        if seq == 0:
            seq = len(self.kept) + 1
            stamped = {"seq": seq, "event": event}
            self.kept.append(stamped)
            for queue in self.open:
                queue.put_nowait({"type": "event", "session": SESSION, "stamped": stamped})
        return {"type": "ack", "id": word["id"], "session": SESSION, "seqs": [seq]}

    async def socket(self, socket: WebSocket) -> None:
        if self.refuses_sockets or self.is_away:
            await socket.close()
            return
        _version, ticket = socket.scope["subprotocols"]
        person, tab = self.tickets.pop(ticket.removeprefix("ticket."))
        await socket.accept(subprotocol="lab.1")
        self.sockets += 1
        hello = await socket.receive_json()
        out: asyncio.Queue[Word | int] = asyncio.Queue()
        for told in self.welcome(person, hello["since"]):
            out.put_nowait(told)
        self.open[out] = person, tab
        sending = asyncio.ensure_future(_send(socket, out))
        try:
            while True:
                word = await socket.receive_json()
                answer = self.answer(word) if self.is_readable(word) else BROKEN
                if answer is not None:
                    out.put_nowait(answer)
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            del self.open[out]
            sending.cancel()

    async def stream(self, person: Person, since: dict[str, int]) -> AsyncIterator[str]:
        out: asyncio.Queue[Word | int] = asyncio.Queue()
        for told in self.welcome(person, since):
            out.put_nowait(told)
        self.open[out] = person, ""
        self.streams += 1
        try:
            while isinstance(word := await out.get(), dict):
                yield json.dumps(word) + "\n"
        finally:
            del self.open[out]


async def _send(socket: WebSocket, out: "asyncio.Queue[Word | int]") -> None:
    while isinstance(word := await out.get(), dict):
        await socket.send_json(word)
    await socket.close(word)


def _refused(status: int, code: str, **facts: object) -> Response:
    return JSONResponse({"code": code, "facts": facts}, status_code=status)


def _application(room: PretendRoom) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/api/room")
    async def about() -> Response:
        rules = {"version": "1", "text": {"en": "Do not record.", "ru": "Ничего не записывайте."}}
        return JSONResponse(
            {"lab": "Test laboratory", "languages": ["en", "ru"], "secure": False, "rules": rules, "practice": {}}
        )

    @app.post("/api/join")
    async def join(request: Request) -> Response:
        return room.join(await request.json())

    @app.get("/api/feed")
    async def feed(request: Request, since: str) -> Response:
        person = room.known(request)
        assert person is not None
        return StreamingResponse(room.stream(person, json.loads(since)), media_type="application/x-ndjson")

    @app.api_route("/api/{what}", methods=["GET", "POST"])
    async def asked(what: str, request: Request) -> Response:
        person = room.known(request)
        if person is None:
            return _refused(401, "token_unknown")
        if what in ("media", "still"):
            return Response(status_code=204)  # this room has no picture
        return room.me(person) if what == "me" else room.asked(person, what, await request.json())

    @app.websocket("/ws/events")
    async def events(socket: WebSocket) -> None:
        await room.socket(socket)

    @app.websocket("/ws/media")
    async def media(socket: WebSocket) -> None:
        if room.is_away:
            await socket.close()
            return
        await socket.accept("lab.1")
        with suppress(WebSocketDisconnect):
            await socket.receive_text()

    app.include_router(page_files.router(None))  # type: ignore[arg-type]
    return app


class _Server(uvicorn.Server):
    def __init__(self, room: PretendRoom) -> None:
        config = uvicorn.Config(
            _application(room),
            port=0,
            ws="websockets-sansio",
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self._room = room

    async def startup(self, sockets: Any = None) -> None:
        self._room.loop = asyncio.get_running_loop()
        await super().startup(sockets)

    @property
    def port(self) -> int:
        return int(self.servers[0].sockets[0].getsockname()[1])


@contextmanager
def served(room: PretendRoom) -> Iterator[int]:
    """The room on a port of this machine."""
    server = _Server(room)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        until = time.monotonic() + 10
        while not server.started and time.monotonic() < until:
            time.sleep(0.005)
        assert server.started
        yield server.port
    finally:
        room.is_away = True  # whoever dials while the server ends would be open when it is gone
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()
