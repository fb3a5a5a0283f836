"""The two ways by which persons talk with the room: a socket, and where none gets through, POST and a stream."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response, WebSocket
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.exceptions import HTTPException

from lab.domain.errors import RuleError
from lab.domain.events import Id
from lab.live.people.gate import PROTOCOL, TURNED_AWAY, Caller, Gate, Tab
from lab.live.room import Room
from lab.live.talk.fallback import listened, said
from lab.live.talk.socket import converse

MOST_AT_ONCE = 60
_SINCE: TypeAdapter[dict[Id, int]] = TypeAdapter(
    Annotated[dict[Id, Annotated[int, Field(ge=0)]], Field(max_length=1000)]
)
"""Session → number of the last event known."""


class Said(BaseModel):
    """What a page says at once: as many messages as it might have said by a socket in a burst."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    messages: Annotated[list[Any], Field(min_length=1, max_length=MOST_AT_ONCE)]


def router(room: Room) -> APIRouter:
    """Talk with the room."""
    routes = APIRouter()
    gate = Gate(room.people)

    @routes.websocket("/ws/events")
    async def events(socket: WebSocket) -> None:
        try:
            caller = gate(socket)
        except RuleError:
            await socket.close(TURNED_AWAY)  # before it is accepted: the handshake is refused
            return
        await socket.accept(subprotocol=PROTOCOL)
        await converse(room, socket, caller)

    @routes.post("/api/events")
    async def say(words: Said, caller: Annotated[Caller, Depends(gate)]) -> Response:
        answers = await said(room, caller, words.messages)
        told = ",".join(answer.model_dump_json() for answer in answers)
        return Response(f'{{"answers":[{told}]}}', media_type="application/json")

    @routes.get("/api/feed")
    async def feed(
        caller: Annotated[Caller, Depends(gate)],
        since: Annotated[str, Query(max_length=65_536)] = "{}",
        tab: Tab = "",
    ) -> StreamingResponse:
        try:
            known = _SINCE.validate_json(since)
        except ValidationError as error:
            raise HTTPException(422) from error
        lines = listened(room, caller, known, tab)
        return StreamingResponse(lines, media_type="application/x-ndjson", headers={"cache-control": "no-store"})

    return routes
