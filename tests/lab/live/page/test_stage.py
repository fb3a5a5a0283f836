"""What an observer does on the stage: press, hold, write, take back; by keys that rest while one types."""

import shutil

import pytest
from playwright.sync_api import Browser

from tests.lab.live.page.staged import SECOND, happened, put, staged
from tests.lab.reports.chromium import CHROMIUM, violations

pytestmark = [
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


def test_that_a_key_tags_whatever_the_layout_and_choices_code_that_tag(chromium: Browser) -> None:
    with staged(chromium) as (page, complaints):
        page.evaluate("window.shown_us = 170_000_000")
        # On a French keyboard the key of the digit 1 writes “&”.
        page.evaluate(
            """document.body.dispatchEvent(new KeyboardEvent("keydown", {code: "Digit1", key: "&", bubbles: true}));
            document.body.dispatchEvent(new KeyboardEvent("keyup", {code: "Digit1", key: "&", bubbles: true}))"""
        )
        page.keyboard.press("s")
        page.keyboard.press("4")
        page.keyboard.press("n")
        page.keyboard.type("123 and then stopped")
        page.keyboard.press("Enter")
        tag, severity, note = put(page, 3)
        assert (tag["button"], tag["criterion"], tag["words"]["ru"]) == ("input-lost", "CC-26", "ввод пропал")
        assert (tag["task"], tag["attempt"], tag["span_us"]) == ("fill-form", "a2", 0)
        assert (tag["shown_us"], tag["clock_offset_us"], tag["uncertainty_us"]) == (170 * SECOND, 12_345, 900)
        assert tag["saw"] == ["t5"]  # somebody else's, of this criterion, seven seconds before, and in the feed
        assert (severity["severity"], severity["base_version"]) == (4, 1)
        assert (note["note"], note["base_version"], note["annotation"]) == (
            "123 and then stopped", 2, tag["annotation"],
        )  # fmt: skip
        assert page.locator(".lines li").first.inner_text().endswith("input was lost: 123 and then stopped")
        assert complaints == []


def test_that_what_is_held_marks_from_press_to_release_and_esc_means_nothing(chromium: Browser) -> None:
    with staged(chromium) as (page, _said):
        page.keyboard.down("2")
        page.wait_for_selector(".pad-long:not([hidden])")
        assert "CC-13" in page.locator(".pad-long").inner_text()
        page.keyboard.press("Escape")
        page.keyboard.up("2")
        page.locator(".pad-key").nth(2).hover()
        page.mouse.down()
        page.wait_for_selector(".pad-long:not([hidden])")
        page.mouse.up()
        (tag,) = put(page, 1)
        assert tag["button"] == "label-unclear"
        assert tag["span_us"] >= 600_000


def test_that_the_last_of_ones_own_is_taken_back_and_put_back(chromium: Browser) -> None:
    with staged(chromium) as (page, _said):
        page.keyboard.press("Backspace")
        page.locator(".done-bar button").click()
        page.keyboard.press("Control+z")
        back, again, once_more = put(page, 3)
        assert [one["type"] for one in (back, again, once_more)] == ["tag.retracted", "tag.restored", "tag.retracted"]
        assert {one["annotation"] for one in (back, again, once_more)} == {"t4"}
        page.wait_for_function("!document.querySelector('[data-tag=t4]')")


def test_that_tags_wait_while_the_room_is_away_and_it_is_said(chromium: Browser) -> None:
    with staged(chromium) as (page, _said):
        page.evaluate("window.fake.away_(true)")
        page.keyboard.press("7")
        page.keyboard.press("8")
        page.wait_for_selector(".line .waiting")
        assert "2 queued" in page.locator(".standing").inner_text()
        page.evaluate("window.fake.away_(false)")
        page.wait_for_function("document.querySelector('.standing').textContent === ''")
        assert page.locator(".line .waiting").count() == 0
        assert page.locator(".lines li").count() == 7


def test_that_an_observers_stage_and_a_participants_question_are_accessible(chromium: Browser) -> None:
    with staged(chromium, language="ru", scheme="dark", size=(390, 844)) as (page, _said):
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with staged(chromium, "participant", events=happened()[:4]) as (page, complaints):
        assert violations(page) == []
        page.get_by_role("radio").nth(5).check()
        page.get_by_role("button", name="Hand in").click()
        (answers,) = put(page, 1)
        assert (answers["type"], answers["task"], set(answers["values"].values())) == (
            "answers.put",
            "find-service",
            {6},
        )
        assert complaints == []
