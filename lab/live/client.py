"""The one client of the room, for window, demo and tests. Threads of its own; no Qt, no asyncio.

It redials while the room is away, asks for what it missed and sends again what was never answered: a call made while
the room is dead is answered when it is back.
"""

from collections.abc import Callable
from concurrent.futures import Future

from lab.domain.events import AnyEvent
from lab.live.address import Address
from lab.live.messages import Acknowledged, Message, Pong, Request
from recordings.messages import MediaHeader

OnMessage = Callable[[Message], None]
OnMedia = Callable[[MediaHeader, bytes], None]
OnConnection = Callable[[bool], None]


class RoomClient:
    """A connection to the room that mends itself.

    The callbacks are called in threads of this object, `on_message` in the order in which the room spoke.

    Args:
        address: of the room, or how to find it: asked again at every dial, so that a room restarted elsewhere is found.
        name: who sits here; the author of what the room itself notes down for this client.
        on_message: every message but answers to requests (and those without a known request).
        on_media: every still picture; None: none are received.
        on_connection: True after each `Welcome`, False when the connection is lost.
    """

    def __init__(
        self,
        address: Address | Callable[[], Address],
        name: str,
        on_message: OnMessage,
        on_media: OnMedia | None = None,
        on_connection: OnConnection | None = None,
    ) -> None:
        raise NotImplementedError

    def put(self, session: str, event: AnyEvent) -> Future[Acknowledged]:
        """Have an event kept. Done when it is on the disk; fails with a LabError when it is refused."""
        raise NotImplementedError

    def request(self, message: Request) -> Future[Acknowledged | Pong]:
        """Ask for something. Fails with a LabError when it is refused, is cancelled by `close`."""
        raise NotImplementedError

    def want_stills(self, on: bool) -> None:
        """Ask for the live picture, or no longer."""
        raise NotImplementedError

    def close(self) -> None:
        """Hang up and end the threads. Idempotent."""
        raise NotImplementedError
