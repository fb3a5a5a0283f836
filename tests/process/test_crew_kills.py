"""kill -9 of the room while observers tag from the second room: nothing acknowledged is lost, nothing comes twice."""

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from lab.archive.journal_reading import read_events
from lab.archive.verify import verify
from lab.domain.events import TagPut
from lab.domain.session import SessionState
from tests.process.crew import Crew
from tests.process.room_rig import rig, stored_ids, wait_until

BACK_WITHIN_S = 6.0


def strangers(folder: Path, crew: Crew) -> list[str]:
    """Tags in the journal that none of the crew has put."""
    puts = (one.event for one in read_events(folder) if isinstance(one.event, TagPut))
    return [put.id for put in puts if put.id not in crew.sent]


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("kills", "observers"), [(3, 6), (50, 30)])
def test_that_a_killed_room_loses_nothing_that_observers_were_promised(
    tmp_path: Path, kills: int, observers: int
) -> None:
    draw = random.Random(kills)
    with rig(tmp_path / "lab") as lab:
        anna = lab.person()
        folder = lab.running(anna)
        recorder, files = lab.address.recorder_pid, len(anna.segments("s1"))
        crew = Crew(anna, "s1", observers, between_s=observers / 5)
        back_s = []
        try:
            for _kill in range(kills):
                crew.wait_for_more(draw.randrange(1, 10))
                began_s = time.perf_counter()
                lab.kill_room()
                back_s.append(crew.back_after_s(began_s))
            crew.stop()
        finally:
            crew.close()
        wait_until(lambda: anna.is_recording("s1"), "recording")
        assert (lab.address.recorder_pid, len(anna.segments("s1"))) == (recorder, files)
        anna.move("s1", SessionState.DEBRIEF)
        anna.move("s1", SessionState.CLOSED)
        stored = stored_ids(folder)
    sent, acknowledged = set(crew.sent), crew.acknowledged
    print(
        f"\n{kills} kills, {observers} observers: {len(sent)} sent, all back after", *(f"{s:.1f}" for s in back_s), "s"
    )
    assert crew.refused == []
    assert [one for one, times in Counter(stored).items() if times > 1] == [], "stored twice"
    assert acknowledged - set(stored) == set(), "acknowledged, and not stored"
    assert strangers(folder, crew) == [], "stored, and never sent"
    assert max(back_s) <= BACK_WITHIN_S, f"back too late, nothing lost; load {os.getloadavg()[0]:.0f}: {back_s}"
    assert verify(folder).ok
