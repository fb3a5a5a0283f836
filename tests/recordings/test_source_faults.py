"""A source that is broken, and one that never answers, cost nobody else anything."""

import threading
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from recordings import capture, manifest
from recordings.errors import RecordingError
from recordings.messages import Armed, Failed, SegmentClosed
from recordings.pipeline import PicturePipeline
from recordings.sound_clock import FIRST_BLOCKS
from recordings.sources.base import Device, Picture, SoundBlock
from recordings.sources.camera import CameraSource
from recordings.sources.screen import ScreenSource
from recordings.sources.synthetic import SyntheticPictures, SyntheticSound
from tests.recordings.recording_here import CAMERA, SCREEN, VOICE, Steered, a_plan

BROKEN = SCREEN.model_copy(update={"id": "broken", "kind": "screen"})
STUCK = CAMERA.model_copy(update={"id": "stuck", "kind": "camera", "device": "0"})


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed in the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


@pytest.mark.allow_warning_logs
def test_that_a_source_with_a_bug_is_a_fault_of_that_source_alone(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(_source: ScreenSource) -> Device:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr(ScreenSource, "open", wrong)
    steered.engine.arm(a_plan(tmp_path, SCREEN, BROKEN))
    assert [(fault.source, fault.code) for fault in steered.of(Armed)[-1].faults] == [("broken", "source_failed")]
    steered.engine.start()
    steered.until(lambda: steered.facts("segment") and steered.facts("lost"))
    steered.engine.stop()
    made = manifest.read(tmp_path)
    assert [track.source for track in made.tracks] == ["screen"]
    assert [(gap.source, gap.reason) for gap in made.gaps] == [("broken", "source_failed")]
    assert not steered.of(Failed)


class Camera:
    """A driver that delivers until it gets stuck in the middle of a read."""

    def __init__(self) -> None:
        self.gets_stuck = threading.Event()
        self.is_stuck = threading.Event()
        self.comes_back = threading.Event()
        self._pictures = SyntheticPictures(CAMERA)

    def open(self) -> Device:
        """Open at once."""
        return self._pictures.open()

    def read(self) -> Picture | None:
        """Deliver, or never answer."""
        if self.gets_stuck.is_set():
            self.is_stuck.set()
            self.comes_back.wait()
        return self._pictures.read()


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> Iterator[Camera]:
    """A camera that is freed in the end."""
    camera = Camera()
    monkeypatch.setattr(CameraSource, "open", camera.open)
    monkeypatch.setattr(CameraSource, "read", camera.read)
    monkeypatch.setattr(capture, "PATIENCE_S", 0.05)
    yield camera
    camera.comes_back.set()


def test_that_a_device_that_never_answers_holds_up_neither_pause_nor_stop(
    steered: Steered, tmp_path: Path, camera: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[set[str]] = []
    give_back = PicturePipeline.give_back

    def noted(pipeline: PicturePipeline) -> None:
        closed.append({fact.source for fact in steered.facts("segment_closed") if isinstance(fact, SegmentClosed)})
        give_back(pipeline)

    monkeypatch.setattr(PicturePipeline, "give_back", noted)
    steered.engine.arm(a_plan(tmp_path, SCREEN, STUCK, VOICE))
    steered.engine.start()
    steered.until(lambda: len(steered.facts("segment")) == 2)
    camera.gets_stuck.set()
    assert camera.is_stuck.wait(10)
    steered.engine.pause()
    assert steered.engine.state == "paused"
    assert closed[0] == {"screen", "stuck"}  # all files are whole before anybody waits for a device
    steered.engine.resume()
    steered.until(lambda: len(steered.facts("segment")) == 3)
    steered.engine.stop()
    assert not camera.comes_back.is_set()
    made = manifest.read(tmp_path)
    assert made.ended == "normal"
    for segment in (segment for track in made.tracks for segment in track.segments):
        with av.open(str(tmp_path / segment.file)) as container:
            assert sum(1 for _ in container.decode(video=0)) > 0


class Microphone:
    """A device that is away until it is plugged in."""

    def __init__(self) -> None:
        self.is_there = threading.Event()
        self._sound = SyntheticSound()

    def open(self) -> Device:
        """Open, if it is there."""
        if not self.is_there.is_set():
            raise RecordingError("no_microphone")
        return self._sound.open()

    def read(self) -> SoundBlock:
        """The synthetic sound."""
        return self._sound.read()

    def close(self) -> None:
        """Do nothing: there is no device."""


def test_that_sound_that_comes_later_lies_in_a_file_from_its_first_moment(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    microphone = Microphone()
    monkeypatch.setattr("recordings.lineup.sound_source", lambda _plan: microphone)
    monkeypatch.setattr(capture, "RETRY_S", 0.05)
    steered.engine.arm(a_plan(tmp_path, SCREEN, VOICE))
    steered.engine.start()
    steered.until(lambda: steered.facts("segment"))
    microphone.is_there.set()
    steered.until(lambda: len(steered.facts("segment")) == 2)
    steered.engine.stop()
    made = manifest.read(tmp_path)
    (gap,) = made.gaps
    (sound,) = next(track.segments for track in made.tracks if track.source == "voice")
    held_back_us = FIRST_BLOCKS * 10_000
    assert sound.file == "screen.002.mkv"
    assert abs(sound.origin_us - gap.to_us) < held_back_us // 2
