"""What somebody types to do harm stands on every page as it was typed, and does nothing."""

import csv
import shutil
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import psutil
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from lab.domain.events import TaskStarted
from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.domain.session import SessionState
from lab.live.messages import Put
from lab.services.exporting import export_round
from lab.services.laboratory import Laboratory
from tests.lab.live.page.pages import chromium, fill_in
from tests.process.room_rig import wait_until
from tests.stories.second_room import MODERATOR, OBSERVER, SecondRoom, second_room

HARM = '"><img src=x onerror="window.harmed=1"><script>window.harmed=1</script>{{7*7}}'
FORMULA = '=HYPERLINK("http://evil.example","x")'
FORMATS = ("html", "pdf", "docx", "xlsx", "csv", "json", "actions", "earl")
ELSEWHERE = (("Desk", Role.MODERATOR), ("Card", Role.PARTICIPANT), ("Wall", Role.WALL))
"""Roles whose pages show other texts than an observer's."""

MOST_HELD = 10
"""Connections of two pages at rest; a third that loads opens six more, and one address holds twenty."""

PUT = """async ([session, words, formula]) => {
  const { put, post } = await import('/page/line/socket.js')
  const said = { note: words, quote: formula, words: { en: words } }
  await put(session, { type: 'tag.put', annotation: 'harm', at_us: 1, pressed_us: 1, lead_us: 0, lag_us: 0, ...said })
  await post({ type: 'chat', id: 'chat-1', to: 'observers', text: `chat ${words}` })
  await post({ type: 'raise_hand', id: 'hand-1', session, text: `hand ${words}` })
}"""
SHOWN = "words => document.querySelector('#main').innerText.includes(words)"
pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")


def join(page: Page, room: SecondRoom, name: str, role: Role = Role.OBSERVER) -> list[str]:
    """Come in under a name, which is one's organisation too; what the page complains of is collected from then on."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(room.address)
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=f"The laboratory{HARM}")
    page.fill("#organisation", name)
    fill_in(page, name, room.pin)
    room.admit(name, role)
    page.wait_for_function(SHOWN, arg=HARM)
    return complaints


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_that_hostile_words_are_shown_and_do_nothing(tmp_path: Path) -> None:
    with second_room(tmp_path / "lab", words=HARM) as room, chromium() as browser:
        room.begin()
        pages = [browser.new_context().new_page() for _ in range(2)]
        told = [join(pages[0], room, HARM), join(pages[1], room, OBSERVER)]
        pages[0].evaluate(PUT, [room.session, HARM, FORMULA])
        wait_until(lambda: len(room.tags()) == 1, "the tag on the disk")
        (tag,) = room.tags()
        assert (tag.author, tag.note, tag.quote) == (HARM, HARM, FORMULA)
        pages[1].wait_for_function(SHOWN, arg=HARM)
        look_at(pages[1], "Talk", f"chat {HARM}")
        for page in pages:
            look_at(page, "People", HARM)
        began = TaskStarted(id=new_id(), at_us=2, author=MODERATOR, attempt="t1", task="find-service", order=1)
        room.moderator.ask(Put(id=new_id(), session=room.session, event=began))
        for name, role in ELSEWHERE:  # one after the other: one address holds no more connections
            wait_until(lambda: held(room.port) <= MOST_HELD, "the end of connections that idle")
            page = browser.new_context().new_page()
            complaints = join(page, room, name, role)
            if role is Role.MODERATOR:
                look_at(page, "Talk", f"hand {HARM}")
            check(page, complaints)
            page.context.close()
        room.moderator.move(room.session, SessionState.DEBRIEF)
        for page, complaints in zip(pages, told, strict=True):
            page.get_by_role("tab").first.click()
            page.wait_for_function(SHOWN, arg=HARM)
            check(page, complaints)
        room.moderator.move(room.session, SessionState.CLOSED)
        paths = exported(tmp_path)
        page = browser.new_context().new_page()
        page.goto(paths["html"].as_uri())
        page.wait_for_selector("text=P01")
        assert "<img src=x" not in page.content()
        assert page.evaluate("window.harmed") is None
    assert_harmless(paths)


def look_at(page: Page, tab: str, words: str) -> None:
    """Find these words behind a tab."""
    page.get_by_role("tab", name=tab).click()
    page.wait_for_function(SHOWN, arg=words)


def held(port: int) -> int:
    """How many connections the room holds."""
    there = [one for one in psutil.net_connections("tcp") if one.laddr and one.laddr.port == port]
    return sum(1 for one in there if one.status == psutil.CONN_ESTABLISHED)


def check(page: Page, complaints: list[str]) -> None:
    """The words did nothing, and the browser had nothing to forbid."""
    assert page.evaluate("window.harmed") is None
    assert page.evaluate("document.querySelectorAll('#main img[src=x], #main script').length") == 0
    assert complaints == []


def exported(tmp_path: Path) -> dict[str, Path]:
    """The report of the round in every form, in which every session stands."""
    with Laboratory.open(tmp_path / "lab") as lab:
        lab.catch_up()
        (study,) = lab.rounds.rounds()
        return dict(export_round(lab, study.id, FORMATS, tmp_path / "out", "en"))


def assert_harmless(paths: dict[str, Path]) -> None:
    """No element, no formula, no link came of the words; they stand there as words."""
    for book in (paths["xlsx"], paths["actions"]):
        cells = [cell for sheet in load_workbook(book).worksheets for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" and HARM in str(cell.value)] == []
        assert [cell.coordinate for cell in cells if "evil" in str(cell.value) and cell.data_type != "s"] == []
        assert [cell.coordinate for cell in cells if cell.hyperlink and "evil" in str(cell.hyperlink.target)] == []
    with ZipFile(paths["docx"]) as entries:
        parts = [entries.read(name).decode() for name in entries.namelist() if name.endswith((".xml", ".rels"))]
    assert any(escape(HARM) in part for part in parts)
    assert [part for part in parts if "<img" in part or "<script" in part or 'Target="http://evil' in part] == []
    tables = sorted(paths["csv"].parent.rglob("*.csv"))
    assert tables
    for table in tables:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            assert [cell for row in csv.reader(lines) for cell in row if cell.startswith(("=", "@", "\t", "\r"))] == []
    pdf = paths["pdf"].read_bytes()
    assert b"/JavaScript" not in pdf
    assert b"evil.example" not in pdf
