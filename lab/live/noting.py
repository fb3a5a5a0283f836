"""What the room writes down by itself, beside everything else it does."""

import asyncio
import logging
from collections.abc import Coroutine

from lab.domain.errors import LabError
from lab.domain.events import AnyEvent
from lab.live.hosted_session import HostedSession

_log = logging.getLogger(__name__)


class Noting:
    """What is being written down at this moment."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def keep(self, session: HostedSession, event: AnyEvent) -> None:
        """Have an event of the room's own kept in a session, soon."""
        self.do(_keep(session, event))

    def do(self, what: Coroutine[None, None, None]) -> None:
        """Have something done soon."""
        task = asyncio.ensure_future(what)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def done(self) -> None:
        """Wait until what is under way is done."""
        if self._running:
            await asyncio.gather(*self._running, return_exceptions=True)


async def _keep(session: HostedSession, event: AnyEvent) -> None:
    """Nothing is lost by one that cannot be kept now: a fact of the recorder's stands in its own record and is told
    again, and how far a clock was off is said by each tag.
    """
    try:
        await session.keep(event)
    except LabError as error:
        _log.info("%s was not kept: %s", event.type, error.code)
