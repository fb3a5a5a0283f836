"""People at the door of a room, without a network."""

from pathlib import Path

from lab.live.people.front_desk import FrontDesk, Joining
from lab.live.people.person import Person
from lab.live.people.roles import Role
from lab.live.people.rules import RULES_VERSION
from lab.live.people.steward import Steward


class Line:
    """An open connection; remembers with which code it was cut."""

    def __init__(self) -> None:
        self.code: int | None = None

    def cut(self, code: int) -> None:
        self.code = code


class Clock:
    """A machine's clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.us = 1_000_000

    def __call__(self) -> int:
        return self.us

    def pass_s(self, seconds: float) -> None:
        self.us += round(seconds * 1e6)


class News:
    """Counts what a desk tells."""

    def __init__(self) -> None:
        self.changes = 0
        self.pins = 0

    def changed(self) -> None:
        self.changes += 1

    def new_pin(self) -> None:
        self.pins += 1


def said(name: str = "Olga") -> Joining:
    """What somebody says of themselves."""
    return Joining(name=name, organisation="Benefits office", rules=RULES_VERSION, language="ru")


def desk_at(folder: Path, news: News | None = None) -> FrontDesk:
    """The desk of a room that was just started, with whoever joined before."""
    told = news or News()
    return FrontDesk(folder / "people.json", lambda: ("live", "Anna"), told.changed, told.new_pin)


async def invited(desk: FrontDesk, role: Role = Role.OBSERVER, name: str = "Olga") -> tuple[Person, str]:
    """Somebody who came by an invitation, and their token."""
    return await desk.join_by_invitation(desk.invitations.make(role), said(name))


async def waiting(desk: FrontDesk, name: str = "Olga") -> tuple[Person, str]:
    """Somebody who came by the PIN and waits in the lobby, and their token."""
    return await desk.join_by_pin(desk.pin.digits, "10.0.0.7", said(name))


async def let_in(desk: FrontDesk, person: Person, role: Role = Role.OBSERVER) -> str:
    """Let somebody in who waits; the token with which they go on."""
    await Steward(desk).admit(person.id, role)
    token = await desk.renewed_token(desk.known(person.id))
    assert token is not None
    return token
