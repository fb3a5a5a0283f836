"""Who came by the page, and for what."""

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


OBSERVERS = frozenset({Role.OBSERVER, Role.LEAD, Role.NOTE_TAKER})
"""Whoever is there to see what happens to a participant."""

NOTING = frozenset({Role.OBSERVER, Role.LEAD, Role.NOTE_TAKER, Role.MODERATOR})
"""Whoever notes and judges what is seen, knows who else does, and hears and says what the participant must not."""

WayOut = Literal["left", "removed", "expired"]
"""How somebody ceased to be there: by their own word, by the moderator's, or because their time was over."""
