"""How a person comes in, waits, is let in and is shown out, and that a second page of theirs says so."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.lab.live.page.pages import connection_says, faults, fill_in, joined, opened
from tests.lab.live.page.pretend_room import PIN, PretendRoom, served
from tests.lab.reports.chromium import CHROMIUM, violations

pytestmark = [
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    yield made
    made.close()


def test_that_somebody_with_the_code_waits_is_let_in_and_shown_out(context: BrowserContext, room: PretendRoom) -> None:
    with served(room) as port:
        page = opened(context, port)
        page.wait_for_selector("form.join")
        assert page.evaluate("isSecureContext") is False
        assert "not encrypted" in page.inner_text("#banner")
        fill_in(page, "Anna", "000000")
        page.wait_for_selector("text=not the right one")
        assert page.evaluate("document.activeElement.id") == "pin"
        assert page.input_value("#name") == "Anna"
        assert violations(page) == []
        page.keyboard.press("Control+A")
        page.keyboard.type(PIN)
        page.keyboard.press("Enter")
        page.wait_for_selector("text=You are in the lobby, Anna")
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        assert violations(page) == []
        room.admit()
        connection_says(page, "Connected")
        page.wait_for_selector("#stage[data-role=observer]", state="attached")
        assert complaints == []  # it asks for nothing that the token of the lobby does not open
        room.remove()
        page.wait_for_selector("text=The moderator has ended your visit")
        assert page.evaluate("document.activeElement.tagName") == "H1"
        assert violations(page) == []
        assert faults(page) == []
        assert room.people[0].said["rules"] == "1"


def test_that_an_invitation_leaves_the_address_and_a_spent_one_loses_nothing(
    context: BrowserContext, room: PretendRoom
) -> None:
    with served(room) as port:
        page = opened(context, port, "#spent.observer")
        page.wait_for_selector("form.join")
        assert page.url.endswith(f":{port}/")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Вход в комнату наблюдателей")
        page.keyboard.press("Tab")
        page.keyboard.type("Олег")
        for key in ("Tab", "Tab", "Space", "Enter"):
            page.keyboard.press(key)
        page.wait_for_selector("text=Приглашение уже использовано")
        assert page.input_value("#name") == "Олег"
        assert page.is_checked("#accepted")
        fill_in(page, "Олег")
        page.wait_for_selector("text=вы ждёте входа")
        assert room.people[0].said["language"] == "ru"
        assert faults(page) == []


def test_that_a_second_page_says_so_and_takes_over_when_it_is_told(context: BrowserContext, room: PretendRoom) -> None:
    with served(room) as port:
        first = joined(context, port)
        second = opened(context, port)
        second.wait_for_selector("text=You are here already")
        assert room.sockets == 1
        second.click("text=Use this tab instead")
        connection_says(second, "Connected")
        first.wait_for_selector("text=You are here already")
        second.reload()
        connection_says(second, "Connected")
        assert [person.name for person in room.people] == ["Anna"]
        assert faults(first) + faults(second) == []
