"""What the moderator does with people: lets them in, gives them roles, mutes them, turns them out. And the lead, which
goes from hand to hand without the moderator when whoever had it is gone.
"""

from lab.domain.errors import RuleError
from lab.live.people.front_desk import FrontDesk
from lab.live.people.lead import without_lead
from lab.live.people.roles import Role

LET_IN = 4410
"""Code with which the connection of the lobby is closed when somebody was let in: their page comes again with another
token."""


class Steward:
    """Changes who is there and as what. Every change holds at once, and is on the disk when a method returns.

    All methods raise RuleError `person_unknown` for somebody who is not there, and WorldError `people_not_kept`.
    """

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk

    async def admit(self, person_id: str, role: Role) -> None:
        """Let somebody in who waits; who is in already gets the role."""
        person = self._desk.known(person_id)
        if person.admitted:
            await self.give_role(person_id, role)
            return
        admitted = person.given(role).model_copy(update={"admitted": True, "token_due": True})
        self._desk.put(*without_lead(self._desk.people, admitted), admitted)
        self._desk.cut(admitted, LET_IN)
        await self._desk.keep()

    async def give_role(self, person_id: str, role: Role) -> None:
        """Give somebody another role. Raises RuleError `person_in_lobby` for somebody who still waits."""
        person = self._desk.known(person_id)
        if not person.admitted:
            raise RuleError("person_in_lobby", name=person.name)
        if person.role is not role:
            changed = person.given(role)
            self._desk.put(*without_lead(self._desk.people, changed), changed)
        await self._desk.keep()

    async def take_lead(self, person_id: str) -> None:
        """Give the lead to an observer who asks for it, if nobody has it or whoever has it is away.

        Raises:
            RuleError: `lead_taken`.
        """
        person = self._desk.known(person_id)
        leading = next((one for one in self._desk.people if one.is_in and one.role is Role.LEAD), None)
        if leading is not None and leading.id != person.id and self._desk.is_here(leading.id):
            raise RuleError("lead_taken", name=leading.name)
        await self.give_role(person_id, Role.LEAD)

    async def mute(self, person_id: str, *, on: bool) -> None:
        """Let nobody hear what somebody says, or let it be heard again."""
        person = self._desk.known(person_id)
        if person.muted is not on:
            self._desk.put(person.model_copy(update={"muted": on}))
        await self._desk.keep()

    async def remove(self, person_id: str, reason: str) -> None:
        """Turn somebody out."""
        self._desk.let_go(self._desk.known(person_id), "removed", reason)
        await self._told()

    async def remove_all(self) -> None:
        """Turn everybody out, and let nobody in who was invited before."""
        self._desk.invitations.withdraw_all()
        for person in self._desk.people:
            if person.is_there:
                self._desk.let_go(person, "removed")
        self._desk.pin.renew()
        await self._told()

    async def leave(self, person_id: str) -> None:
        """Somebody goes by their own will."""
        self._desk.let_go(self._desk.known(person_id), "left")
        await self._told()

    async def _told(self) -> None:
        self._desk.put()
        await self._desk.keep()
