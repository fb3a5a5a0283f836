"""Every role on every screen, in both languages, light and dark: nothing is cut or small, axe-core finds nothing."""

import shutil

import pytest
from playwright.sync_api import Browser

from tests.lab.live.page.look import LOOKS, SCENES, SIZES, wrong
from tests.lab.live.page.staged import staged
from tests.lab.reports.chromium import CHROMIUM, violations

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_that_every_role_is_shown_whole(chromium: Browser, scene: str, size: str, language: str, scheme: str) -> None:
    role, events = SCENES[scene]
    with staged(chromium, role, language=language, size=SIZES[size], scheme=scheme, events=events) as (
        page,
        complaints,
    ):
        assert wrong(page) == []
        assert violations(page) == []
        assert complaints == []


@pytest.mark.parametrize("tab", ["feed", "notes", "talk", "people"])
@pytest.mark.parametrize("size", SIZES)
def test_that_every_tab_and_the_sheet_of_keys_are_accessible(chromium: Browser, tab: str, size: str) -> None:
    with staged(chromium, "moderator", language="ru", size=SIZES[size]) as (page, _said):
        page.click(f"#tab-{tab}")
        assert wrong(page) == []
        assert violations(page) == []
        page.keyboard.press("F1")
        assert violations(page) == []
