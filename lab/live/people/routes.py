"""The routes by which people come in, come back and go."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from lab.domain.person import Role
from lab.live.people.authorize import Action, authorize
from lab.live.people.front_desk import Joining
from lab.live.people.gate import Caller, Gate, Tab
from lab.live.people.outside import RoomSeen, seen_from_outside
from lab.live.people.person import Person
from lab.live.people.steward import Steward
from lab.live.people.tickets import TicketKind
from lab.live.room import Room


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class JoinAsked(_Body):
    """Somebody wants to come in: by an invitation, or by the PIN.

    Attributes:
        invitation: as it stands in the link, with or without the role behind it.
        rules: version of the rules that were accepted.
    """

    invitation: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    pin: Annotated[str, Field(min_length=1, max_length=20)] | None = None
    name: Annotated[str, Field(min_length=1, max_length=200)]
    organisation: Annotated[str, Field(max_length=200)] = ""
    rules: Annotated[str, Field(max_length=64)]
    language: Literal["en", "ru"]
    device: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _one_way_in(self) -> "JoinAsked":
        if (self.invitation is None) == (self.pin is None):
            raise ValueError("one of invitation and pin")
        return self


class TicketAsked(_Body):
    """A connection is to be opened.

    Attributes:
        take_over: go on here, and close the page of the same person that is open elsewhere.
    """

    kind: TicketKind
    tab: Tab = ""
    take_over: bool = False


class Joined(_Body):
    """Somebody was let in, or waits in the lobby. `name`: as others read it from now on."""

    person: str
    name: str
    token: str
    state: Literal["lobby", "admitted"]
    role: Role


class Me(_Body):
    """What somebody is in the room.

    Attributes:
        token: another one, to be shown from now on: whoever was let in gets it once, and the one of the lobby is good
            until this is shown for the first time.
    """

    person: str
    name: str
    organisation: str
    state: Literal["lobby", "admitted"]
    role: Role
    muted: bool
    token: str | None = None


class TicketMade(_Body):
    """What opens one connection, once and within half a minute."""

    ticket: str


def router(room: Room) -> APIRouter:
    """See the room from outside, join, come back, open connections, leave."""
    routes = APIRouter()
    desk = room.people
    gate = Gate(desk)
    steward = Steward(desk)

    @routes.get("/api/room")
    async def outside() -> RoomSeen:
        return await seen_from_outside(room)

    @routes.post("/api/join")
    async def join(asked: JoinAsked, request: Request) -> Joined:
        said = Joining(
            name=asked.name,
            organisation=asked.organisation,
            rules=asked.rules,
            language=asked.language,
            device=asked.device,
        )
        if asked.invitation is not None:
            person, token = await desk.join_by_invitation(asked.invitation.partition(".")[0], said)
        else:
            address = request.client.host if request.client else ""
            person, token = await desk.join_by_pin((asked.pin or "").strip(), address, said)
        return Joined(person=person.id, name=person.name, token=token, state=_state(person), role=person.role)

    @routes.get("/api/me", response_model_exclude_none=True)
    async def me(caller: Annotated[Caller, Depends(gate)]) -> Me:
        person = caller.person
        return Me(
            person=person.id,
            name=person.name,
            organisation=person.organisation,
            state=_state(person),
            role=person.role,
            muted=person.muted,
            token=await desk.renewed_token(person),
        )

    @routes.post("/api/ws-ticket")
    async def ticket(asked: TicketAsked, caller: Annotated[Caller, Depends(gate)]) -> TicketMade:
        # Whoever still shows the token of the lobby hears that there is another, and not that they may see nothing.
        if asked.kind == "media" and not caller.person.token_due:
            authorize(caller.principal, Action.WATCH)
        return TicketMade(ticket=desk.ticket(caller.person, asked.kind, asked.tab, take_over=asked.take_over))

    @routes.post("/api/leave", status_code=204)
    async def leave(caller: Annotated[Caller, Depends(gate)]) -> None:
        await steward.leave(caller.person.id)

    return routes


def _state(person: Person) -> Literal["lobby", "admitted"]:
    return "admitted" if person.admitted else "lobby"
