"""When a room ends by itself: nobody is there, and nothing is hosted. Whoever waits at a page is told before."""

import asyncio
from dataclasses import dataclass

from lab.live.messages import Closing
from lab.live.room import Room
from recordings import clock

LOOK_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a room waits for a workstation.

    Attributes:
        alone_s: when no page listens either. with_people_s: when one does.
        untold_s: so long nobody is told: a window that is started again is back by then.
    """

    alone_s: float = 30.0
    with_people_s: float = 120.0
    untold_s: float = 5.0


USUAL = Patience()


async def everybody_has_left(room: Room, patience: Patience = USUAL) -> None:
    """Return when no workstation has been there, and no session hosted, for so long."""
    last_us = clock.now_us()
    told = False
    while True:
        away_s = (clock.now_us() - last_us) / 1e6
        left_s = (patience.with_people_s if room.talk.is_heard else patience.alone_s) - away_s
        if room.connections or room.sessions:
            last_us = clock.now_us()
            if told:
                told = False
                room.broadcast(Closing())
        elif away_s > patience.untold_s and room.talk.is_heard and not told:
            told = True
            room.broadcast(Closing(seconds=max(1, round(left_s))))
        elif left_s < 0:
            return
        await asyncio.sleep(min(LOOK_EVERY_S, patience.alone_s / 4))
