"""What time does to people: PINs grow old, visits end, delays change."""

import asyncio
import logging

from lab.domain.errors import LabError
from lab.live.people.front_desk import FrontDesk

TICK_S = 1.0
KEEP_EVERY = 60
"""Ticks between two writings of what is not urgent: when somebody was seen last."""

_log = logging.getLogger(__name__)


async def keep_time(desk: FrontDesk, tick_s: float = TICK_S) -> None:
    """Keep the time until cancelled."""
    ticks = 0
    while True:
        urgent = desk.tick()
        ticks += 1
        if urgent or ticks % KEEP_EVERY == 0:
            try:
                await desk.keep()
            except LabError as error:
                _log.warning("the people in the room are not on the disk: %s %s", error.code, error.facts)
        await asyncio.sleep(tick_s)
