"""Whoever asks for more than any page does is held up: each of their requests waits a moment, and none is refused.

A page asks for some hundred files when it is loaded, and for little afterwards. Without this one device that asks
without end would have the room busy with nothing else, and everybody's tags would wait.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from lab.live.door.limits import Limits
from recordings import clock

MOST_ADDRESSES = 1_000
"""So many are remembered; whoever was not heard of for longest is forgotten first."""


class Haste:
    """How much each address may still ask for without waiting.

    It fills by `limits.requests_per_s` up to `limits.requests_at_once`.
    """

    def __init__(self, limits: Limits, now_us: Callable[[], int] = clock.now_us) -> None:
        self._limits = limits
        self._now_us = now_us
        self._left: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def is_hasty(self, address: str) -> bool:
        """Count one more request; whether it has to wait."""
        now_us = self._now_us()
        most = float(self._limits.requests_at_once)
        left, counted_us = self._left.pop(address, (most, now_us))
        left = min(most, left + (now_us - counted_us) * self._limits.requests_per_s / 1e6)
        self._left[address] = (max(0.0, left - 1), now_us)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return left < 1


class Unhurried:
    """ASGI middleware that holds up whoever is hasty. A connection has one request at a time, so with it all that
    come behind wait too.
    """

    def __init__(self, app: ASGIApp, haste: Haste, wait_s: float) -> None:
        self._app = app
        self._haste = haste
        self._wait_s = wait_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, now or in a moment."""
        client = scope.get("client")
        if client and self._haste.is_hasty(client[0]):
            await asyncio.sleep(self._wait_s)
        await self._app(scope, receive, send)
