"""Nothing that a person notes is lost or doubled: through a cut, a reload, a refused socket, an unreadable note."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.lab.live.page.pages import connection, connection_says, faults, joined, put, until, value
from tests.lab.live.page.pretend_room import PretendRoom, served
from tests.lab.live.page.severed import wire_to
from tests.lab.reports.chromium import CHROMIUM

pytestmark = [
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1024, "height": 768})
    yield made
    made.close()


def notes(count: int) -> list[str]:
    return [f"note-{number}" for number in range(count)]


def queued_through_a_cut_and_a_reload(context: BrowserContext, room: PretendRoom, count: int) -> None:
    """Half of the notes go in while there is no network, the page is loaded again in between."""
    wanted, half = notes(count), count // 2
    with served(room) as port, wire_to(port) as wire:
        page = joined(context, wire.port)
        put(page, *wanted[:3])
        connection_says(page, "Saved")
        wire.cut()
        connection_says(page, "No connection")
        put(page, *wanted[3:half])
        assert connection(page)["queued"] == half - 3
        page.on("dialog", lambda dialog: dialog.accept())  # it warns before it is left
        wire.mend()
        room.is_away = True
        page.reload()
        page.wait_for_selector("#connection")
        assert len(room.people) == 1
        put(page, *wanted[half:])
        room.is_away = False
        until(page, "store.get().connection.queued === 0", 60)
        connection_says(page, "Saved")
        assert room.puts() == wanted
        assert faults(page) == []


def test_that_what_is_noted_through_a_cut_and_a_reload_arrives_once_and_in_order(
    context: BrowserContext, room: PretendRoom
) -> None:
    queued_through_a_cut_and_a_reload(context, room, 40)


@pytest.mark.soak
def test_that_two_hundred_notes_arrive_once_and_in_order(context: BrowserContext, room: PretendRoom) -> None:
    queued_through_a_cut_and_a_reload(context, room, 200)


def test_that_where_sockets_are_refused_the_same_goes_by_stream(context: BrowserContext, room: PretendRoom) -> None:
    room.refuses_sockets = True
    with served(room) as port, wire_to(port) as wire:
        page = joined(context, wire.port)
        connection_says(page, "slower way")
        put(page, *notes(5))
        connection_says(page, "Saved")
        wire.cut()
        put(page, "late")
        wire.mend()
        connection_says(page, "Saved")
        until(page, "events('session-1').length === 6")
        assert room.puts() == [*notes(5), "late"]
        assert (room.sockets, room.streams > 1) == (0, True)
        assert connection(page)["mode"] == "stream"
        assert value(page, "store.get().clock.uncertainty_us") < 250_000
        assert faults(page) == []


@pytest.mark.soak
def test_that_what_is_refused_stays_with_its_reason_and_holds_up_nothing(
    context: BrowserContext, room: PretendRoom, tmp_path: Path
) -> None:
    room.refuses_notes = "forbidden"
    with served(room) as port:
        page = joined(context, port)
        put(page, "before", "forbidden")
        put(page, "unreadable", severity=99)
        put(page, "after")
        until(page, "store.get().connection.refused.length === 2")
        connection_says(page, "Saved")
        assert room.puts() == ["before", "after"]
        page.reload()
        page.click("text=Not kept: 2")
        page.wait_for_selector("text=In your role this is not possible.")
        with page.expect_download() as download:
            page.click("dialog >> text=Save as a file")
        download.value.save_as(tmp_path / "saved.json")
        saved = json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))
        assert [one["event"]["note"] for one in saved["messages"]] == ["forbidden", "unreadable"]
        page.click("dialog li:first-child >> text=Throw away")
        page.wait_for_function("document.querySelectorAll('dialog li').length === 1")
        assert faults(page) == []


@pytest.mark.soak
def test_that_a_page_hears_of_every_event_once_whatever_comes_between(
    context: BrowserContext, room: PretendRoom
) -> None:
    with served(room) as port, wire_to(port) as wire:
        listener = joined(context, wire.port, "Anna")
        heard = "events('session-1').map(one => one.event.note)"
        writing = context.browser.new_context() if context.browser else context
        writer = joined(writing, port, "Oleg")
        put(writer, *notes(2))
        until(listener, "events('session-1').length === 2")
        wire.cut()
        put(writer, "meanwhile")
        connection_says(writer, "Saved")
        wire.mend()
        put(writer, "afterwards")
        until(listener, "events('session-1').length === 4")
        assert value(listener, heard) == [*notes(2), "meanwhile", "afterwards"]
        writing.close()
