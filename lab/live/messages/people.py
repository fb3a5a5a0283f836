"""Who comes in by the second listener, and what each may do."""

from typing import Annotated, Literal

from pydantic import Field

from lab.domain.events import Id
from lab.domain.person import Role
from lab.live.messages.base import RequestId, Spoken

PersonRole = Role
"""What a person is in the room. `lead`: one at a time."""

Track = Literal["main", "low"]
"""The picture as it is, or small and seldom."""

PersonPlace = Literal["lobby", "here", "away", "removed"]


class NewInvitation(Spoken):
    """Make a one-time invitation for this role; answered by `Invitation` too."""

    type: Literal["new_invitation"] = "new_invitation"
    id: RequestId
    role: PersonRole = Role.OBSERVER


class NewPin(Spoken):
    """Make another PIN; the one before is worth nothing any more."""

    type: Literal["new_pin"] = "new_pin"
    id: RequestId


class Admit(Spoken):
    """Let a person in who waits in the lobby."""

    type: Literal["admit"] = "admit"
    id: RequestId
    person: Id
    role: PersonRole = Role.OBSERVER


class Remove(Spoken):
    """Turn a person out."""

    type: Literal["remove"] = "remove"
    id: RequestId
    person: Id
    reason: Annotated[str, Field(max_length=1000)] = ""


class RemoveAll(Spoken):
    """Turn everybody out."""

    type: Literal["remove_all"] = "remove_all"
    id: RequestId


class MutePerson(Spoken):
    """What this person says is refused (or heard again); they still watch."""

    type: Literal["mute_person"] = "mute_person"
    id: RequestId
    person: Id
    on: bool


class GiveRole(Spoken):
    """Give an admitted person another role."""

    type: Literal["give_role"] = "give_role"
    id: RequestId
    person: Id
    role: PersonRole


class TakeLead(Spoken):
    """An observer asks to lead; granted at once if nobody leads, or who led is gone."""

    type: Literal["take_lead"] = "take_lead"
    id: RequestId


class PersonState(Spoken):
    """A person as others see them.

    Attributes:
        since: when they joined (ISO 8601, UTC).
        delay_ms, mode: how late they see the picture (95th percentile), and by which way; None: no picture.
        waiting: how much of theirs still waits on their device to be kept.
        track: of the picture that the room sends them; None: none.
        overflows: how often their line was too slow for it today, as the room counts.
        drops: pictures that their device did not show.
        clock_ms: to how many ms their clock is known; None: not at all yet.
    """

    id: str
    name: str
    organisation: str = ""
    role: PersonRole
    state: PersonPlace
    muted: bool = False
    delay_ms: int | None = None
    mode: str | None = None
    since: str = ""
    waiting: int = 0
    track: Track | None = None
    overflows: int = 0
    drops: int = 0
    clock_ms: int | None = None


class People(Spoken):
    """Everybody who joined, whenever one changes."""

    type: Literal["people"] = "people"
    people: tuple[PersonState, ...]


class Invitation(Spoken):
    """A one-time invitation, valid until a moment (ISO 8601, UTC)."""

    type: Literal["invitation"] = "invitation"
    role: PersonRole
    url: str
    until: str


PeopleRequest = NewInvitation | NewPin | Admit | Remove | RemoveAll | MutePerson | GiveRole | TakeLead
PeopleWord = People | Invitation
