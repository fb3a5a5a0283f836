"""Who has a connection open at this moment, and how the picture reaches them."""

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from lab.live.messages import PersonState, Track, ViewerReport
from lab.live.people.person import Person
from lab.live.people.tickets import TicketKind

REMOVED = 4403
"""Code with which the connections of somebody who was turned out are closed."""

TAKEN_OVER = 4409
"""Code with which a page is closed when its person goes on in another."""


class Line(Protocol):
    """An open connection of a person: a socket, or a stream that is being read."""

    def cut(self, code: int) -> None:
        """Close it now, with this code where it can carry one."""
        ...


@dataclass(frozen=True, slots=True)
class Watching:
    """How the room's own end of a picture's line fares: which track it carries, how often it was too slow today."""

    track: Track | None = None
    overflows: int = 0


class Presence:
    """The open lines of everybody."""

    def __init__(self) -> None:
        self._lines: dict[str, dict[Line, tuple[TicketKind, str]]] = {}
        self._views: dict[str, ViewerReport] = {}
        self._watching: dict[str, Watching] = {}
        self._clocks: dict[str, int] = {}

    def open(self, person: str, line: Line, kind: TicketKind, tab: str) -> bool:
        """A line was opened; whether the person was away before."""
        was_here = self.is_here(person)
        self._lines.setdefault(person, {})[line] = (kind, tab)
        return not was_here and self.is_here(person)

    def close(self, person: str, line: Line) -> bool:
        """A line is gone; whether the person is away now. Twice is no fault."""
        was_here = self.is_here(person)
        lines = self._lines.get(person, {})
        lines.pop(line, None)
        if not lines:
            self._lines.pop(person, None)
        if person in self._watching and all(kind != "media" for kind, _tab in lines.values()):
            self._watching[person] = replace(self._watching[person], track=None)
        if was_here and not self.is_here(person):
            self._views.pop(person, None)
            self._clocks.pop(person, None)
            return True
        return False

    def is_here(self, person: str) -> bool:
        """Whether the person's page listens. A picture alone is nobody."""
        return any(kind == "events" for kind, _tab in self._lines.get(person, {}).values())

    def others(self, person: str, tab: str) -> tuple[Line, ...]:
        """The open lines of another page of the same person."""
        return tuple(line for line, (_kind, other) in self._lines.get(person, {}).items() if other != tab)

    def cut(self, person: str, code: int) -> None:
        """Close all lines of a person."""
        for line in tuple(self._lines.get(person, {})):
            line.cut(code)

    def report(self, person: str, view: ViewerReport) -> bool:
        """How the picture reaches a person; whether that is news to anybody."""
        known = self._views.get(person)
        self._views[person] = view
        return known != view

    def watch(self, person: str, watching: Watching) -> bool:
        """How the room's end of a person's picture fares; whether that is news to anybody."""
        known = self._watching.get(person)
        self._watching[person] = watching
        return known != watching

    def watching(self, person: str) -> Watching:
        """How the room's end of a person's picture fares, or fared when it was last there."""
        return self._watching.get(person, Watching())

    def clock(self, person: str, doubt_ms: int) -> bool:
        """To how many ms a person's clock is known; whether that is news to anybody."""
        known = self._clocks.get(person)
        self._clocks[person] = doubt_ms
        return known != doubt_ms

    def forget(self, person: str) -> None:
        """Somebody is gone for good."""
        self._watching.pop(person, None)

    def state(self, person: Person) -> PersonState:
        """A person as others see them."""
        view, watching = self._views.get(person.id), self.watching(person.id)
        return PersonState(
            id=person.id,
            name=person.name,
            organisation=person.organisation,
            role=person.role,
            state=self._place(person),
            muted=person.muted,
            delay_ms=view.delay_p95_ms if view else None,
            mode=view.mode if view else None,
            since=person.joined,
            waiting=view.queued if view else 0,
            track=watching.track,
            overflows=watching.overflows,
            drops=view.drops if view else 0,
            clock_ms=self._clocks.get(person.id),
        )

    def _place(self, person: Person) -> Literal["lobby", "here", "away", "removed"]:
        if not person.is_there:
            return "removed"
        if not person.admitted:
            return "lobby"
        return "here" if self.is_here(person.id) else "away"
