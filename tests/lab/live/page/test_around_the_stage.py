"""The pages around the stage, in both languages, light and dark, on two screens: nothing for axe-core to find."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.lab.live.page.look import LOOKS, SIZES
from tests.lab.live.page.pages import fill_in, opened, put, until
from tests.lab.live.page.pretend_room import PretendRoom, served
from tests.lab.reports.chromium import CHROMIUM, violations

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
    pytest.mark.parametrize(("language", "scheme"), LOOKS),
]


@contextmanager
def visiting(browser: Browser, language: str, scheme: str, script: str = "") -> Iterator[BrowserContext]:
    """A browser in this language and look; `script`: what is done to it before any page."""
    context = browser.new_context(locale=language, color_scheme=scheme)  # type: ignore[arg-type]
    context.add_init_script(script)
    yield context
    context.close()


def faultless(page: Page) -> None:
    """Neither on a laptop nor on a phone does axe-core find anything, or is anything wider than the screen."""
    found = []
    for size in ("laptop", "phone"):
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{size}: {one}" for one in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{size}: too wide")
    assert found == []


def test_that_the_way_in_is_accessible(chromium: Browser, room: PretendRoom, language: str, scheme: str) -> None:
    with served(room) as port, visiting(chromium, language, scheme) as context:
        page = opened(context, port)
        page.click("form.join button[type=submit]")
        page.wait_for_selector("[aria-invalid]")
        faultless(page)
        fill_in(page, "Александра Константинова-Волконская", "000000")
        page.wait_for_selector(".told .note.bad")
        faultless(page)
        fill_in(page, "Александра Константинова-Волконская")
        page.wait_for_selector("h1:has-text('Александра')")
        faultless(page)
        second = opened(context, port)
        second.wait_for_selector(".lone .primary")
        faultless(second)


def test_that_the_way_out_with_words_unsent_is_accessible(
    chromium: Browser, room: PretendRoom, language: str, scheme: str
) -> None:
    with served(room) as port, visiting(chromium, language, scheme) as context:
        page = opened(context, port, "#invitation")
        fill_in(page, "Anna", None)
        page.wait_for_selector("#stage")
        until(page, "store.get().connection.state === 'online'")
        room.go_away()
        until(page, "store.get().connection.state !== 'online'")
        put(page, "first", "second")
        faultless(page)
        room.people[0].is_there = False
        room.is_away = False
        page.wait_for_selector(".lone .note.careful", timeout=30_000)
        faultless(page)


def test_that_an_old_browser_is_told_so(chromium: Browser, room: PretendRoom, language: str, scheme: str) -> None:
    with served(room) as port, visiting(chromium, language, scheme, "delete window.ReadableStream") as context:
        page = opened(context, port)
        page.wait_for_selector("#too-old:not([hidden])")
        faultless(page)


def test_that_a_browser_without_moving_pictures_is_accessible(
    chromium: Browser, room: PretendRoom, language: str, scheme: str
) -> None:
    with served(room) as port, visiting(chromium, language, scheme, "delete window.MediaSource") as context:
        page = opened(context, port, "#invitation")
        fill_in(page, "Anna", None)
        page.wait_for_selector("#stage")
        faultless(page)
