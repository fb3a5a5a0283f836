"""When a room ends by itself: nobody is there, and nothing is hosted."""

import asyncio

from lab.live.room import Room
from recordings import clock

ALONE_S = 30.0
LOOK_EVERY_S = 1.0


async def everybody_has_left(room: Room, alone_s: float = ALONE_S) -> None:
    """Return when nobody has been there, and no session hosted, for so long."""
    last_us = clock.now_us()
    while True:
        if room.connections or room.sessions:
            last_us = clock.now_us()
        elif clock.now_us() - last_us > alone_s * 1e6:
            return
        await asyncio.sleep(min(LOOK_EVERY_S, alone_s / 4))
