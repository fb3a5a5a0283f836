"""How much of what it has shown a page keeps."""

import shutil

import pytest

from tests.lab.live.watch.test_watching import until
from tests.lab.live.watch.watch_room import watch_room
from tests.lab.reports.chromium import CHROMIUM, browser

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]

WATCHED_S, MOST_KEPT_S = 60, 30
_KEPT = """() => {
  globalThis.kept = []
  globalThis.began = video.currentTime
  setInterval(() => {
    const { buffered } = video
    const spans = Array.from({ length: buffered.length }, (_one, at) => buffered.end(at) - buffered.start(at))
    kept.push(spans.reduce((all, one) => all + one, 0))
  }, 500)
}"""


def test_that_a_page_keeps_half_a_minute_of_picture_and_sound_at_most() -> None:
    with watch_room() as room, browser() as chromium:
        page = chromium.new_page()
        page.goto(room.address)
        until(page, "globalThis.rig?.seen.length > 5")
        page.click("#hear")
        page.evaluate(_KEPT)
        page.wait_for_timeout(WATCHED_S * 1000)
        kept = page.evaluate("kept")
        assert page.evaluate("video.currentTime - began") > WATCHED_S / 2
    print(f"\nkept {max(kept):.1f} s at most")
    assert 10 < max(kept) <= MOST_KEPT_S
