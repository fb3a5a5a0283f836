"""A recorder that hangs, again and again: how soon somebody is told, and how soon recording goes on."""

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from lab.domain.session import SessionState
from lab.live.messages import Alarm
from recordings import manifest
from tests.process.room_rig import Person, Rig, is_alive, rig, wait_until

TIMES = 5
TOLD_WITHIN_S, GOES_ON_WITHIN_S = 3.0, 6.0
"""missed within 3 s, a new file within 6 s."""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def _told(person: Person) -> int:
    return sum(alarm.code == "recorder_started_again" for alarm in person.of(Alarm))


def _has_told(person: Person, times: int) -> bool:
    return _told(person) >= times


def _has_segments(person: Person, count: int) -> bool:
    return len({fact.facts["n"] for fact in person.segments("s1")}) >= count


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_that_a_recorder_that_hangs_is_missed_and_replaced_in_time(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.running(anna)
    told_s, goes_on_s = [], []
    for number in range(1, TIMES + 1):
        anna.wait_for_health(3)
        hanging, begun_s = lab.address.recorder_pid, time.monotonic()
        os.kill(hanging, signal.SIGSTOP)
        wait_until(partial(_has_told, anna, number), "an alarm")
        told_s.append(time.monotonic() - begun_s)
        wait_until(partial(_has_segments, anna, number + 1), "a new file")
        goes_on_s.append(time.monotonic() - begun_s)
        assert not is_alive(hanging)
    anna.move("s1", SessionState.DEBRIEF)
    anna.move("s1", SessionState.CLOSED)
    print(
        f"\nrecorder stopped {TIMES} times: told after {max(told_s):.1f} s at most ({TOLD_WITHIN_S}), a new file after "
        f"{max(goes_on_s):.1f} s at most ({GOES_ON_WITHIN_S})"
    )
    assert max(told_s) <= TOLD_WITHIN_S
    assert max(goes_on_s) <= GOES_ON_WITHIN_S
    screen = next(track for track in manifest.read(folder).tracks if track.source == "screen")
    assert len(screen.segments) == TIMES + 1
