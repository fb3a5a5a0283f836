"""The one client of the room, for window, demo and tests. Threads of its own; no Qt, no asyncio.

It redials while the room is away, asks for what it missed and sends again what was never answered: a call made while
the room is dead is answered when it is back.
"""

from collections.abc import Callable
from concurrent.futures import Future

from lab.domain.events import AnyEvent
from lab.domain.ids import new_id
from lab.live.address import Address
from lab.live.client_lines import EventsLine, MediaLine, OnConnection, OnMedia, OnMessage
from lab.live.messages import Acknowledged, ClientKind, Pong, Put, Request, WantStills
from lab.live.outbox import Answer, Outbox

__all__ = ["Acknowledged", "Address", "OnConnection", "OnMedia", "OnMessage", "Pong", "RoomClient"]


class RoomClient:
    """A connection to the room that mends itself.

    The callbacks are called in threads of this object. Of every session `on_message` hears each event exactly once and
    in the order of its number, whatever happened in between.

    Args:
        address: of the room, or how to find it: asked again at every dial, so that a room restarted elsewhere is found.
        name: who sits here; the author of what the room itself notes down for this client.
        on_message: every message but answers to requests (and refusals that answer none).
        on_media: every still picture; None: none are received.
        on_connection: True after each `Welcome`, False when the connection is lost.
        kind: what this client is.
        since: session id → number of the last event already known.
    """

    def __init__(
        self,
        address: Address | Callable[[], Address],
        name: str,
        on_message: OnMessage,
        on_media: OnMedia | None = None,
        on_connection: OnConnection | None = None,
        kind: ClientKind = "window",
        since: dict[str, int] | None = None,
    ) -> None:
        find = address if callable(address) else lambda: address
        self._outbox = Outbox()
        self._stills = WantStills(on=False)
        self._events = EventsLine(
            find, kind, name, self._outbox, on_message, on_connection or _nobody, dict(since or {}), self._standing
        )
        self._media = MediaLine(self._events.known_address, on_media) if on_media is not None else None
        self._events.start()
        if self._media is not None:
            self._media.start()

    @property
    def is_connected(self) -> bool:
        """Whether the room has said its welcome and was heard within the last seconds."""
        return self._events.is_connected

    @property
    def waiting(self) -> int:
        """How many requests have not been answered yet."""
        return len(self._outbox)

    def put(self, session: str, event: AnyEvent) -> "Future[Acknowledged]":
        """Have an event kept. Done when it is on the disk; fails with a LabError when it is refused."""
        done: Future[Acknowledged] = Future()

        def settle(answer: "Future[Answer]") -> None:
            error = answer.exception() if not answer.cancelled() else None
            if answer.cancelled():
                done.cancel()
            elif error is not None:
                done.set_exception(error)
            else:
                result = answer.result()
                assert isinstance(result, Acknowledged)
                done.set_result(result)

        self.request(Put(id=new_id(), session=session, event=event)).add_done_callback(settle)
        return done

    def request(self, message: Request) -> "Future[Answer]":
        """Ask for something. Fails with a LabError when it is refused, is cancelled by `close`."""
        answer = self._outbox.add(message)
        self._events.say(message)
        return answer

    def want_stills(self, *, on: bool) -> None:
        """Ask for the live picture, or no longer."""
        self._stills = WantStills(on=on)
        self._events.say(self._stills)

    def close(self) -> None:
        """Hang up and end the threads; what was not answered is cancelled. Idempotent.

        Not to be called in one of the callbacks.
        """
        self._events.close()
        if self._media is not None:
            self._media.close()
        self._outbox.cancel_all()

    def _standing(self) -> WantStills:
        """What a new connection must be told again."""
        return self._stills


def _nobody(_connected: bool) -> None:
    """Nobody wants to know."""
