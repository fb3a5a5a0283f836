"""What a real recorder measures of devices that go wrong is told in time: it records, the room judges."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest

from lab.live.alarms import Alarms
from lab.live.messages import Alarm
from recordings.messages import Health
from recordings.plan import SourcePlan
from tests import sound_server
from tests.recordings.fake_camera import FakeCamera, fake_camera
from tests.recordings.recording_here import SCREEN, Steered, a_plan
from tests.sound_server import SimulatedConverter
from tests.virtual_display import virtual_display

SECOND_US = 1_000_000


class Watched:
    """A recorder in this process, and a room's alarms that hear what it measures."""

    def __init__(self, folder: Path, *sources: SourcePlan) -> None:
        self._folder = folder
        self._sources = {source.id: source for source in sources}
        self._judged = 0
        self.heard: list[tuple[int, Alarm]] = []
        self._now_us = 0
        self._alarms = Alarms(lambda alarm: self.heard.append((self._now_us, alarm)))
        self.recorder = Steered()
        self.recorder.engine.arm(a_plan(folder, *sources))
        self.recorder.engine.start()

    def until(self, so: Callable[[], bool]) -> None:
        """Let the recorder go on until something is so of the alarms heard."""

        def judged() -> bool:
            measured = self.recorder.of(Health)
            for health in measured[self._judged :]:
                self._now_us = health.at_us
                self._alarms.look_at_health("s", self._folder, health, self._sources)
            self._judged = len(measured)
            return so()

        self.recorder.until(judged)

    def seconds_until(self, code: str) -> float:
        """How long, on the session clock, from now until an alarm is told, and nothing else before."""
        self.until(lambda: self._now_us > 0)
        from_us = self.recorder.of(Health)[-1].at_us
        self.until(lambda: bool(self.heard))
        (at_us, alarm), *_ = self.heard
        assert alarm.code == code
        return (at_us - from_us) / SECOND_US


@pytest.fixture
def camera() -> Iterator[FakeCamera]:
    with fake_camera() as made:
        yield made


@pytest.mark.parametrize(
    ("shows", "code"), [("covered", "camera_black"), pytest.param("frozen", "camera_frozen", marks=pytest.mark.soak)]
)
def test_that_a_camera_that_is_covered_or_freezes_is_told_within_five_seconds(
    camera: FakeCamera, tmp_path: Path, shows: Literal["covered", "frozen"], code: str
) -> None:
    filmed = SourcePlan(id="camera", kind="camera", device=camera.url("/video"), shows="face")
    watched = Watched(tmp_path, SCREEN, filmed)
    watched.until(lambda: len(watched.recorder.of(Health)) > 1)
    try:
        camera.shows = shows
        assert watched.seconds_until(code) <= 5
        camera.shows = "moving"
        watched.until(lambda: watched.heard[-1][1].over)
    finally:
        watched.recorder.engine.close()


@pytest.mark.soak
@pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio")
def test_that_a_microphone_that_is_switched_off_is_told_within_fifteen_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = False
    with sound_server.sound_server(tmp_path / "sound") as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        converter = SimulatedConverter(server.pipe, lambda at: 0.0 if off else 0.01 * (at * 440 % 1) * (at % 3))
        voice = SourcePlan(id="voice", kind="microphone", shows="voice")
        watched = Watched(tmp_path, voice)
        try:
            watched.until(lambda: any(each.sources["voice"].sound for each in watched.recorder.of(Health)))
            assert watched.heard == []
            off = True
            assert watched.seconds_until("nothing_heard") <= 15
        finally:
            watched.recorder.engine.close()
            converter.stop()


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="no Xvfb")
def test_that_a_screen_that_sleeps_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with virtual_display(640, 360, "-br") as display:
        monkeypatch.setenv("DISPLAY", display)
        watched = Watched(tmp_path, SourcePlan(id="screen", kind="screen", shows="screen"))
        try:
            assert watched.seconds_until("screen_black") <= 13
        finally:
            watched.recorder.engine.close()
