"""Who asks, by which token or ticket, and whether they may: the same for every route and every handshake.

A route of a part of the room takes `Annotated[Caller, Depends(gate)]`, with one gate made from the room's people; what
a route asks for stands in `actions.OF_ROUTE`, and one that does not stand there is closed to everybody.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from starlette.requests import HTTPConnection

from lab.domain.errors import RuleError
from lab.live.people.actions import OF_ROUTE
from lab.live.people.authorize import authorize
from lab.live.people.front_desk import FrontDesk
from lab.live.people.person import Person
from lab.live.people.principal import Principal
from lab.live.people.tickets import TicketKind

PROTOCOL = "lab.1"
"""What the room answers to a handshake."""

TURNED_AWAY = 4401
"""Code with which a handshake is refused."""

Tab = Annotated[str, Field(max_length=64, pattern=r"^[0-9A-Za-z_-]*$")]
"""Made by a page at random when it is loaded: tells apart several pages of one person."""

_TICKET = "ticket."


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody whom the room knows.

    Attributes:
        tab: which of their pages; empty where that is not told.
    """

    person: Person
    principal: Principal
    tab: str = ""


class Gate:
    """Lets callers through to a route."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    def __call__(self, connection: HTTPConnection) -> Caller:
        """Who asks.

        Raises:
            RuleError: `token_unknown`, `removed`, `left`, `expired`, `ticket_spent`; `not_allowed`.
        """
        if connection.scope["type"] == "websocket":
            caller = self._by_ticket(connection)
            method = "WS"
        else:
            caller = self._by_token(connection)
            method = connection.scope["method"]
        action = OF_ROUTE.get((method, connection.scope["route"].path))
        if action is None:
            raise RuleError("not_allowed")
        authorize(caller.principal, action)
        return caller

    def _by_token(self, connection: HTTPConnection) -> Caller:
        said = connection.headers.getlist("authorization")
        kind, _, token = said[0].partition(" ") if len(said) == 1 else ("", "", "")
        if kind.lower() != "bearer":
            raise RuleError("token_unknown")
        found = self._desk.person_by(token)
        if found is None:
            raise _unknown(self._desk, token)
        return Caller(*found)

    def _by_ticket(self, connection: HTTPConnection) -> Caller:
        offered = [one.strip() for one in connection.headers.get("sec-websocket-protocol", "").split(",")]
        tickets = [one.removeprefix(_TICKET) for one in offered if one.startswith(_TICKET)]
        if PROTOCOL not in offered or len(tickets) != 1:
            raise RuleError("ticket_spent")
        kind: TicketKind = "media" if connection.scope["route"].path == "/ws/media" else "events"
        person, tab = self._desk.enter(tickets[0], kind)
        return Caller(person, person.principal(), tab)


def _unknown(desk: FrontDesk, token: str) -> RuleError:
    """What somebody hears whose token is good no more: whoever was here is told why."""
    match desk.gone_by(token):
        case "removed":
            return RuleError("removed")
        case "left":
            return RuleError("left")
        case "expired":
            return RuleError("expired")
    return RuleError("token_unknown")
