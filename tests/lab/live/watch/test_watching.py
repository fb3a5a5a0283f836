"""Picture and sound as an observer's browser shows them, against a small real room."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.lab.live.watch.watch_room import WatchRoom
from tests.lab.reports.chromium import CHROMIUM

FRAME_US, EXACT_US = 40_000, 100
EXPECTED = ("Failed to load resource", "WebSocket connection to")
"""What Chromium says by itself when the room refuses."""

pytestmark = [
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture
def room(room_and_browser: tuple[WatchRoom, Browser]) -> Iterator[WatchRoom]:
    """The room with nothing wrong."""
    room = room_and_browser[0]
    yield room
    room.switches.sockets = room.switches.streams = True


@pytest.fixture
def chromium(room_and_browser: tuple[WatchRoom, Browser]) -> Browser:
    return room_and_browser[1]


@contextmanager
def watching(chromium: Browser, room: WatchRoom) -> Iterator[Page]:
    """The page in that room; it may complain of nothing."""
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in ("warning", "error") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    try:
        page.goto(room.address)
        until(page, "globalThis.rig !== undefined")
        yield page
        assert [
            line for line in said if "Failed to load resource" not in line and "WebSocket connection" not in line
        ] == []
    finally:
        page.close()


def until(page: Page, condition: str) -> None:
    """Wait until something holds in the page (its policy forbids what Playwright has for it)."""
    page.evaluate(
        f"""async () => {{
          const over = performance.now() + 20000
          while (!({condition})) {{
            if (performance.now() > over) throw new Error(`not so: ${{JSON.stringify(globalThis.rig?.watching.state)}}`)
            await new Promise((done) => setTimeout(done, 20))
          }}
        }}"""
    )


def test_that_picture_and_sound_appear_true_to_the_session_clock_and_vanish_when_covered(
    chromium: Browser, room: WatchRoom
) -> None:
    with watching(chromium, room) as page:
        until(page, "rig.seen.length > 5")
        assert page.evaluate("rig.watching.state.sound") == "off"
        page.click("#hear")
        until(page, "rig.watching.state.sound === 'on' && video.webkitAudioDecodedByteCount > 5000 && !video.muted")
        seen = page.evaluate("rig.seen")
        # What is drawn may be newer than what the browser told of, when the page is late; it is never older.
        ahead_us = sorted(frame["seenUs"] - frame["mediaUs"] for frame in seen)
        assert -EXACT_US <= ahead_us[0] <= ahead_us[len(seen) // 2] <= FRAME_US
        assert [frame for frame in seen if frame["shownUs"] != frame["mediaUs"]] == []

        covered = page.evaluate(
            """() => {
              rig.coveredUs = rig.nowUs()
              rig.cover("blind")
              const {video, canvas, watching} = rig
              return [video.hidden, canvas.hidden, watching.shown(), video.buffered.length, watching.state.cover]
            }"""
        )
        assert covered == [True, True, None, 0, "blind"]
        page.evaluate("rig.seen.length = 0; rig.cover(null)")
        until(page, "rig.seen.length > 3 && !video.hidden")
        assert page.evaluate("rig.seen[0].seenUs > rig.coveredUs")


def test_that_a_lost_connection_is_told_and_made_again_with_another_ticket(chromium: Browser, room: WatchRoom) -> None:
    with watching(chromium, room) as page:
        until(page, "rig.seen.length > 3")
        tickets = room.switches.tickets
        page.evaluate("rig.seen.length = 0")
        room.feed.drop()
        until(page, "rig.states.some((one) => one.lostSince !== null)")
        until(page, "rig.watching.state.lostSince === null && rig.seen.length > 3")
        assert room.switches.tickets > tickets


def test_that_a_page_without_sockets_streams_and_one_without_streams_shows_stills(
    chromium: Browser, room: WatchRoom
) -> None:
    room.switches.sockets = False
    with watching(chromium, room) as page:
        until(page, "rig.watching.state.mode === 'fetch' && rig.seen.length > 3")
        room.switches.streams = False
        room.feed.drop()
        until(page, "rig.watching.state.mode === 'stills' && rig.watching.shown() !== null")
        assert page.evaluate("[video.hidden, canvas.hidden]") == [True, False]
        assert page.evaluate("rig.clockIn(canvas) - rig.watching.shown()") == 0
