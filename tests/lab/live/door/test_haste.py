"""Whoever asks without end is held up, and nobody else is."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

from lab.live.door.haste import MOST_ADDRESSES, Haste
from lab.live.door.limits import USUAL
from tests.lab.live.door.opened import Opened, fetched
from tests.lab.live.people.rooms import Clock

LIMITS = replace(USUAL, requests_per_s=10, requests_at_once=20)


def test_that_who_asks_without_end_waits_and_who_pauses_does_not() -> None:
    clock = Clock()
    haste = Haste(LIMITS, clock)
    assert [haste.is_hasty("a") for _ in range(22)] == [False] * 20 + [True] * 2
    assert not haste.is_hasty("b")
    clock.pass_s(0.5)
    assert [haste.is_hasty("a") for _ in range(6)] == [False] * 5 + [True]
    clock.pass_s(60)
    assert [haste.is_hasty("a") for _ in range(21)] == [False] * 20 + [True]


def test_that_addresses_without_number_fill_no_memory() -> None:
    haste = Haste(LIMITS, Clock())
    for number in range(MOST_ADDRESSES + 50):
        haste.is_hasty(str(number))
    assert len(haste._left) == MOST_ADDRESSES


def test_that_a_hasty_request_is_answered_late_and_that_of_another_address_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        opened = Opened(tmp_path, replace(USUAL, requests_per_s=1, requests_at_once=2, hasty_s=0.3))
        await opened.door.open(opened.plain)
        try:
            for _ in range(2):
                assert b" 200 " in await fetched(opened.port)
            began = time.monotonic()
            hasty = asyncio.ensure_future(fetched(opened.port))
            assert b" 200 " in await fetched(opened.port, comes_from="127.0.0.2")
            assert not hasty.done()
            assert b" 200 " in await hasty
            assert time.monotonic() - began >= 0.3
        finally:
            await opened.door.leave()

    asyncio.run(story())
