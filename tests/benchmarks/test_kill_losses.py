"""What kill -9 of the recorder costs, at random moments, read from the files that are left."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import av
import pytest

from recordings import clock
from recordings.fact_log import read_facts
from recordings.messages import Opened, SegmentOpened
from tests import sound_server
from tests.benchmarks import scene
from tests.sound_server import SimulatedConverter, SoundServer, beeps
from tests.virtual_display import virtual_display

pytestmark = [
    pytest.mark.soak,
    pytest.mark.display,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio"),
]

KILLS = 50
PATIENCE_S = 30.0
MOST_S = {"moving": (0.3, 0.6), "still": (0.5, 0.8)}
"""Median and worst."""


@dataclass(frozen=True)
class Place:
    """Where the recorder finds its devices."""

    display: str
    sound: SoundServer
    camera: str


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A screen, a microphone that hears something, and a camera."""
    with ExitStack() as stage:
        display = stage.enter_context(virtual_display(1920, 1080))
        sound = stage.enter_context(sound_server.sound_server(tmp_path / "sound"))
        camera = stage.enter_context(scene.camera_720p())
        converter = SimulatedConverter(sound.pipe, beeps([]))
        stage.callback(converter.stop)
        yield Place(display, sound, camera)


@pytest.mark.parametrize("screen", MOST_S)
def test_that_a_kill_costs_little(place: Place, tmp_path: Path, screen: str) -> None:
    lost_s: dict[str, list[float]] = {"screen": [], "sound": [], "camera": []}
    with ExitStack() as stage:
        if screen == "moving":
            stage.enter_context(scene.content("typing", place.display))
            stage.enter_context(scene.pattern(place.display))
        for number in range(KILLS):
            folder = tmp_path / str(number)
            folder.mkdir()
            killed_us = _record_and_kill(place, folder, random.Random(number))
            for kind, one in _lost_s(folder, killed_us).items():
                lost_s[kind].append(one)
    for kind, found in lost_s.items():
        print(
            f"\n{screen} screen, {KILLS} kills: {kind} lost {median(found):.2f} s (median), {max(found):.2f} s (worst)"
        )
    every = [one for found in lost_s.values() for one in found]
    most_median_s, worst_s = MOST_S[screen]
    assert max(median(found) for found in lost_s.values()) <= most_median_s
    assert max(every) <= worst_s


def _record_and_kill(place: Place, folder: Path, chance: random.Random) -> int:
    """Record all there is until a random moment; the machine clock of the blow."""
    recorder = [sys.executable, str(scene.HERE / "record_once.py"), str(folder), "60", "--microphone"]
    child = subprocess.Popen([*recorder, "--camera", place.camera], env=scene.environment(place.display, place.sound))
    try:
        ends_s = time.monotonic() + PATIENCE_S
        while not all(
            (path := folder / name).exists() and path.stat().st_size for name in ("screen.mkv", "camera.mkv")
        ):
            assert child.poll() is None
            assert time.monotonic() < ends_s, "nothing is recorded"
            time.sleep(0.02)
        time.sleep(chance.uniform(1.5, 4.0))
        os.kill(child.pid, signal.SIGKILL)
        return clock.now_us()
    finally:
        child.kill()
        child.wait()


def _lost_s(folder: Path, killed_us: int) -> dict[str, float]:
    """How long before the blow each kind ends."""
    facts = read_facts(folder)
    origin_us = next(fact.plan.origin_us for fact in facts if isinstance(fact, Opened))
    begun_us = {fact.source: origin_us + fact.origin_us for fact in facts if isinstance(fact, SegmentOpened)}
    ends_s = {
        "screen": begun_us["screen"] / 1e6 + _end_s(folder / "screen.mkv", "video"),
        "sound": begun_us["screen"] / 1e6 + _end_s(folder / "screen.mkv", "audio"),
        "camera": begun_us["camera"] / 1e6 + _end_s(folder / "camera.mkv", "video"),
    }
    return {kind: killed_us / 1e6 - end_s for kind, end_s in ends_s.items()}


def _end_s(path: Path, kind: str) -> float:
    """Where the last packet begins that can be read, s after the file's beginning."""
    last_s = 0.0
    with av.open(str(path)) as container:
        try:
            for packet in container.demux(**{kind: 0}):
                if packet.pts is not None and packet.time_base is not None:
                    last_s = max(last_s, float(packet.pts * packet.time_base))
        except av.FFmpegError:
            return last_s  # a torn end; what came before it counts
    return last_s
