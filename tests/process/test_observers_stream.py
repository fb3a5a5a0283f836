"""Picture and sound from the recorder's devices to somebody in the second room, by real processes."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lab.domain.ids import new_id
from lab.live.messages import Blind
from recordings import clock
from recordings.messages import MEDIA_STREAM_INIT, MEDIA_STREAM_KEY, TRACK_MAIN, TRACK_SOUND
from recordings.observers.picture import Message
from tests.process.room_rig import Rig, rig, wait_until
from tests.process.second_room import Guest, Watching, opened
from tests.recordings.filming import rgb_of
from tests.recordings.observers.stream_reading import clock_in, fragments, of_track, pictures

pytestmark = pytest.mark.soak


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def tracks(watching: Watching, track: int = TRACK_MAIN) -> list[list[Message]]:
    """What came of a track, cut where it began anew."""
    cut: list[list[Message]] = []
    for message in of_track(list(watching.messages), track):
        if message[0].kind == MEDIA_STREAM_INIT or not cut:
            cut.append([])
        cut[-1].append(message)
    return cut


def pieces(watching: Watching, track: int = TRACK_MAIN) -> int:
    return len(fragments(of_track(list(watching.messages), track)))


def test_that_observers_watch_and_nothing_of_a_blind_span_reaches_them(lab: Rig) -> None:
    anna = lab.person()
    lab.running(anna)
    hosted = anna.hosted("s1")
    assert hosted is not None
    guest = Guest(anna, opened(anna), "Olga")
    with guest.watching() as watching:
        wait_until(lambda: pieces(watching) > 10 and pieces(watching, TRACK_SOUND) > 10, "picture and sound")
        blinded_us = clock.now_us() - hosted.origin_us
        anna.ask(Blind(id=new_id(), session="s1", on=True, at_us=blinded_us))
        count = len(tracks(watching))
        wait_until(lambda: len(tracks(watching)) > 1 and pieces(watching) > 14, "a slate")
        before = len(tracks(watching))
        seeing_us = clock.now_us() - hosted.origin_us
        anna.ask(Blind(id=new_id(), session="s1", on=False, at_us=seeing_us))
        wait_until(lambda: len(tracks(watching)) > before and len(tracks(watching)[-1]) > 3, "the picture again")
        shown = [picture for track in tracks(watching) for picture in pictures(track)]
    assert count <= 2
    blind = [(at_us, frame) for at_us, frame in shown if blinded_us < at_us < seeing_us]
    assert blind, "it goes on"
    assert [(at_us - blinded_us, seeing_us - at_us) for at_us, frame in blind if np.ptp(rgb_of(frame)) > 4] == []
    seen = [
        (at_us, frame) for at_us, frame in shown if not blinded_us < at_us < seeing_us and np.ptp(rgb_of(frame)) > 4
    ]
    assert min(at_us for at_us, _ in seen) < blinded_us < seeing_us < max(at_us for at_us, _ in seen)
    assert max(abs(clock_in(frame) - hosted.origin_us - at_us) for at_us, frame in seen) < 100_000


def test_that_viewers_go_on_when_the_recorder_is_killed(lab: Rig) -> None:
    anna = lab.person()
    lab.running(anna)
    guest = Guest(anna, opened(anna), "Olga")
    with guest.watching() as watching:
        wait_until(lambda: pieces(watching) > 5, "a picture")
        lab.kill_recorder()
        count = len(watching.messages)
        kinds = (MEDIA_STREAM_INIT, MEDIA_STREAM_KEY)
        wait_until(
            lambda: {header.kind for header, _ in of_track(watching.messages[count:], TRACK_MAIN)} >= set(kinds),
            "the picture of another recorder",
        )
        times = [header.at_us for header in fragments(of_track(list(watching.messages), TRACK_MAIN))]
    assert times == sorted(times), "on the same clock"
