"""Every state of the page, in both languages, light and dark, on three screens: nothing for axe-core, nothing cut."""

import shutil

import pytest
from playwright.sync_api import Browser

from tests.lab.live.page.look import LOOKS, SIZES, wrong
from tests.lab.live.page.states import STATES
from tests.lab.reports.chromium import CHROMIUM, violations

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_that_every_state_is_accessible(chromium: Browser, name: str, language: str, scheme: str) -> None:
    state = STATES[name]
    with state.shown(chromium, language, scheme) as (page, complaints):
        state.act(page, language)
        found = []
        for size in ("laptop", "upright", "phone"):
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{size}: {one}" for one in (*wrong(page), *violations(page))]
        assert found == []
        assert complaints == []
