"""A room with nobody in it and nothing to host ends; whoever waits at a page is told before, and given time."""

import asyncio
from types import SimpleNamespace
from typing import cast

from lab.live.attendance import Patience, everybody_has_left
from lab.live.messages import Closing, Message
from lab.live.room import Room

SHORT = Patience(alone_s=0.05, with_people_s=0.6, untold_s=0.02)


def test_that_a_room_waits_until_nobody_is_there_and_nothing_is_hosted() -> None:
    room = SimpleNamespace(connections={"Anna"}, sessions=("s1",), talk=SimpleNamespace(is_heard=False))

    async def watch() -> None:
        left = asyncio.ensure_future(everybody_has_left(cast("Room", room), SHORT))
        for change in (room.connections.clear, lambda: setattr(room, "sessions", ())):
            for _ in range(20):
                await asyncio.sleep(0.01)
                assert not left.done()
            change()
        await left

    asyncio.run(watch())


def test_that_people_are_told_before_and_told_otherwise_when_the_window_is_back() -> None:
    told: list[Message] = []
    room = SimpleNamespace(
        connections=set[str](), sessions=(), talk=SimpleNamespace(is_heard=True), broadcast=told.append
    )

    async def until(count: int) -> None:
        async with asyncio.timeout(10):
            while len(told) < count:  # noqa: ASYNC110 - a list tells nobody
                await asyncio.sleep(0.005)

    async def watch() -> None:
        left = asyncio.ensure_future(everybody_has_left(cast("Room", room), SHORT))
        await until(1)
        assert not left.done()
        room.connections.add("Anna")
        await until(2)
        room.connections.clear()
        await until(3)
        await left
        assert [isinstance(one, Closing) and one.seconds is not None for one in told] == [True, False, True]

    asyncio.run(watch())
