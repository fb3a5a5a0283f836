"""One person who came by the page, as the room keeps them."""

from datetime import datetime, time, timedelta

from pydantic import BaseModel, ConfigDict

from lab.domain.person import WayOut
from lab.i18n import in_language
from lab.live.people.principal import Principal
from lab.live.people.roles import Role
from lab.wording.people import participant_name

IDLE = timedelta(hours=2)
"""Whoever was not heard of for so long is no longer there."""

NIGHT = time(4)
"""When a day ends, by the clock on the wall: at midnight somebody may still sit in a session."""


class Person(BaseModel):
    """Somebody who has joined today.

    Attributes:
        token: SHA-256 of the token that they show; empty: none is good any more.
        token_due: they were let in, and must have another token than that of the lobby: it might have been seen.
        next_token: SHA-256 of that other token, until they have shown it; the one of the lobby is then good no more.
        rules: version of the room's rules that they accepted.
        device: what their browser calls itself, cut short.
        joined, seen: ISO 8601, UTC.
        way_out, reason: how they ceased to be there, and the moderator's words about it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    organisation: str
    role: Role
    admitted: bool = False
    muted: bool = False
    token: str = ""
    token_due: bool = False
    next_token: str = ""
    rules: str
    language: str
    device: str = ""
    joined: str
    seen: str
    way_out: WayOut | None = None
    reason: str = ""

    @property
    def is_there(self) -> bool:
        """Whether they wait in the lobby or were let in, and have not gone."""
        return self.way_out is None

    @property
    def is_in(self) -> bool:
        """Whether they were let in and have not gone."""
        return self.is_there and self.admitted

    def principal(self) -> Principal:
        """In whose name they ask."""
        return Principal("person", self.id, self.name, self.role, admitted=self.is_in, muted=self.muted)

    def given(self, role: Role) -> "Person":
        """The same in another role. A participant bears no name: the record knows them by a code, and observers read
        who is there.
        """
        if role is not Role.PARTICIPANT:
            return self.model_copy(update={"role": role})
        with in_language(self.language):
            return self.model_copy(update={"role": role, "name": participant_name(), "organisation": ""})

    def is_over(self, now: datetime) -> bool:
        """Whether their time is over: nothing was heard of them for long, or the day has ended."""
        return now - datetime.fromisoformat(self.seen) > IDLE or now >= _end_of_day(datetime.fromisoformat(self.joined))


def _end_of_day(joined: datetime) -> datetime:
    local = joined.astimezone()
    night = datetime.combine(local.date(), NIGHT).astimezone()
    if night <= local:
        night = datetime.combine(local.date() + timedelta(days=1), NIGHT).astimezone()
    return night
