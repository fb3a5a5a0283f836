"""Longer stories of the stage: judging, finding, filtering, private notes, keys switched off, every role at once."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from lab.domain.person import Role
from tests.lab.live.page.pages import faults, fill_in, opened
from tests.lab.live.page.real_room import RealRoom, real_room
from tests.lab.live.page.staged import board, happened, put, staged
from tests.lab.reports.chromium import CHROMIUM, violations

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


def test_that_others_words_are_shown_after_ones_own_and_only_exposed_criteria_are_asked(chromium: Browser) -> None:
    with staged(chromium, events=happened("debrief")) as (page, complaints):
        asked = page.locator(".criterion-row h3").all_inner_texts()
        tasks = {task["id"]: set(task["exposes"]) for task in board("en")["tasks"]}
        tagged = {"CC-01", "CC-26", "3.3.2"}
        kinds = {card["id"]: card["kind"] for card in board("en")["criteria"]}
        exposed = {one for one in tasks["find-service"] | tasks["fill-form"] if kinds.get(one) == "performance"}
        assert {title.split()[0] for title in asked} == exposed | tagged
        row = page.locator(".criterion-row").first
        assert "severity 2" not in row.inner_text()
        row.get_by_role("button", name="cannot tell").click()
        (word,) = put(page, 1)
        assert (word["criterion"], word["outcome"], word["annotations"]) == ("CC-01", "cantTell", ["t1"])
        page.wait_for_selector(".criterion-row .others:has-text('severity 2')")
        page.locator(".coder input").fill("error")
        page.keyboard.press("Enter")
        assert put(page, 2)[1]["annotation"] == "t4"
        assert complaints == []


def test_that_a_criterion_is_found_by_words_in_any_order_and_by_number(chromium: Browser) -> None:
    with staged(chromium, language="ru") as (page, _said):
        page.keyboard.press("/")
        page.keyboard.type("исправ ошиб")
        assert page.locator("[role=option]").first.inner_text().startswith(("CC-26", "3.3.3"))
        page.keyboard.press("Control+a")
        page.keyboard.type("3.3.1")
        page.keyboard.press("Enter")
        (tag,) = put(page, 1)
        assert (tag["criterion"], tag["button"]) == ("3.3.1", None)


def test_that_the_feed_is_filtered_by_person_task_and_severity(chromium: Browser) -> None:
    with staged(chromium) as (page, _said):
        lines = page.locator(".lines > li")
        page.get_by_label("Whose tags").select_option("mine")
        assert lines.count() == 2
        page.get_by_label("Whose tags").select_option("Анна Петрова")
        page.get_by_label("Of which task").select_option("find-service")
        assert lines.count() == 1
        page.get_by_label("Whose tags").select_option("all")
        page.get_by_label("Of which task").select_option("")
        page.get_by_role("button", name="only severe").click()
        assert [line.get_attribute("data-tag") for line in lines.all()] == ["t3", "t1"]


def test_that_a_private_note_is_never_sent_until_it_is_published_as_a_tag(chromium: Browser) -> None:
    with staged(chromium) as (page, _said):
        page.click("#tab-notes")
        page.get_by_label("A private note").fill("the letter is ambiguous")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#panel-notes li")
        assert page.evaluate("window.fake.puts.length + window.fake.posts.length") == 0
        page.evaluate("window.fake.full = true")
        page.get_by_role("button", name="Publish as a tag").click()
        page.wait_for_selector(".done-bar >> text=could not be kept")
        assert page.locator("#panel-notes li").count() == 1
        page.evaluate("window.fake.full = false")
        page.get_by_role("button", name="Publish as a tag").click()
        (tag,) = put(page, 1)
        assert (tag["note"], tag["task"], tag["shown_us"]) == ("the letter is ambiguous", "fill-form", None)
        page.wait_for_selector("#panel-notes li", state="detached")


def test_that_a_note_too_long_stays_whole_and_means_its_own_moment_until_it_is_shortened(chromium: Browser) -> None:
    kept = "ж" * 9_999 + "😀"
    with staged(chromium) as (page, complaints):
        note = page.locator(".note-field")
        page.keyboard.press("n")
        page.keyboard.insert_text("ж" * 100_000)
        begun_us = page.evaluate("performance.now() * 1000 + window.begun_us")
        page.keyboard.press("Enter")
        page.wait_for_selector(".coding .too-long:has-text('90,000 letters too many')")
        assert note.get_attribute("aria-invalid") == "true"
        assert violations(page) == []
        page.locator(".pad-key").nth(1).click()
        assert put(page, 1)[0]["note"] == ""
        assert len(note.input_value()) == 100_000
        note.fill(kept)
        page.keyboard.press("Enter")
        tag = put(page, 2)[1]
        assert (tag["type"], tag["note"], tag["button"]) == ("tag.put", kept, None)
        assert tag["pressed_us"] <= begun_us
        assert not page.locator(".coding .too-long").first.is_visible()
        page.click("#tab-talk")
        page.locator(".saying input").focus()
        page.keyboard.insert_text("x" * 2_001)
        page.keyboard.press("Enter")
        page.wait_for_selector(".saying .too-long:has-text('1 letter too many')")
        assert page.evaluate("window.fake.posts.length") == 0
        page.keyboard.press("Backspace")
        page.keyboard.press("Enter")
        page.wait_for_function("window.fake.posts.length === 1")
        page.click("#tab-notes")
        page.get_by_label("A private note").focus()
        page.keyboard.insert_text("x" * 100_000)
        page.keyboard.press("Control+Enter")
        page.get_by_role("button", name="Publish as a tag").click()
        page.wait_for_selector(".done-bar >> text=90,000 letters too many for a tag")
        assert len(page.locator("#panel-notes li .plain").inner_text()) == 100_000
        assert complaints == []


def test_that_single_keys_can_be_switched_off_and_buttons_still_act(chromium: Browser) -> None:
    with staged(chromium) as (page, _said):
        page.keyboard.press("F1")
        page.get_by_label("Single keys act").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("1")
        page.locator(".pad-key").nth(1).focus()
        page.keyboard.press("Enter")
        (tag,) = put(page, 1)
        assert tag["button"] == "entered-again"
        assert page.locator(".pad-key kbd").count() == 0


def test_that_a_muted_person_says_nothing_and_still_tags(chromium: Browser) -> None:
    with staged(chromium) as (page, _said):
        page.evaluate("window.fake.store.put('me', { ...window.fake.store.get().me, muted: true })")
        page.click("#tab-talk")
        page.wait_for_selector("#panel-talk .note.careful")
        assert not page.locator(".saying").is_visible()
        page.keyboard.press("3")
        assert put(page, 1)[0]["button"] == "label-unclear"


def come(context: BrowserContext, room: RealRoom, name: str, role: Role) -> Page:
    """Come into the real room in a role."""
    page = opened(context, room.wire.port)
    fill_in(page, name, room.pin())
    page.wait_for_selector(f"text=You are in the lobby, {name}")
    room.admit_all(role)
    page.wait_for_selector("#stage")
    return page


def test_that_every_role_does_its_part_in_the_room_itself(chromium: Browser, tmp_path: Path) -> None:
    with real_room(tmp_path / "lab") as room:
        people = (("Anna", Role.MODERATOR), ("Oleg", Role.OBSERVER), ("Vera", Role.PARTICIPANT), ("Wall", Role.WALL))
        pages = [come(chromium.new_context(), room, name, role) for name, role in people]
        moderator, observer, participant, wall = pages
        moderator.keyboard.press("Enter")
        for page in (observer, wall):
            page.wait_for_selector(".task-time")
        participant.wait_for_selector(".task-card")
        observer.keyboard.press("n")
        observer.keyboard.type("cannot find it")
        observer.keyboard.press("Enter")
        moderator.wait_for_selector("text=cannot find it")
        observer.click("#tab-people")
        observer.click("text=Take the lead")
        observer.wait_for_selector("#stage[data-role=lead]")
        observer.click("#tab-talk")
        observer.fill(".saying input", "he looks for his glasses")
        observer.keyboard.press("Enter")
        moderator.click("#tab-talk")
        moderator.wait_for_selector("text=he looks for his glasses")
        moderator.keyboard.press("F10")
        observer.wait_for_selector(".session-state:has-text('hidden')")
        moderator.keyboard.press("F10")
        observer.keyboard.press("Escape")
        observer.keyboard.press("F6")
        participant.wait_for_selector(".wait")
        moderator.click("text=Finish")
        moderator.locator(".asked .primary").click()
        observer.wait_for_selector(".debrief")
        assert room.notes() == ["cannot find it"]
        assert [faults(page) for page in pages] == [[], [], [], []]
        for page in pages:
            page.context.close()
