"""Who joins, who is let in, in which role, and who is turned out again: everything about people that is decided here.

A change holds the moment it is made, in memory; whoever asked for it hears that it was made when it is on the disk too.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from lab.domain.errors import InputError, LabError, RuleError
from lab.domain.ids import new_id
from lab.domain.person import WayOut
from lab.live.messages import PersonState, Track, ViewerReport
from lab.live.people import names, tokens
from lab.live.people.allowance import Allowance
from lab.live.people.invitations import Invitations
from lab.live.people.lead import without_lead
from lab.live.people.person import Person
from lab.live.people.pin import Pin
from lab.live.people.presence import REMOVED, TAKEN_OVER, Line, Presence, Watching
from lab.live.people.principal import Principal
from lab.live.people.register import Register
from lab.live.people.roles import Role
from lab.live.people.rules import RULES_VERSION
from lab.live.people.tickets import TicketKind, Tickets
from recordings import clock

MOST_PEOPLE = 60
MOST_IN_LOBBY = 30
MOST_GONE = 200
"""Of those who have gone, so many are remembered until the day ends."""

SEEN_EVERY = timedelta(minutes=1)

_DEVICE_LETTERS = 200


class Joining(BaseModel):
    """What somebody says of themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    organisation: str
    rules: str
    language: str
    device: str = ""


