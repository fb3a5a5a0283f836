"""A network that lets some ways to the room not through: an observer tags and watches by what is left."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lab.live.messages import People
from tests.lab.reports.chromium import CHROMIUM, browser
from tests.process.room_rig import wait_until
from tests.stories.observing import ChromiumPage, Observer
from tests.stories.second_room import OBSERVER, SecondRoom, second_room

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]

TAG = "hesitates"
SHOWN = """const frame = document.querySelector('.watch-frame:not(.watch-empty)')
return frame !== null && frame.querySelector(arguments[0]).checkVisibility()"""
"""Whether a picture stands on the screen, and in this part of the page."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[SecondRoom]:
    with second_room(tmp_path / "lab") as made:
        yield made


@pytest.fixture
def chromium(room: SecondRoom) -> Iterator[Browser]:
    with browser(f"--host-resolver-rules=MAP {room.host} 127.0.0.1") as started:
        yield started


def refuse(page: Page, refused: str) -> None:
    """Let nothing through by sockets; by `streams` no media either."""
    page.route_web_socket("**", lambda socket: socket.close())
    if refused == "sockets and streams":
        page.route("**/api/media*", lambda route: route.abort())


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("refused", "shown", "mode"), [
    ("sockets", ".watch-moving", "fetch"),
    ("sockets and streams", ".watch-still", "stills"),
])  # fmt: skip
def test_that_who_is_refused_a_way_tags_and_watches_by_the_next(
    room: SecondRoom, chromium: Browser, refused: str, shown: str, mode: str
) -> None:
    page = chromium.new_page(locale="en-GB")
    refuse(page, refused)
    steered = ChromiumPage(page)
    observer = Observer(steered)
    observer.join(room.url, OBSERVER, room.pin)
    room.admit()
    observer.waits_for("#connection", "Connected")
    room.begin()
    wait_until(lambda: steered.run(SHOWN, shown), "the picture")
    observer.presses(TAG)
    wait_until(lambda: len(room.tags()) == 1, "the tag on the disk")
    observer.waits_for("#connection", "Saved")
    wait_until(lambda: _mode(room) == mode, "the moderator is told by which way")
    assert room.tags()[0].shown_us is not None


def _mode(room: SecondRoom) -> str | None:
    return next(one.mode for one in room.moderator.of(People)[-1].people if one.name == OBSERVER)
