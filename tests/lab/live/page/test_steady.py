"""Nothing moves under a finger: not when others tag, speak or come, and not when one tags oneself."""

import shutil
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.lab.live.page.crowded import busy, crowd, talked
from tests.lab.live.page.look import SIZES
from tests.lab.live.page.staged import put, staged, tagged
from tests.lab.reports.chromium import CHROMIUM

pytestmark = [
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]
_PLACES = """() => {
  const pressed = [
    ".pad-key", ".pad-head button", ".coding > *", ".tabs button", ".filters > *", ".outcomes button", ".boundary",
    ".session-acts button",
  ]
  const shown = [...document.querySelectorAll(["#bar > strong", ".watch-frame", ".place-pad", ...pressed])]
  return shown.filter((one) => one.checkVisibility()).map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect()
    return [one.classList[0] ?? one.tagName, ...[x, y, width, height].map(Math.round)]
  })
}"""
_COME = """(people) => { const { store } = window.fake; store.put("people", [...store.get().people, ...people]) }"""
_SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def moved(page: Page, language: str, role: str) -> list[object]:
    """What lies elsewhere after others and oneself did all that moves pages."""
    before = page.evaluate(_PLACES)
    page.evaluate("(event) => window.fake.hear('s1', [event])", tagged("late", 190, "Ли На", button="input-lost"))
    for word in talked(language):
        page.evaluate("(word) => window.fake.tell(word)", word)
    page.evaluate(_COME, [{**one, "id": "new", "state": "lobby"} for one in crowd(language, role)["people"][:1]])
    page.keyboard.press("4")
    put(page, 1)
    page.evaluate(_SETTLED)
    after = page.evaluate(_PLACES)
    return [pair for pair in zip(before, after, strict=True) if not near(*pair)]


def near(before: list[Any], after: list[Any]) -> bool:
    """Whether it is the same thing, and not more than the rounding of a pixel away."""
    return before[0] == after[0] and all(abs(one - two) <= 1 for one, two in zip(before[1:], after[1:], strict=True))


def test_that_no_button_of_an_observer_moves_when_tags_arrive(chromium: Browser) -> None:
    with staged(chromium, size=SIZES["phone"], language="ru", events=busy("ru"), **crowd("ru", "observer")) as (
        page,
        _said,
    ):
        assert moved(page, "ru", "observer") == []


def test_that_the_line_pointed_at_stays_when_newer_ones_come(chromium: Browser) -> None:
    with staged(chromium, events=busy("en"), **crowd("en", "observer")) as (page, _said):
        line = page.locator("[data-tag=b26]")
        line.hover()
        before = line.bounding_box()
        page.evaluate("(event) => window.fake.hear('s1', [event])", tagged("late", 190, "Li Na", button="input-lost"))
        page.wait_for_selector("[data-tag=late]", state="attached")
        after = line.bounding_box()
        assert before is not None
        assert after is not None
        assert abs(after["y"] - before["y"]) <= 1


@pytest.mark.soak
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("role", ["observer", "lead", "note_taker", "moderator"])
def test_that_no_button_moves_in_any_role_on_any_screen(chromium: Browser, role: str, language: str, size: str) -> None:
    with staged(
        chromium, role, size=SIZES[size], language=language, events=busy(language), **crowd(language, role)
    ) as (
        page,
        _said,
    ):
        assert moved(page, language, role) == []
