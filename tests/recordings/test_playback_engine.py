"""What the engine records is played back: every picture tells its own moment, every beep comes at its second."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from recordings import clock
from recordings.ending import StopFlag
from recordings.engine import Engine
from recordings.manifest import MANIFEST_NAME
from recordings.messages import Health, Report
from recordings.plan import RecordingPlan, SourcePlan
from recordings.playback import Recording, open_recording
from recordings.record import record
from recordings.sources.synthetic import pattern_clock_us
from tests.recordings.filming import RATE, beep_starts

PICTURE_TOLERANCE_US = 1_000
"""Files are stamped in whole ms."""

SOURCES = (
    SourcePlan(id="screen", kind="synthetic_screen", shows="screen", fps=20),
    SourcePlan(id="camera", kind="synthetic_camera", shows="face", fps=10),
    SourcePlan(id="microphone", kind="synthetic_microphone", shows="voice"),
)


def assert_that_pictures_tell_their_moment(recording: Recording, origin_us: int, source: str) -> int:
    """Every new picture shows the machine clock of its own session time; how many there are."""
    first_shown: dict[int, int] = {}
    for picture in recording.track(source).frames(0):  # at the end of a file its last picture comes once more
        first_shown.setdefault(pattern_clock_us(picture.rgb) - origin_us, picture.time_us)
    for told_us, shown_us in first_shown.items():
        assert abs(told_us - shown_us) <= PICTURE_TOLERANCE_US
    return len(first_shown)


def assert_that_beeps_come_each_second(recording: Recording, origin_us: int) -> int:
    """Every beep begins at a whole second of the machine clock; how many there are."""
    heard = recording.heard()
    assert heard is not None
    starts = beep_starts(heard.sound(0, recording.duration_us), RATE)
    whole = [start for start in starts if start > 0.2]
    for start in whole:
        off = (start * 1e6 + origin_us + 500_000) % 1_000_000 - 500_000
        assert abs(off) < 1_500, (off, starts)
    return len(whole)


def test_that_a_recording_is_played_back_on_its_own_clock(tmp_path: Path) -> None:
    plan = RecordingPlan(folder=tmp_path, origin_us=clock.now_us(), sources=SOURCES)
    record(plan, 3.2)
    with open_recording(tmp_path) as recording:
        assert assert_that_pictures_tell_their_moment(recording, plan.origin_us, "screen") > 30
        assert assert_that_pictures_tell_their_moment(recording, plan.origin_us, "camera") > 15
        assert assert_that_beeps_come_each_second(recording, plan.origin_us) >= 2
        assert recording.duration_us > 2_500_000


class Room:
    """An engine that is kept going until so much is on the disk."""

    def __init__(self, folder: Path) -> None:
        self.plan = RecordingPlan(folder=folder, origin_us=clock.now_us(), sources=SOURCES)
        self._saved_us = 0
        self._reported = threading.Event()
        self.engine = Engine(self._hear, lambda _header, _still: None, interrupted=StopFlag())

    def record_until_saved(self, length_us: int) -> None:
        """Record on until so much more is on the disk."""
        wanted = clock.now_us() - self.plan.origin_us + length_us
        while self._saved_us < wanted:
            self._reported.clear()
            self.engine.tick()
            self._reported.wait(0.2)

    def _hear(self, report: Report) -> None:
        if isinstance(report, Health):
            self._saved_us = report.saved_us
            self._reported.set()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    opened = Room(tmp_path)
    yield opened
    opened.engine.close()


def test_that_a_pause_is_a_stale_stretch_and_both_sides_of_it_are_exact(room: Room, tmp_path: Path) -> None:
    room.engine.arm(room.plan)
    room.engine.start()
    room.record_until_saved(1_200_000)
    room.engine.pause()
    paused_us = clock.now_us() - room.plan.origin_us
    room.engine.resume()
    room.record_until_saved(1_200_000)
    room.engine.stop()
    with open_recording(tmp_path) as recording:
        first, second = recording.manifest.tracks[0].segments
        inside = recording.track("screen").frame_at((first.end_us + second.origin_us) // 2)
        assert inside is not None
        assert inside.stale
        assert inside.time_us <= first.end_us <= paused_us
        assert assert_that_pictures_tell_their_moment(recording, room.plan.origin_us, "screen") > 20


def test_that_a_running_recording_can_be_looked_at_and_goes_on(room: Room, tmp_path: Path) -> None:
    room.engine.arm(room.plan)
    room.engine.start()
    room.record_until_saved(1_000_000)
    with open_recording(tmp_path) as recording:
        early_us = recording.duration_us
        picture = recording.track("screen").frame_at(early_us)
        assert picture is not None
        assert abs(pattern_clock_us(picture.rgb) - room.plan.origin_us - picture.time_us) <= PICTURE_TOLERANCE_US
    room.record_until_saved(1_000_000)
    with open_recording(tmp_path) as recording:
        assert recording.duration_us > early_us + 500_000
    room.engine.stop()


def test_that_a_continued_recording_is_not_read_by_its_old_manifest(room: Room, tmp_path: Path) -> None:
    room.engine.arm(room.plan)
    room.engine.start()
    room.record_until_saved(500_000)
    room.engine.stop()
    assert (tmp_path / MANIFEST_NAME).exists()
    with open_recording(tmp_path) as recording:
        first_us = recording.duration_us
    room.engine.arm(room.plan.model_copy(update={"segment": 2}))
    room.engine.start()
    room.record_until_saved(1_000_000)
    with open_recording(tmp_path) as recording:
        assert recording.duration_us > first_us
        assert len(recording.manifest.tracks[0].segments) == 2
    room.engine.stop()
