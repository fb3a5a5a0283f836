"""kill -9 of the room while observers tag from the second room: nothing acknowledged is lost, nothing comes twice."""

import random
import time
from pathlib import Path

import pytest

from lab.archive.verify import verify
from lab.domain.session import SessionState
from tests.process.crew import Crew
from tests.process.room_rig import rig, stored_ids, wait_until

BACK_WITHIN_S = 6.0


@pytest.mark.soak
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
    print(f"\n{kills} kills, {observers} observers: {len(sent)} sent, last back after {max(back_s):.1f} s at most")
    assert crew.refused == []
    assert len(stored) == len(set(stored))
    assert acknowledged <= set(stored)
    tags = {one for one in stored if one in sent}
    assert acknowledged <= tags <= sent
    assert max(back_s) <= BACK_WITHIN_S
    verify(folder)
