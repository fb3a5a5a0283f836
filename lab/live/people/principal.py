"""In whose name something is asked of the room."""

from dataclasses import dataclass
from typing import Literal

from lab.live.people.roles import Role


@dataclass(frozen=True, slots=True)
class Principal:
    """Whoever has shown a token that the room knows.

    Attributes:
        kind: a program at the workstation, the recorder, or a person who came by the page.
        person_id, role: of a person.
        name: under which the person was let in; whatever they put bears it as author.
        admitted: the moderator let the person in; before that they wait in the lobby.
        muted: nobody hears what the person says.
    """

    kind: Literal["workstation", "person", "recorder"]
    person_id: str | None = None
    name: str = ""
    role: Role | None = None
    admitted: bool = False
    muted: bool = False


WORKSTATION = Principal("workstation")
RECORDER = Principal("recorder")
