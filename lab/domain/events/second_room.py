"""Who comes into the second room and goes, and what is said there."""

from typing import Annotated, Literal

from pydantic import Field

from lab.domain.events.base import Author, Event, Id, Moment, Words
from lab.domain.person import Role

RoleName = Role
ClockExchange = tuple[float, int, int, float]
"""t1 and t4 on the page's clock in ms, t2 and t3 on the machine's in µs."""


class PersonJoined(Event):
    """A person was admitted, or was there already when the session was opened; `rules`: version of the room's rules
    that they accepted. A participant bears no name of their own.
    """

    BODY = frozenset({"name", "organisation"})
    type: Literal["person.joined"] = "person.joined"
    person: Id
    name: Author = ""
    organisation: Author = ""
    role: RoleName
    rules: Annotated[str, Field(max_length=64)]


class PersonLeft(Event):
    """A person left by their own will; `expired`: they were away for too long, or the day ended."""

    type: Literal["person.left"] = "person.left"
    person: Id
    expired: bool = False


class PersonRemoved(Event):
    """A person was turned out."""

    BODY = frozenset({"reason"})
    type: Literal["person.removed"] = "person.removed"
    person: Id
    reason: Words = ""


class PersonRoleGiven(Event):
    """A person has another role."""

    type: Literal["person.role"] = "person.role"
    person: Id
    role: RoleName


class RoomOpened(Event):
    """Persons can come in from now on, by this interface."""

    type: Literal["room.opened"] = "room.opened"
    interface: Annotated[str, Field(max_length=200)]
    tls: Literal["own", "imported", "plain"]


class RoomClosed(Event):
    """Nobody can come in any more."""

    type: Literal["room.closed"] = "room.closed"
    interface: Annotated[str, Field(max_length=200)]
    tls: Literal["own", "imported", "plain"]


class ClockMeasured(Event):
    """How far a person's clock is from the session's: session time = page time + `offset_us`, to ± `uncertainty_us`.

    Attributes:
        samples: the exchanges it was found from.
    """

    type: Literal["clock.measured"] = "clock.measured"
    person: Id
    offset_us: Moment
    uncertainty_us: Annotated[int, Field(ge=0)]
    samples: Annotated[tuple[ClockExchange, ...], Field(max_length=16)]


class HandRaised(Event):
    """Somebody brought an annotation or a word before the moderator."""

    BODY = frozenset({"text"})
    type: Literal["hand.raised"] = "hand.raised"
    person: Id | None = None
    annotation: Id | None = None
    text: Words = ""


class ChatSaid(Event):
    """Something was said that the participant did not hear: to the observers, to the moderator, or to one person.

    Attributes:
        person: who said it; None: at the workstation.
        to: "observers", "moderator", or a person's id.
    """

    BODY = frozenset({"text"})
    type: Literal["chat.said"] = "chat.said"
    person: Id | None = None
    to: Id
    text: Words
