"""What the session needs of the line to the room: so much of `ui.room_link.RoomLink`, and of a fake in tests."""

from concurrent.futures import Future
from typing import Any, Protocol

from lab.domain.events import AnyEvent
from lab.live.messages import Acknowledged, Request


class Line(Protocol):
    """Sends events and requests. Both wait while the room is away, and are answered when it is back."""

    @property
    def is_connected(self) -> bool:
        """Whether the room is heard."""

    def put(self, session: str, event: AnyEvent) -> Future[Acknowledged]:
        """Have an event kept."""

    def request(self, message: Request) -> Future[Any]:
        """Ask for something."""

    def want_stills(self, *, on: bool) -> None:
        """Ask for the live picture, or no longer."""
