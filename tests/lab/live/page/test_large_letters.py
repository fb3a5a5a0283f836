"""A person who sets letters twice as large loses nothing, whatever their role and screen."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.lab.live.page.look import SCENES, SIZES, wrong
from tests.lab.live.page.staged import staged
from tests.lab.reports.chromium import CHROMIUM, browser

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]
LARGE = "--blink-settings=defaultFontSize=32"


@pytest.fixture(scope="module")
def large() -> Iterator[Browser]:
    """A browser whose letters are twice as large."""
    with browser(LARGE) as opened:
        yield opened


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("size", SIZES)
def test_that_letters_twice_as_large_lose_nothing(large: Browser, scene: str, size: str) -> None:
    role, events = SCENES[scene]
    with staged(large, role, language="ru", size=SIZES[size], events=events) as (page, _said):
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert wrong(page) == []
