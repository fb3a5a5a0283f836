"""kill -9 of room, recorder and window at random moments of a session that is recorded and annotated all the while.

`test_room_kills.py` kills room and recorder one by one; here the window is there too, and everything is killed within
one session. What is asserted are the promises of the laboratory, measured on the files.
"""

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.archive.verify import verify
from tests.process.siege import Siege, Window, siege
from tests.process.siege_losses import check_gaps, check_journal, losses
from tests.virtual_display import virtual_display

pytestmark = [pytest.mark.display, pytest.mark.soak]

KILLS = 20
MOST_LOST_US = 1_000_000
RESUMES_WITHIN_US = 3_000_000
WINDOW_BACK_WITHIN_S = 5.0


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Siege]:
    with siege(tmp_path / "lab") as made:
        yield made


@pytest.fixture
def window(running: Siege) -> Iterator[Window]:
    with virtual_display(1280, 800) as display:
        made = Window(running.rig.folder.path, display)
        made.open()
        try:
            made.wait_for_session(running.port)
            made.back_after_s.clear()  # the first start warms the disk cache
            yield made
        finally:
            made.kill()


def some_time() -> None:
    """Let the session run for a random while."""
    threading.Event().wait(random.uniform(0.3, 2.5))


def check(done: Siege, window: Window) -> None:
    """The session is closed; hold it against the promises, and print what was measured."""
    check_journal(done)
    assert verify(done.folder).lies == ()
    found = losses(done)
    lost_ms = {kind: max(one.lost_us for one in found if one.kind == kind) / 1000 for kind in ("video", "audio")}
    resumed_ms, back_s = max(one.resumed_us for one in found) / 1000, max(window.back_after_s)
    print(
        f"\nlost at most {lost_ms['video']:.0f} ms of picture, {lost_ms['audio']:.0f} ms of sound; recording resumed "
        f"after {resumed_ms:.0f} ms at most; window back after {back_s:.1f} s at most; "
        f"{len(done.traffic.acknowledged)} of {len(done.traffic.sent)} events acknowledged"
    )
    assert max(one.lost_us for one in found) <= MOST_LOST_US
    assert max(one.resumed_us for one in found) <= RESUMES_WITHIN_US
    assert max(window.back_after_s) <= WINDOW_BACK_WITHIN_S
    check_gaps(done)


@pytest.mark.timeout(900)
def test_that_a_kill_of_one_hurts_neither_of_the_others(running: Siege, window: Window) -> None:
    blows = ["room", "recorder", "window"] * KILLS
    random.shuffle(blows)
    for blow in blows:
        some_time()
        before, window_before = running.pids, window.pid
        if blow == "window":
            running.strike(window=window)
            window.open()
            window.wait_for_session(running.port)
            assert running.pids == before
        elif blow == "room":
            running.strike(room=True)
            running.wait_for_answer()
            assert running.pids.recorder == before.recorder
        else:
            running.strike(recorder=True)
            running.wait_for_next_segment()
            assert running.pids.room == before.room
        assert blow == "window" or window.pid == window_before
        assert window.is_alive
    running.finish()
    check(running, window)


@pytest.mark.timeout(900)
def test_that_all_three_killed_at_once_come_back(running: Siege, window: Window) -> None:
    for _ in range(KILLS):
        some_time()
        running.strike(room=True, recorder=True, window=window)
        window.open()
        running.wait_for_next_segment()
        running.wait_for_answer()
        window.wait_for_session(running.port)
    running.finish()
    check(running, window)
