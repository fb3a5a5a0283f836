"""How much one person may say: twenty messages a second, sixty at once; whoever goes on is held up, then cut off."""

import asyncio
from collections.abc import Callable
from typing import Literal

from recordings import clock

PER_S = 20
BURST = 60
PAUSE_US = 1_000_000
TOO_MANY = 4429
"""Code with which a connection is closed."""

Verdict = Literal["hear", "pause", "cut_off"]


class Allowance:
    """The allowance of one person.

    It fills by twenty a second up to sixty. Whoever says more than is left must be held up for a second: not reading
    on is enough, what they send then waits with them. Whoever is through it again before that second is over has not
    been held up, or talks by several ways at once, and is cut off; so is who must be held up again at once after it.
    """

    def __init__(self, now_us: Callable[[], int] = clock.now_us) -> None:
        self._now_us = now_us
        self._left = float(BURST)
        self._counted_us = now_us()
        self._held_until_us: int | None = None

    def say(self) -> Verdict:
        """What is to be done about one more message."""
        now_us = self._now_us()
        self._left = min(BURST, self._left + (now_us - self._counted_us) * PER_S / 1e6)
        self._counted_us = now_us
        if self._left >= 1:
            self._left -= 1
            return "hear"
        again = self._held_until_us is not None and now_us < self._held_until_us + PAUSE_US
        self._held_until_us = now_us + PAUSE_US
        return "cut_off" if again else "pause"


async def may_speak(allowance: Allowance) -> bool:
    """Count one more message, and hold up whoever says too much; False: they are to be cut off."""
    verdict = allowance.say()
    if verdict == "pause":
        await asyncio.sleep(PAUSE_US / 1e6)
    return verdict != "cut_off"
