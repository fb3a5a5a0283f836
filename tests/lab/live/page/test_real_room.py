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
