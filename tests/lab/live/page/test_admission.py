"""From the lobby into the room: nothing is asked that the room must refuse, and it is told how everybody fares."""

import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lab.domain.person import Role
from tests.lab.live.page.pages import connection_says, faults, fill_in, opened
from tests.lab.live.page.real_room import real_room
from tests.lab.reports.chromium import CHROMIUM

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.NOTE_TAKER])
def test_that_whoever_is_let_in_is_refused_nothing_and_tells_how_they_fare(
    chromium: Browser, tmp_path: Path, role: Role
) -> None:
    with real_room(tmp_path / "lab") as room:
        page = opened(chromium.new_context(viewport={"width": 1024, "height": 768}), room.wire.port)
        refused: list[str] = []
        page.on("response", lambda said: refused.append(f"{said.status} {said.url}") if said.status >= 400 else None)
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.post_data or "") if "ws-ticket" in one.url else None)
        fill_in(page, "Oleg", room.pin())
        page.wait_for_selector("text=You are in the lobby, Oleg")
        assert [one for one in asked if "media" in one] == []
        room.admit_all(role)
        connection_says(page, "Connected")
        mode = "none" if role is Role.NOTE_TAKER else "mse"
        waited_until = time.monotonic() + 30
        while [(one.mode, one.clock_ms is not None) for one in room.room.people.states()] != [(mode, True)]:
            assert time.monotonic() < waited_until, room.room.people.states()
            page.wait_for_timeout(50)
        assert refused == []
        assert faults(page) == []
