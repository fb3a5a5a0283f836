"""Browsers that lack the usual player: what is shown in its place, and that it goes on."""

import shutil

import pytest
from playwright.sync_api import Browser, Page

from tests.lab.live.watch.test_watching import until
from tests.lab.live.watch.watch_room import WatchRoom
from tests.lab.reports.chromium import CHROMIUM

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]

NO_PLAYER = "delete globalThis.MediaSource; delete globalThis.ManagedMediaSource"
MANAGED_ONLY = """{
  const Plain = globalThis.MediaSource
  globalThis.ManagedMediaSource = class extends Plain {
    constructor() {
      super()
      globalThis.managed = this
      this.addEventListener('sourceopen', () => this.dispatchEvent(new Event('startstreaming')))
    }
  }
  delete globalThis.MediaSource
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    set(source) {
      if (source === null) this.removeAttribute('src')
      else this.src = URL.createObjectURL(source)
    },
  })
}"""
"""As on an iPhone: the player takes pieces as `srcObject`, and says when it wants some."""


def opened(room_and_browser: tuple[WatchRoom, Browser], script: str) -> Page:
    room, chromium = room_and_browser
    page = chromium.new_page()
    page.add_init_script(script)
    page.goto(room.address)
    until(page, "globalThis.rig !== undefined")
    return page


def test_that_a_browser_without_a_player_of_pieces_shows_stills(
    room_and_browser: tuple[WatchRoom, Browser],
) -> None:
    page = opened(room_and_browser, NO_PLAYER)
    until(page, "rig.watching.state.mode === 'stills' && rig.watching.shown() !== null")
    assert page.evaluate("[video.hidden, canvas.hidden, rig.watching.state.sound]") == [True, False, "none"]
    page.close()


def test_that_a_managed_player_is_fed_when_it_wants_some(room_and_browser: tuple[WatchRoom, Browser]) -> None:
    page = opened(room_and_browser, MANAGED_ONLY)
    until(page, "rig.watching.state.mode === 'mms' && rig.seen.length > 5")
    page.evaluate("managed.dispatchEvent(new Event('endstreaming'))")
    before = page.evaluate("video.buffered.end(0)")
    page.wait_for_timeout(1500)
    assert page.evaluate("video.buffered.end(0)") - before < 0.5, "it is given nothing meanwhile"
    page.evaluate("rig.seen.length = 0; managed.dispatchEvent(new Event('startstreaming'))")
    until(page, "rig.seen.length > 5")
    page.close()
