"""The way of a picture when encoding does not keep up, when a file follows another, when the disk fails."""

import errno
import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import av
import numpy as np
import pytest
from av import VideoFrame

from recordings import clock
from recordings.duplicates import HEARTBEAT_US
from recordings.fact_log import FactLog, read_facts
from recordings.messages import SegmentClosed, SegmentOpened
from recordings.pipeline import QUEUE_ROOM, PicturePipeline
from recordings.plan import SourcePlan
from recordings.segments import Segments
from recordings.sources.base import Device, Picture, Source
from recordings.syncer import Syncer
from recordings.writer import MediaWriter
from tests.recordings.recording_here import PATIENCE_S, SCREEN, a_plan

DARK, LIGHT = 20, 230


class Scripted(Source[Picture]):
    """A source that delivers what it is told to."""

    def __init__(self) -> None:
        self.script: queue.SimpleQueue[Picture] = queue.SimpleQueue()

    def open(self) -> Device:
        return Device("scripted", 64, 64)

    def read(self) -> Picture | None:
        try:
            return self.script.get(timeout=0.02)
        except queue.Empty:
            return None

    def close(self) -> None:
        """Do nothing: there is no device."""


class Stage:
    """A pipeline that writes into a folder, fed picture by picture."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = a_plan(folder, SCREEN).model_copy(update={"origin_us": clock.now_us() - 60_000_000})
        self.failures: list[Exception] = []
        self._log = FactLog(folder, self.plan.origin_us, lambda _: None)
        self._syncer = Syncer(lambda _file, error: self.failures.append(error))
        self.segments = Segments(self.plan, self._log, self._syncer)
        self._source = Scripted()
        self.pipeline = PicturePipeline(SCREEN, self._source, self.plan.origin_us, self.failures.append)
        self.pipeline.open()
        self.pipeline.begin(self.segments, lambda *_, **_said: None, lambda _: None)
        self._shown = 0

    def show(self, at_ms: int, light: int, width: int = 64) -> None:
        """Let the device deliver a plain picture of that moment."""
        frame = VideoFrame.from_ndarray(np.full((64, width, 3), light, np.uint8), format="bgr24")
        self._source.script.put(Picture(self.plan.origin_us + at_ms * 1000, frame))
        self._shown += 1

    def until(self, what: Callable[[], object]) -> None:
        """Wait until something is true."""
        deadline = time.monotonic() + PATIENCE_S
        while not what():
            assert time.monotonic() < deadline
            time.sleep(0.005)

    def until_captured(self) -> None:
        """Wait until the pipeline has looked at every picture."""
        self.until(lambda: self.pipeline.counts.captured == self._shown)

    def end(self) -> None:
        """Close everything. Idempotent."""
        self.pipeline.end()
        self._syncer.close()
        self._log.close()

    def files(self) -> list[tuple[int, int]]:
        """Beginning and end of each closed file, session time in µs."""
        facts = read_facts(self.folder)
        ends = {fact.n: fact.duration_us for fact in facts if isinstance(fact, SegmentClosed)}
        return [(fact.origin_us, fact.origin_us + ends[fact.n]) for fact in facts if isinstance(fact, SegmentOpened)]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A stage that is closed in the end."""
    stage = Stage(tmp_path)
    yield stage
    stage.end()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """An encoder that waits until this is set."""
    released = threading.Event()
    really = MediaWriter.add_picture

    def add_picture(writer: MediaWriter, picture: Picture) -> None:
        released.wait(PATIENCE_S)
        really(writer, picture)

    monkeypatch.setattr(MediaWriter, "add_picture", add_picture)
    yield released
    released.set()


def lights(path: Path) -> list[int]:
    """The lightness of every picture in a file."""
    with av.open(str(path)) as container:
        return [int(frame.to_ndarray(format="gray").mean()) for frame in container.decode(video=0)]


