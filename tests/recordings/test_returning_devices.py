"""A device that vanishes and comes back: what follows lies in a new file, and the gap is marked where it is."""

import threading
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from recordings import capture, manifest
from recordings.errors import RecordingError
from recordings.manifest import Gap, Segment
from recordings.sources.base import Device, Picture, Source
from recordings.sources.synthetic import SyntheticPictures
from tests.recordings.fake_camera import fake_camera
from tests.recordings.recording_here import CAMERA, SCREEN, VOICE, Steered, a_plan

MARKED_TO_US = 50_000


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed in the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


class Unpluggable(Source[Picture]):
    """A screen whose cable can be pulled."""

    def __init__(self) -> None:
        self.away = threading.Event()
        self._pictures = SyntheticPictures(SCREEN)

    def open(self) -> Device:
        if self.away.is_set():
            raise RecordingError("screen_failed", device="screen")
        return self._pictures.open()

    def read(self) -> Picture:
        if self.away.is_set():
            raise RecordingError("screen_failed", device="screen")
        return self._pictures.read()

    def close(self) -> None:
        """Do nothing: there is no device."""


def segments(folder: Path, source: str) -> tuple[Segment, ...]:
    """The files of a source."""
    return next(track.segments for track in manifest.read(folder).tracks if track.source == source)


def picture_times(folder: Path, segment: Segment) -> list[int]:
    """Session times of all pictures in a file, µs."""
    with av.open(str(folder / segment.file)) as container:
        return [segment.origin_us + round((frame.time or 0) * 1e6) for frame in container.decode(video=0)]


def check_marked(gap: Gap, folder: Path, source: str) -> None:
    """The gap begins with the last picture before it and ends with the first after it."""
    before, after = segments(folder, source)
    *_, last_us = picture_times(folder, before)
    assert abs(gap.from_us - last_us) <= MARKED_TO_US
    assert abs(gap.to_us - after.origin_us) <= MARKED_TO_US
    assert picture_times(folder, after)[0] == after.origin_us


def test_that_a_camera_that_comes_back_is_recorded_in_a_new_file_and_hurts_nobody(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture, "RETRY_S", 0.1)
    with fake_camera() as camera:
        device = {"kind": "camera", "device": camera.url("/video"), "fps": 20}
        steered.engine.arm(a_plan(tmp_path, SCREEN, CAMERA.model_copy(update=device), VOICE))
        steered.engine.start()
        steered.until((tmp_path / "camera.mkv").exists)
        camera.unplug()
        steered.until(lambda: steered.facts("lost") and steered.facts("segment_closed"))
        camera.plug()
        steered.until((tmp_path / "camera.002.mkv").exists)
        again_us = steered.facts("segment")[-1].at_us
        steered.until(lambda: steered.engine.lineup and _heard_us(steered) > again_us)
        steered.engine.stop()
    made = manifest.read(tmp_path)
    (gap,) = made.gaps
    assert (gap.source, gap.reason) == ("camera", "camera_silent")
    check_marked(gap, tmp_path, "camera")
    assert [segment.file for segment in segments(tmp_path, "screen")] == ["screen.mkv"]
    assert seconds_of_sound(tmp_path / "screen.mkv") == pytest.approx(
        made.tracks[0].segments[0].duration_us / 1e6, abs=0.2
    )


def _heard_us(steered: Steered) -> int:
    """Session time at which the loudness was told last."""
    return next((one.at_us for one in reversed(steered.reports) if one.type == "recorder.levels"), 0)


def seconds_of_sound(path: Path) -> float:
    """How much sound a file carries, decoded to its end."""
    with av.open(str(path)) as container:
        return sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))


def record_until_away(steered: Steered, folder: Path, screen: Unpluggable) -> None:
    """Record a screen with its sound for half a second and, once the screen is away, half a second of sound alone."""
    steered.engine.arm(a_plan(folder, SCREEN, VOICE))
    steered.engine.start()
    steered.until(lambda: (folder / "screen.mkv").exists() and _heard_us(steered) > 500_000)
    screen.away.set()
    lost = steered.until(lambda: steered.facts("lost"))[0]
    steered.until(lambda: _heard_us(steered) > lost.at_us + 500_000)


def test_that_the_sound_beside_a_screen_that_is_away_goes_on(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Unpluggable()
    monkeypatch.setattr(capture, "RETRY_S", 0.1)
    monkeypatch.setattr("recordings.lineup.picture_source", lambda _plan: screen)
    record_until_away(steered, tmp_path, screen)
    assert not steered.facts("segment_closed")
    screen.away.clear()
    steered.until((tmp_path / "screen.002.mkv").exists)
    again_us = steered.facts("segment")[-1].at_us
    steered.until(lambda: _heard_us(steered) > again_us + 500_000)
    steered.engine.stop()
    made = manifest.read(tmp_path)
    assert [gap.source for gap in made.gaps] == ["screen"]
    check_marked(made.gaps[0], tmp_path, "screen")
    before, after = segments(tmp_path, "voice")
    assert after.origin_us - before.end_us < MARKED_TO_US
    assert seconds_of_sound(tmp_path / before.file) == pytest.approx(before.duration_us / 1e6, abs=0.1)


def test_that_the_last_file_of_a_device_that_stays_away_ends_with_its_last_picture(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Unpluggable()
    monkeypatch.setattr("recordings.lineup.picture_source", lambda _plan: screen)
    record_until_away(steered, tmp_path, screen)
    steered.engine.stop()
    (segment,) = segments(tmp_path, "screen")
    (gap,) = manifest.read(tmp_path).gaps
    assert abs(gap.from_us - picture_times(tmp_path, segment)[-1]) <= MARKED_TO_US
