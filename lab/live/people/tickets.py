"""Tickets: what opens one connection. A browser can put no header into the handshake of a WebSocket; a ticket may
stand where others read it, because it is good once and for half a minute.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from lab.domain.errors import RuleError
from lab.live.people import tokens
from recordings import clock

LIFE_US = 30_000_000
MOST = 8
"""Tickets that one person may have at a time; the oldest goes first."""

TicketKind = Literal["events", "media"]


@dataclass(frozen=True, slots=True)
class _Out:
    person: str
    kind: TicketKind
    tab: str
    until_us: int


class Tickets:
    """Those that are out."""

    def __init__(self, now_us: Callable[[], int] = clock.now_us) -> None:
        self._now_us = now_us
        self._out: dict[str, _Out] = {}

    def make(self, person: str, kind: TicketKind, tab: str = "") -> str:
        """A ticket for this person and this connection; `tab`: of which of their pages."""
        self._forget_old()
        own = [known for known, one in self._out.items() if one.person == person]
        for spare in own[: max(0, len(own) - MOST + 1)]:
            del self._out[spare]
        ticket = tokens.new_token()
        self._out[tokens.digest(ticket)] = _Out(person, kind, tab, self._now_us() + LIFE_US)
        return ticket

    def use(self, ticket: str, kind: TicketKind) -> tuple[str, str]:
        """Whose ticket it is, and of which of their pages; it is good no more.

        Raises:
            RuleError: `ticket_spent`, also for one of another kind.
        """
        out = self._out.pop(tokens.digest(ticket), None)
        if out is None or out.kind != kind or self._now_us() >= out.until_us:
            raise RuleError("ticket_spent")
        return out.person, out.tab

    def withdraw(self, person: str) -> None:
        """None of this person's is good any more."""
        self._out = {known: one for known, one in self._out.items() if one.person != person}

    def _forget_old(self) -> None:
        now_us = self._now_us()
        self._out = {known: one for known, one in self._out.items() if one.until_us > now_us}
