"""What somebody types to do harm stands on every page as it was typed, and does nothing."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lab.domain.session import SessionState
from lab.services.exporting import export_round
from lab.services.laboratory import Laboratory
from tests.lab.live.page.pages import chromium, fill_in
from tests.process.room_rig import wait_until
from tests.stories.second_room import OBSERVER, SecondRoom, second_room

HARM = '"><img src=x onerror="window.harmed=1"><script>window.harmed=1</script>{{7*7}}'
PUT = """async ([session, words]) => {
  const { put } = await import('/page/line/socket.js')
  const said = { note: words, quote: words, words: { en: words } }
  await put(session, { type: 'tag.put', annotation: 'harm', at_us: 1, pressed_us: 1, lead_us: 0, lag_us: 0, ...said })
}"""
pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")


def join(page: Page, room: SecondRoom, name: str) -> list[str]:
    """Come in under a name; what the page complains of is collected from then on."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(room.address)
    fill_in(page, name, room.pin)
    room.admit(name)
    page.wait_for_selector("#main >> text=P01")
    return complaints


@pytest.mark.soak
def test_that_hostile_words_are_shown_and_do_nothing(tmp_path: Path) -> None:
    with second_room(tmp_path / "lab") as room, chromium() as browser:
        pages = [browser.new_context().new_page() for _ in range(2)]
        told = [join(pages[0], room, HARM), join(pages[1], room, OBSERVER)]
        room.begin()
        pages[0].evaluate(PUT, [room.session, HARM])
        wait_until(lambda: len(room.tags()) == 1, "the tag on the disk")
        (tag,) = room.tags()
        assert (tag.author, tag.note) == (HARM, HARM)
        pages[1].wait_for_function("words => document.querySelector('#main').innerText.includes(words)", arg=HARM)
        for page, complaints in zip(pages, told, strict=True):
            page.get_by_role("tab", name="People").click()
            page.wait_for_function("words => document.querySelector('#main').innerText.includes(words)", arg=HARM)
            assert page.evaluate("window.harmed") is None
            assert complaints == []
        for state in (SessionState.DEBRIEF, SessionState.CLOSED):
            room.moderator.move(room.session, state)
        page = browser.new_context().new_page()
        page.goto(exported(tmp_path).as_uri())
        page.wait_for_selector("text=P01")
        assert "<img src=x" not in page.content()
        assert page.evaluate("window.harmed") is None


def exported(tmp_path: Path) -> Path:
    """The report of the round as a page, in which every session stands."""
    with Laboratory.open(tmp_path / "lab") as lab:
        lab.catch_up()
        (study,) = lab.rounds.rounds()
        paths = export_round(lab, study.id, ("html",), tmp_path / "out", "en")
    return paths["html"]
