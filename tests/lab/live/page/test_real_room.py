"""A whole visit to the room itself: a code typed, the lobby, notes through a cut, the way out."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lab.domain.person import Role
from tests.lab.live.page.pages import connection_says, faults, fill_in, opened, put, until, value
from tests.lab.live.page.real_room import SESSION, real_room
from tests.lab.reports.chromium import CHROMIUM

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


def test_that_a_visit_goes_from_the_code_to_the_journal_and_out(chromium: Browser, tmp_path: Path) -> None:
    with real_room(tmp_path / "lab") as room:
        page = opened(chromium.new_context(viewport={"width": 1024, "height": 768}), room.wire.port)
        fill_in(page, "Oleg", "000000" if room.pin() != "000000" else "111111")
        page.wait_for_selector("text=not the right one")
        fill_in(page, "Oleg", room.pin())
        page.wait_for_selector("text=You are in the lobby, Oleg")
        assert room.names(admitted=False) == ["Oleg"]
        room.admit_all()
        connection_says(page, "Connected")
        put(page, "first", session=SESSION)
        connection_says(page, "Saved")
        room.wire.cut()
        put(page, *map(str, range(20)), session=SESSION)
        room.wire.mend()
        until(page, "store.get().connection.queued === 0 && store.get().connection.state === 'online'")
        assert room.notes() == ["first", *map(str, range(20))]
        until(page, f"events('{SESSION}').filter(one => one.event.type === 'tag.put').length === 21")
        assert value(page, "store.get().clock.uncertainty_us") < 250_000
        room.give_all(Role.NOTE_TAKER)
        page.wait_for_selector("#stage[data-role=note_taker]")
        room.remove_all()
        page.wait_for_selector("text=The moderator has ended your visit")
        assert faults(page) == []


YEAR_MS = 365 * 86_400_000
SET_WRONG = """(byMs) => {
  const TrueDate = Date
  const begun = performance.timeOrigin
  globalThis.Date = class extends TrueDate {
    constructor(...said) { super(...(said.length ? said : [TrueDate.now() + byMs])) }
    static now() { return TrueDate.now() + byMs }
  }
  Object.defineProperty(Performance.prototype, "timeOrigin", { get: () => begun + byMs })
}"""
TURNED = "\u202enotes\u2066 that\u0007 turn\u200f"


def test_that_devices_a_year_early_and_late_join_tag_and_show_the_same_in_order(
    chromium: Browser, tmp_path: Path
) -> None:
    with real_room(tmp_path / "lab") as room:
        pages = []
        for name, by_ms in (("Early", -YEAR_MS), ("Late", YEAR_MS)):
            context = chromium.new_context(viewport={"width": 1024, "height": 768})
            context.add_init_script(f"({SET_WRONG})({by_ms})")
            invited = name == "Late"
            page = opened(context, room.wire.port, room.invitation() if invited else "")
            fill_in(page, name, None if invited else room.pin())
            if not invited:
                page.wait_for_selector("text=You are in the lobby, Early")
                room.admit_all()
            connection_says(page, "Connected")
            page.wait_for_selector(".note-field")
            pages.append(page)
        early, late = pages
        said = [(early, "one"), (late, "two"), (early, TURNED), (late, "four"), (early, "five")]
        for number, (page, note) in enumerate(said, 1):
            page.keyboard.press("n")
            page.keyboard.insert_text(note)
            page.keyboard.press("Enter")
            for one in pages:
                one.wait_for_function("many => document.querySelectorAll('[data-tag]').length === many", arg=number)
            if number == 3:
                early.reload()
                connection_says(early, "Connected")
                early.wait_for_selector(".note-field")
        assert room.notes() == [note for _page, note in said]
        for page in pages:
            lines = page.locator("[data-tag] .line-words").evaluate_all("all => all.map((one) => one.textContent)")
            assert lines == [note for _page, note in reversed(said)]
            assert value(page, "store.get().clock.uncertainty_us") < 250_000
            page.click("#tab-talk")
            page.select_option(".saying select", "observers")
            page.fill(".saying input", f"said by {'Early' if page is early else 'Late'}")
            page.keyboard.press("Enter")
            for one in pages:
                one.wait_for_selector(
                    f".talk-lines >> text=said by {'Early' if page is early else 'Late'}", state="attached"
                )
        assert faults(early) + faults(late) == []
        for page in pages:
            page.context.close()