def test_that_a_change_that_meets_a_full_queue_is_shown_all_the_same(
    stage: Stage, held: threading.Event, tmp_path: Path
) -> None:
    stage.show(0, DARK)
    stage.until(lambda: stage.pipeline.writer is not None)
    for beat in range(1, QUEUE_ROOM + 3):
        stage.show(beat * HEARTBEAT_US // 1000, LIGHT)
    stage.until_captured()
    assert stage.pipeline.counts.dropped == 2
    held.set()
    stage.end()
    first, *others = lights(tmp_path / "screen.mkv")
    assert first < 50
    assert len(others) == QUEUE_ROOM + 1
    assert min(others) > 200


def test_that_a_file_ends_where_the_next_begins_when_the_size_changes(stage: Stage) -> None:
    stage.show(0, DARK)
    stage.show(1_000, DARK, width=128)
    stage.until(lambda: stage.pipeline.counts.written == 2)
    stage.end()
    first, second = stage.files()
    assert first == (0, 1_000_000)
    assert second[0] == 1_000_000


def test_that_a_file_ends_where_the_next_begins_when_it_is_rolled(stage: Stage, held: threading.Event) -> None:
    stage.show(0, DARK)
    stage.until(lambda: stage.pipeline.writer is not None)
    stage.pipeline.roll()
    stage.show(1_000, DARK)
    stage.until_captured()
    held.set()
    stage.until(lambda: stage.pipeline.counts.written == 2)
    stage.end()
    assert [begin_us for begin_us, _ in stage.files()] == [0, 1_000_000]
    assert stage.files()[0] == (0, 1_000_000)


def test_that_a_picture_from_before_the_end_of_the_last_file_begins_the_next_at_that_end(stage: Stage) -> None:
    stage.show(0, DARK)
    stage.until(lambda: stage.pipeline.counts.written)
    stage.pipeline.roll()
    stage.until(lambda: stage.pipeline.writer is None)
    stage.show(1_000, LIGHT)
    stage.until(lambda: stage.pipeline.counts.written == 2)
    stage.end()
    first, second = stage.files()
    assert 1_000_000 < first[1] == second[0] <= second[1]


def test_that_the_file_of_an_encoder_that_fails_is_closed_and_readable(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.show(0, DARK)
    stage.until(lambda: stage.pipeline.counts.written)

    def full(_writer: MediaWriter, _picture: Picture) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(MediaWriter, "add_picture", full)
    stage.show(1_000, LIGHT)
    stage.until(lambda: stage.failures and stage.segments.size() == 0)
    assert stage.pipeline.writer is None
    assert max(lights(tmp_path / "screen.mkv")) < 50
    assert len(stage.files()) == 1


def test_that_a_picture_with_a_time_to_come_is_stamped_with_its_arrival(stage: Stage, tmp_path: Path) -> None:
    stage.show(3_600_000, DARK)
    stage.until(lambda: stage.pipeline.counts.written)
    stage.show(60_000, LIGHT)
    stage.until(lambda: stage.pipeline.counts.written == 2)
    stage.end()
    ((_, end_us),) = stage.files()
    assert end_us <= clock.now_us() - stage.plan.origin_us
    assert [light > 128 for light in lights(tmp_path / "screen.mkv")][:2] == [False, True]


@pytest.mark.parametrize(("kind", "fps", "told_s"), [("camera", 30, 0.9), ("camera", 2, 1.6), ("screen", 30, 3.1)])
def test_that_a_camera_that_falls_silent_is_told_within_a_second(
    kind: Literal["camera", "screen"], fps: int, told_s: float
) -> None:
    plan = SourcePlan(id="one", kind=kind, shows="face" if kind == "camera" else "screen", fps=fps)
    presence = PicturePipeline(plan, Scripted(), 0, lambda _error: None).presence
    presence.came(Device("one", 64, 64), 0)
    presence.delivered(0)
    for tenth in range(50):
        presence.check(tenth * 100_000)
        if presence.is_lost:
            break
    assert tenth / 10 == told_s
