"""Everybody who might ask something of a room: by which token, and what they may."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from lab.live.people.front_desk import FrontDesk
from lab.live.people.person import Person
from lab.live.people.principal import Principal
from lab.live.people.roles import Role
from lab.live.people.steward import Steward
from tests.lab.live.people.rooms import invited, let_in, waiting


@dataclass(frozen=True)
class Asking:
    """Somebody who asks.

    Attributes:
        person: None: nobody that the room knows.
        may: what they may, if they are there.
    """

    token: str = ""
    person: Person | None = None
    may: Principal | None = None


Come = Callable[[FrontDesk], Awaitable[Asking]]


async def _nobody(_desk: FrontDesk) -> Asking:
    return Asking()


async def _stranger(_desk: FrontDesk) -> Asking:
    return Asking("nobody-has-this-token")


async def _lobby(desk: FrontDesk) -> Asking:
    person, token = await waiting(desk)
    return Asking(token, person, person.principal())


def _in(role: Role, *, muted: bool = False) -> Come:
    async def come(desk: FrontDesk) -> Asking:
        person, token = await invited(desk, role)
        await Steward(desk).mute(person.id, on=muted)
        return Asking(token, person, desk.principal_of(person.id))

    return come


async def _with_the_lobbys_token(desk: FrontDesk) -> Asking:
    person, token = await waiting(desk)
    await Steward(desk).admit(person.id, Role.OBSERVER)
    return Asking(token, person, Principal("person", person.id, person.name, Role.OBSERVER))


async def _after_the_lobbys_token_was_renewed(desk: FrontDesk) -> Asking:
    person, token = await waiting(desk)
    assert desk.person_by(await let_in(desk, person)) is not None
    return Asking(token, person)


async def _removed(desk: FrontDesk) -> Asking:
    person, token = await invited(desk)
    await Steward(desk).remove(person.id, "")
    return Asking(token, person)


async def _left(desk: FrontDesk) -> Asking:
    person, token = await invited(desk)
    await Steward(desk).leave(person.id)
    return Asking(token, person)


async def _expired(desk: FrontDesk) -> Asking:
    person, token = await invited(desk)
    desk.let_go(person, "expired")
    return Asking(token, person)


CALLERS: dict[str, Come] = {
    "nobody": _nobody,
    "stranger": _stranger,
    "lobby": _lobby,
    **{role.value: _in(role) for role in Role},
    "muted": _in(Role.OBSERVER, muted=True),
    "let in, with the token of the lobby": _with_the_lobbys_token,
    "let in, with the token of the lobby after the other": _after_the_lobbys_token_was_renewed,
    "removed": _removed,
    "left": _left,
    "expired": _expired,
}
