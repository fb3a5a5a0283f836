"""What the tests of the page share: one browser for all of a module, and a room that pretends."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.lab.live.page import pages
from tests.lab.live.page.pretend_room import PretendRoom


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with pages.chromium() as started:
        yield started


@pytest.fixture
def room() -> PretendRoom:
    return PretendRoom()
