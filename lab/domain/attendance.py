"""Who was there while a session was open, of those who came by the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lab.domain import events
from lab.domain.person import Role, WayOut


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was there while a session was open.

    Attributes:
        called: their name; empty once it was erased.
        rules: version of the room's rules that was accepted.
        since_us, until_us: session clock; None: still there at the end.
    """

    person: str
    called: str
    organisation: str
    role: Role
    rules: str
    since_us: int
    until_us: int | None = None
    way_out: WayOut | None = None

    @property
    def is_there(self) -> bool:
        """Whether they have not gone."""
        return self.until_us is None


Attendance = Mapping[str, Attendee]
"""Person's id → what is known, in the order in which they came."""


def joined(there: Attendance, event: events.PersonJoined) -> Attendance:
    """Somebody came; who came before, and was not seen to go, is still the same."""
    if event.person in there and there[event.person].is_there:
        return there
    came = Attendee(event.person, event.name, event.organisation, event.role, event.rules, event.at_us)
    return {**there, event.person: came}


def went(there: Attendance, event: events.PersonLeft | events.PersonRemoved) -> Attendance:
    """Somebody went; of whom nobody saw come nothing is known."""
    known = there.get(event.person)
    if known is None or not known.is_there:
        return there
    how: WayOut = "removed"
    if isinstance(event, events.PersonLeft):
        how = "expired" if event.expired else "left"
    return {**there, event.person: replace(known, until_us=max(known.since_us, event.at_us), way_out=how)}


def given_role(there: Attendance, event: events.PersonRoleGiven) -> Attendance:
    """Somebody is there as something else; what they were stays in the journal."""
    known = there.get(event.person)
    return there if known is None else {**there, event.person: replace(known, role=event.role)}
