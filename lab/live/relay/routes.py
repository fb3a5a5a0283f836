"""The ways by which persons get picture and sound: a socket, else one long answer, else single pictures."""

import contextlib
import struct
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import StreamingResponse

from lab.domain.errors import RuleError
from lab.live.door.deadlines import HANG_UP
from lab.live.frames import texts
from lab.live.messages import Track
from lab.live.people.authorize import Action, authorize
from lab.live.people.gate import PROTOCOL, TURNED_AWAY, Caller, Gate, Tab
from lab.live.people.sockets import serve
from lab.live.relay.track_choice import TrackChoice
from lab.live.relay.viewer import Viewer
from lab.live.room import Room
from recordings import clock
from recordings.messages import TRACK_LOW

_UNKEPT = {"cache-control": "no-store"}
_TRACKS: tuple[Track, ...] = ("main", "low")


def router(room: Room) -> APIRouter:
    """Watch and hear what the participant agreed to."""
    routes = APIRouter()
    gate = Gate(room.people)

    @routes.websocket("/ws/media")
    async def media(socket: WebSocket) -> None:
        track = next((one for one in _TRACKS if one == socket.query_params.get("track", "main")), None)
        try:
            caller = gate(socket)
        except RuleError:
            track = None
        if track is None:
            await socket.close(TURNED_AWAY)  # before it is accepted: the handshake is refused
            return
        await socket.accept(subprotocol=PROTOCOL)
        hang_up = socket.scope.get("extensions", {}).get(HANG_UP)
        with _watching(room, caller, track, hang_up) as viewer:
            # A picture that they do not take holds up neither that they go nor that they are cut off.
            await serve(socket, lambda: viewer.closed, _send(socket, viewer), _leave(socket), viewer.ended())

    @routes.get("/api/media")
    async def stream(
        caller: Annotated[Caller, Depends(gate)],
        track: Annotated[Track, Query()] = "main",
        tab: Tab = "",
    ) -> StreamingResponse:
        told = Caller(caller.person, caller.principal, tab)
        return StreamingResponse(_body(room, told, track), media_type="application/octet-stream", headers=_UNKEPT)

    @routes.get("/api/still")
    async def still(caller: Annotated[Caller, Depends(gate)]) -> Response:
        session = room.relay.session
        if session is None:
            return Response(status_code=204, headers=_UNKEPT)
        authorize(caller.principal, Action.WATCH, session)
        found = await room.relay.still.newest()
        # Whoever waited for the first picture may have been turned out meanwhile.
        authorize(room.people.principal_of(caller.person.id), Action.WATCH, session)
        if found is None or room.relay.session is not session:
            return Response(status_code=204, headers=_UNKEPT)
        at_us, jpeg = found
        return Response(jpeg, media_type="image/jpeg", headers={**_UNKEPT, "x-lab-at-us": str(at_us)})

    return routes


@contextlib.contextmanager
def _watching(room: Room, caller: Caller, track: Track, hang_up: Callable[[], None] | None = None) -> Iterator[Viewer]:
    """A line on which this person is shown the stream for as long as they may watch."""

    def may_watch() -> bool:
        try:
            authorize(room.people.principal_of(caller.person.id), Action.WATCH, room.relay.session)
        except RuleError:
            return False
        return True

    person = caller.person.id
    before = room.people.overflows_of(person)

    def fares(viewer: Viewer) -> None:
        room.people.watches(person, "low" if viewer.picture == TRACK_LOW else "main", before + viewer.overflows)

    choice = room.relay.choice_of(person) if track == "main" else TrackChoice(track, clock.now_us())
    viewer = Viewer(choice, may_watch, room.relay, fares, hang_up)
    room.people.attach(person, viewer, "media", caller.tab)
    fares(viewer)
    room.relay.join(viewer)
    try:
        yield viewer
    finally:
        room.relay.leave(viewer)
        room.people.detach(person, viewer)


async def _send(socket: WebSocket, viewer: Viewer) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while (message := await viewer.next()) is not None:
            await socket.send_bytes(message)


async def _leave(socket: WebSocket) -> None:
    """Until the person is gone. Nothing is to be said on this line: whoever says something is no page of ours."""
    await anext(texts(socket), None)


async def _body(room: Room, caller: Caller, track: Track) -> AsyncIterator[bytes]:
    with _watching(room, caller, track) as viewer:
        while (message := await viewer.next()) is not None:
            yield struct.pack(">I", len(message)) + message
