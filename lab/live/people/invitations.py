"""Invitations: one-time secrets in a QR code, each for one role. Whoever brings one is let in by it."""

from collections.abc import Callable

from lab.domain.errors import RuleError
from lab.live.people import tokens
from lab.live.people.roles import Role
from recordings import clock

LIFE_US = 600_000_000
MOST = 100
"""Invitations that are open at a time; the oldest goes first."""


class Invitations:
    """Those that nobody has used yet. They live in memory: a room that was started again makes new ones."""

    def __init__(self, now_us: Callable[[], int] = clock.now_us) -> None:
        self._now_us = now_us
        self._open: dict[str, tuple[Role, int]] = {}

    def make(self, role: Role) -> str:
        """Invite somebody: the secret, good once and for ten minutes."""
        secret = tokens.new_invitation()
        while len(self._open) >= MOST:
            del self._open[next(iter(self._open))]
        self._open[tokens.digest(secret)] = (role, self._now_us() + LIFE_US)
        return secret

    def role_of(self, secret: str) -> Role:
        """For which role an invitation is good. Raises RuleError `invitation_spent`: used, too old, or never made."""
        role, until_us = self._open.get(tokens.digest(secret), (Role.OBSERVER, 0))
        if self._now_us() >= until_us:
            raise RuleError("invitation_spent")
        return role

    def use(self, secret: str) -> None:
        """It was used, and is good no more."""
        self._open.pop(tokens.digest(secret), None)

    def withdraw_all(self) -> None:
        """None of them is good any more."""
        self._open.clear()
