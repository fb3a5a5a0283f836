"""The roles, and what they have in common. `Role` itself belongs to the domain: the record of a session names it."""

from lab.domain.person import NOTING, Role

__all__ = ["EVERY_ROLE", "NOTING", "OBSERVING", "WATCHING", "Role"]

EVERY_ROLE = frozenset(Role)

OBSERVING = frozenset({Role.OBSERVER, Role.LEAD, Role.NOTE_TAKER, Role.WALL})
"""Whoever looks at or hears of a participant who agreed to observers, and of no other."""

WATCHING = frozenset({Role.OBSERVER, Role.LEAD, Role.MODERATOR, Role.WALL})
"""Whoever gets picture and sound."""
