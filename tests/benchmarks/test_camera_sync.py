"""Camera against screen: both see the machine clock, and both files say when they saw it."""

import subprocess
import sys
from pathlib import Path
from statistics import median

import av
import pytest

from recordings.fact_log import read_facts
from recordings.messages import Opened, SegmentOpened
from recordings.sources.synthetic import pattern_clock_us
from tests.benchmarks import scene
from tests.recordings.fake_camera import fake_camera
from tests.recordings.filming import rgb_of, seconds_of
from tests.virtual_display import virtual_display

pytestmark = [pytest.mark.benchmark, pytest.mark.display]

SECONDS = 30
SETTLED_S = 2.0
MOST_APART_MS = 40.0


def test_that_camera_and_screen_show_the_same_moment(tmp_path: Path) -> None:
    with virtual_display(1920, 1080) as display, scene.pattern(display), fake_camera() as camera:
        recorder = [sys.executable, str(scene.HERE / "record_once.py"), str(tmp_path), str(SECONDS)]
        subprocess.run([*recorder, "--camera", camera.url("/video")], env=scene.environment(display), check=True)
    screen_ms, camera_ms = median(_late_ms(tmp_path, "screen")), median(_late_ms(tmp_path, "camera"))
    print(
        f"\ncamera against screen: {camera_ms - screen_ms:+.1f} ms (at most {MOST_APART_MS}); what is shown is "
        f"{screen_ms:.1f} and {camera_ms:.1f} ms old"
    )
    assert abs(camera_ms - screen_ms) <= MOST_APART_MS


def _late_ms(folder: Path, source: str) -> list[float]:
    """How much older than its place in the file each picture of a source is."""
    facts = read_facts(folder)
    origin_us = next(fact.plan.origin_us for fact in facts if isinstance(fact, Opened))
    (file,) = (fact for fact in facts if isinstance(fact, SegmentOpened) and fact.source == source)
    late = []
    with av.open(str(folder / file.file)) as container:
        for frame in container.decode(video=0):
            if seconds_of(frame) > SETTLED_S:
                shown_us = pattern_clock_us(rgb_of(frame))
                late.append((origin_us + file.origin_us + seconds_of(frame) * 1e6 - shown_us) / 1000)
    assert len(late) > SECONDS
    return late
