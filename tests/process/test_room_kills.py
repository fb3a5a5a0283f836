"""kill -9 of room, recorder and both, at random moments: nothing acknowledged is lost, the others are unharmed."""

import os
import random
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from lab.archive.journal_reading import read_events
from lab.archive.verify import verify
from lab.domain.events import AnyEvent, ClockGap, RecordingNoted
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.live.messages import Acknowledged, Alarm, Move
from recordings import manifest
from tests.lab.archive.sessions import tag
from tests.process.room_rig import Person, Rig, is_alive, rig, stored_ids, wait_until

KILLS_IN_SMALL = 1
KILLS_IN_FULL = 20

in_small_and_in_full = pytest.mark.parametrize(
    "kills", [KILLS_IN_SMALL, pytest.param(KILLS_IN_FULL, marks=pytest.mark.soak)]
)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def _is_replaced(lab: Rig, person: Person, killed: int) -> bool:
    return lab.address.pid != killed and person.is_recording("s1")


def _has_segments(person: Person, wanted: int) -> bool:
    return len(person.segments("s1")) >= wanted


class Typist:
    """Somebody who tags without a pause."""

    def __init__(self, person: Person) -> None:
        self.sent: list[AnyEvent] = []
        self.answers: list[Future[Acknowledged]] = []
        self._person = person
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._type, name="typist")
        self._thread.start()

    @property
    def acknowledged(self) -> int:
        """How many were acknowledged so far."""
        return sum(1 for answer in self.answers if answer.done())

    def _type(self) -> None:
        while not self._ended.wait(0.02):
            event = tag(len(self.sent))
            self.sent.append(event)
            self.answers.append(self._person.client.put("s1", event))

    def stop(self) -> None:
        """Type no more."""
        self._ended.set()
        self._thread.join()

    def wait_for_some(self, draw: random.Random) -> None:
        """Wait until a random number more were acknowledged."""
        enough = self.acknowledged + draw.randrange(1, 20)
        wait_until(lambda: self.acknowledged >= enough, "acknowledgements")

    def check(self, folder: Path) -> None:
        """Acknowledged ⊆ stored ⊆ sent, nothing twice."""
        stored = [one.id for one in (stamped.event for stamped in read_events(folder)) if one.type == "tag.put"]
        sent = [event.id for event in self.sent]
        acknowledged = {event.id for event, answer in zip(self.sent, self.answers, strict=True) if answer.done()}
        assert len(stored) == len(set(stored))
        assert acknowledged <= set(stored) <= set(sent)


@in_small_and_in_full
def test_that_a_killed_room_loses_nothing_acknowledged_and_the_recording_goes_on(lab: Rig, kills: int) -> None:
    draw = random.Random(kills)
    anna = lab.person()
    folder = lab.running(anna)
    recorder = lab.address.recorder_pid
    typist = Typist(anna)
    for _ in range(kills):
        typist.wait_for_some(draw)
        killed = lab.kill_room()
        wait_until(partial(_is_replaced, lab, anna, killed), "another room")
    typist.wait_for_some(draw)
    typist.stop()
    for answer in typist.answers:
        answer.result(60)
    assert lab.address.recorder_pid == recorder
    assert is_alive(recorder)
    anna.move("s1", SessionState.DEBRIEF)
    anna.move("s1", SessionState.CLOSED)
    typist.check(folder)
    assert verify(folder).lies == ()
    described = manifest.read(folder)
    assert described.ended == "normal"
    assert described.gaps == ()
    assert [len(track.segments) for track in described.tracks] == [1, 1]
    assert anna.seqs("s1") == list(range(1, len(read_events(folder)) + 1))
    gaps = [one.event for one in read_events(folder) if isinstance(one.event, ClockGap)]
    assert [gap.cause for gap in gaps] == ["room_restarted"] * kills


@in_small_and_in_full
def test_that_a_killed_recorder_is_replaced_on_the_same_clock(lab: Rig, kills: int) -> None:
    draw = random.Random(kills)
    anna = lab.person()
    folder = lab.running(anna)
    room = lab.address.pid
    typist = Typist(anna)
    anna.wait_for_health(3)
    for number in range(kills):
        typist.wait_for_some(draw)
        lab.kill_recorder()
        wait_until(partial(_has_segments, anna, number + 2), "a new file")
        anna.wait_for_health(3)
    typist.stop()
    anna.move("s1", SessionState.DEBRIEF)
    anna.move("s1", SessionState.CLOSED)
    assert lab.address.pid == room
    assert verify(folder).lies == ()
    typist.check(folder)
    described = manifest.read(folder)
    screen = next(track for track in described.tracks if track.source == "screen")
    assert [segment.n for segment in screen.segments] == list(range(1, kills + 2))
    holes_s = [(after.origin_us - before.end_us) / 1e6 for before, after in pairwise(screen.segments)]
    assert all(hole > 0 for hole in holes_s)
    if kills == KILLS_IN_FULL:
        # 3 s until the next file, and at most 1 s of the last one lost
        assert max(holes_s) <= 4.0
    alarms = [alarm.code for alarm in anna.of(Alarm)]
    assert alarms.count("recorder_started_again") == kills


@pytest.mark.soak
def test_that_a_recorder_that_hangs_is_replaced(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.running(anna)
    hanging = lab.address.recorder_pid
    os.kill(hanging, signal.SIGSTOP)
    wait_until(lambda: len(anna.segments("s1")) >= 2, "a new file")
    assert not is_alive(hanging)
    anna.move("s1", SessionState.DEBRIEF)
    anna.move("s1", SessionState.CLOSED)
    assert verify(folder).lies == ()


def test_that_a_room_that_hangs_is_replaced(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.running(anna)
    hanging = lab.address.pid
    os.kill(hanging, signal.SIGSTOP)
    event = tag(1)
    answer = anna.client.put("s1", event)
    answer.result(60)
    assert lab.address.pid != hanging
    assert not is_alive(hanging)
    assert event.id in stored_ids(folder)


def test_that_a_session_survives_the_death_of_everybody(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.running(anna)
    acknowledged = tag(1)
    anna.client.put("s1", acknowledged).result(30)
    anna.client.close()
    lab.kill_room()
    lab.kill_recorder()
    assert [lie.code for lie in verify(folder).lies] == ["not_closed"]
    boris = lab.person("Boris")
    wait_until(lambda: boris.is_recording("s1"), "recording again")
    wait_until(lambda: len(boris.segments("s1")) == 2, "a new file")
    boris.move("s1", SessionState.DEBRIEF)
    boris.move("s1", SessionState.CLOSED)
    assert verify(folder).lies == ()
    assert acknowledged.id in stored_ids(folder)
    noted = [one.event for one in read_events(folder) if isinstance(one.event, RecordingNoted)]
    assert len({event.recorder_seq for event in noted}) == len(noted)


def test_that_a_session_that_was_being_closed_is_closed_by_the_next_room(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.running(anna)
    anna.move("s1", SessionState.DEBRIEF)
    anna.client.request(Move(id=new_id(), session="s1", to=SessionState.CLOSED, at_us=0))
    wait_until(lambda: (one := anna.hosted("s1")) is None or one.state is SessionState.CLOSED, "closing")
    lab.kill_room()
    wait_until(lambda: verify(folder).ok, "a seal")