class FrontDesk:
    """The people of one laboratory folder.

    Args:
        file: where the register lies.
        reserved: names that nobody who comes by the page may bear.
        on_change: told when somebody came, went, or has another role or state.
        on_pin: told when there is another PIN.
    """

    def __init__(
        self,
        file: Path,
        reserved: Callable[[], Iterable[str]],
        on_change: Callable[[], None],
        on_pin: Callable[[], None],
    ) -> None:
        self._register = Register(file)
        self._reserved = reserved
        self._on_change = on_change
        self._tickets = Tickets()
        self._presence = Presence()
        self._allowances: dict[str, Allowance] = {}
        self._views_changed = False
        self.invitations = Invitations()
        self.pin = Pin(on_pin)

    # Who is there.

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody of today, those who have gone among them."""
        return tuple(self._register)

    def states(self) -> tuple[PersonState, ...]:
        """Everybody as others see them. Who left by their own word is not among them."""
        return tuple(self._presence.state(one) for one in self._register if one.is_there or one.way_out == "removed")

    def state(self, person_id: str) -> PersonState:
        """One person as others see them. Raises RuleError `person_unknown`."""
        return self._presence.state(self.known(person_id))

    def principal_of(self, person_id: str) -> Principal | None:
        """What a person may at this moment; None: they have gone. Asked again for every message."""
        person = self._register.get(person_id)
        return person.principal() if person is not None and person.is_there else None

    def allowance_of(self, person_id: str) -> Allowance:
        """How much a person may still say, by whichever ways they speak."""
        return self._allowances.setdefault(person_id, Allowance())

    # Joining.

    async def join_by_invitation(self, secret: str, said: Joining) -> tuple[Person, str]:
        """Let somebody in who was invited; the person, and their token.

        Raises:
            LabError: `invitation_spent`, `room_full`, `name_missing`, `people_not_kept`.
        """
        role = self.invitations.role_of(secret)
        self._refuse_if_full()
        person, token = self._made(said, role, admitted=True)
        self.invitations.use(secret)
        return await self._joined(person, token)

    async def join_by_pin(self, digits: str, address: str, said: Joining) -> tuple[Person, str]:
        """Let somebody into the lobby; the person, and their token.

        Raises:
            LabError: `pin_wrong`, `wait`, `room_full`, `name_missing`, `people_not_kept`.
        """
        person, token = self._made(said, Role.OBSERVER, admitted=False)
        self._refuse_if_full()
        if sum(1 for one in self._register if one.is_there and not one.admitted) >= MOST_IN_LOBBY:
            raise RuleError("room_full")
        self.pin.check(digits, address)
        return await self._joined(person, token)

    def _refuse_if_full(self) -> None:
        if sum(1 for one in self._register if one.is_there) >= MOST_PEOPLE:
            raise RuleError("room_full")

    def _made(self, said: Joining, role: Role, *, admitted: bool) -> tuple[Person, str]:
        name = names.tidy(said.name)
        if not name:
            raise InputError("name_missing")
        if said.rules != RULES_VERSION:
            raise RuleError("rules_changed", version=RULES_VERSION)
        taken = [one.name for one in self._register if one.way_out in (None, "removed")]
        token = tokens.new_token()
        now = clock.wall().isoformat()
        person = Person(
            id=new_id(),
            name=names.told_apart(name, [*taken, *self._reserved()]),
            organisation=names.tidy(said.organisation),
            role=role,
            admitted=admitted,
            token=tokens.digest(token),
            rules=said.rules,
            language=said.language,
            device=names.tidy(said.device[:_DEVICE_LETTERS]),
            joined=now,
            seen=now,
        )
        return person.given(role), token

    async def _joined(self, person: Person, token: str) -> tuple[Person, str]:
        for led in without_lead(self._register, person):
            self._register.put(led)
        self._register.put(person)
        try:
            await self._register.save()
        except LabError:
            self._register.drop(person.id)
            raise
        self._on_change()
        return self.known(person.id), token

    # Coming back.

    def person_by(self, token: str) -> tuple[Person, Principal] | None:
        """Who shows this token, and what they may; None: nobody that is there.

        Whoever was let in and still shows the token of the lobby may no more than in the lobby: `renewed_token` gives
        them another, and with its first use the one of the lobby is good no more.
        """
        shown = tokens.digest(token)
        person = next((one for one in self._register if one.is_there and shown in (one.token, one.next_token)), None)
        if person is None:
            return None
        if shown == person.next_token:
            person = person.model_copy(update={"token": shown, "token_due": False, "next_token": ""})
        self._saw(person)
        may = person.principal()
        return person, replace(may, admitted=False) if person.token_due else may

    def gone_by(self, token: str) -> WayOut | None:
        """How somebody went who shows a token that was theirs."""
        shown = tokens.digest(token)
        return next((one.way_out for one in self._register if shown in (one.token, one.next_token)), None)

    async def renewed_token(self, person: Person) -> str | None:
        """The token with which somebody goes on who was let in; None: they have it. Raises WorldError
        `people_not_kept`.
        """
        if not person.token_due:
            return None
        token = tokens.new_token()
        self._register.put(person.model_copy(update={"next_token": tokens.digest(token)}))
        await self._register.save()
        return token

    def ticket(self, person: Person, kind: TicketKind, tab: str, *, take_over: bool) -> str:
        """What opens one connection.

        Args:
            tab: tells the pages of one person apart; empty: they do it among themselves.
            take_over: the person goes on in this page, and the other one is closed.

        Raises:
            RuleError: `token_old`: another was given since; `open_elsewhere`: another page of theirs is open.
        """
        if person.token_due:
            raise RuleError("token_old")
        others = self._presence.others(person.id, tab) if tab else ()
        if others and not take_over:
            raise RuleError("open_elsewhere")
        for line in others:
            line.cut(TAKEN_OVER)
        return self._tickets.make(person.id, kind, tab)

    def enter(self, ticket: str, kind: TicketKind) -> tuple[Person, str]:
        """Whose ticket this is, and of which of their pages. Raises RuleError `ticket_spent`."""
        person_id, tab = self._tickets.use(ticket, kind)
        person = self._register.get(person_id)
        if person is None or not person.is_there:
            raise RuleError("ticket_spent")
        return person, tab

    def attach(self, person_id: str, line: Line, kind: TicketKind, tab: str = "") -> None:
        """A connection of a person is open."""
        if self._presence.open(person_id, line, kind, tab):
            self._on_change()

    def detach(self, person_id: str, line: Line) -> None:
        """A connection of a person is gone. Twice is no fault."""
        self._views_changed = True
        if self._presence.close(person_id, line):
            self._on_change()

    def report(self, person_id: str, view: ViewerReport) -> None:
        """How the picture reaches a person; others hear of it with the next tick."""
        self._views_changed |= self._presence.report(person_id, view)

    def watches(self, person_id: str, track: Track, overflows: int) -> None:
        """Which track the room sends a person, and how often they were too slow for it; told with the next tick."""
        self._views_changed |= self._presence.watch(person_id, Watching(track, overflows))

    def overflows_of(self, person_id: str) -> int:
        """How often a person was too slow for the picture until now."""
        return self._presence.watching(person_id).overflows

    def note_clock(self, person_id: str, doubt_us: int) -> None:
        """To what doubt a person's clock is known; told with the next tick."""
        self._views_changed |= self._presence.clock(person_id, -(-doubt_us // 1000))

    def _saw(self, person: Person) -> None:
        now = clock.wall()
        if now - datetime.fromisoformat(person.seen) > SEEN_EVERY:
            person = person.model_copy(update={"seen": now.isoformat()})
        if person != self._register.get(person.id):
            self._register.put(person)

    # For those who steer.

    def is_here(self, person_id: str) -> bool:
        """Whether the person's page listens."""
        return self._presence.is_here(person_id)

    def known(self, person_id: str) -> Person:
        """Somebody who is there. Raises RuleError `person_unknown`."""
        person = self._register.get(person_id)
        if person is None or not person.is_there:
            raise RuleError("person_unknown", person=person_id)
        return person

    def put(self, *changed: Person) -> None:
        """Know this of these people from now on, and tell."""
        for person in changed:
            self._register.put(person)
        self._on_change()

    def let_go(self, person: Person, way_out: WayOut, reason: str = "") -> None:
        """Somebody goes: neither token nor ticket nor connection of theirs is good from this moment."""
        self._register.put(person.model_copy(update={"way_out": way_out, "reason": reason}))
        self._tickets.withdraw(person.id)
        self._presence.cut(person.id, REMOVED)
        self._allowances.pop(person.id, None)

    def cut(self, person: Person, code: int) -> None:
        """Close what a person has open; they come again by themselves."""
        self._tickets.withdraw(person.id)
        self._presence.cut(person.id, code)

    async def keep(self) -> None:
        """Return when everything that was changed is on the disk. Raises WorldError `people_not_kept`."""
        await self._register.save()

    def tick(self) -> bool:
        """What time brings: another PIN, ends of days, news of how pictures reach people. Once a second; whether it
        must be kept at once.
        """
        self.pin.renew_if_old()
        now = clock.wall()
        over = []
        for person in self._register:
            if self.is_here(person.id):
                self._saw(person)
            elif person.is_there and person.is_over(now):
                over.append(person)
                self.let_go(person, "expired")
        self._forget_gone(now)
        if over or self._views_changed:
            self._views_changed = False
            self._on_change()
        return bool(over)

    def _forget_gone(self, now: datetime) -> None:
        gone = [one for one in self._register if not one.is_there]
        spare = {one.id for one in gone[: max(0, len(gone) - MOST_GONE)]}
        for person in gone:
            if person.id in spare or person.is_over(now):
                self._register.drop(person.id)
                self._presence.forget(person.id)
