"""Who came by the page: their roles, and what the record of a session knows of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What somebody who came by the page is there for.

    The lead observer may also time tasks, and there is one at a time. The moderator here is their second device. The
    wall is a screen in the room that nobody touches.
    """

    OBSERVER = "observer"
    LEAD = "lead"
    NOTE_TAKER = "note_taker"
    MODERATOR = "moderator"
    PARTICIPANT = "participant"
    WALL = "wall"


WayOut = Literal["left", "removed", "expired"]
"""How somebody ceased to be there: by their own word, by the moderator's, or because their time was over."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was there while a session was open.

    Attributes:
        name: empty once it was erased.
        rules: version of the room's rules that was accepted.
        since_us, until_us: session clock; None: still there at the end.
    """

    person: str
    name: str
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
