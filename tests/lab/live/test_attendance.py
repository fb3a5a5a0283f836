"""A room with nobody in it and nothing to host ends; one with either does not."""

import asyncio
from types import SimpleNamespace
from typing import cast

from lab.live.attendance import everybody_has_left
from lab.live.room import Room


def test_that_a_room_waits_until_nobody_is_there_and_nothing_is_hosted() -> None:
    room = SimpleNamespace(connections={"Anna"}, sessions=("s1",))

    async def watch() -> None:
        left = asyncio.ensure_future(everybody_has_left(cast("Room", room), alone_s=0.05))
        for change in (room.connections.clear, lambda: setattr(room, "sessions", ())):
            for _ in range(20):
                await asyncio.sleep(0.01)
                assert not left.done()
            change()
        await left

    asyncio.run(watch())
