"""The small room and the browser in which the watching page is tried."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from recordings.observers import picture
from tests.lab.live.watch.watch_room import WatchRoom, watch_room
from tests.lab.reports.chromium import browser


@pytest.fixture(scope="module")
def room_and_browser() -> Iterator[tuple[WatchRoom, Browser]]:
    """Both take a second to begin. Key pictures come often, so that nobody waits two seconds for one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "KEY_EVERY_US", 400_000)
        with watch_room() as room, browser() as started:
            yield room, started
