"""What Review opens for an annotation is what was on the screen when the key was pressed.

A real X screen shows its time as a pattern, the real recorder grabs it through the real room, annotations are put at
random moments through the real client, and the closed recording is read as Review reads it.
"""

import bisect
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import pytest

from lab.archive.journal_reading import read_events
from lab.domain.annotation import Annotation
from lab.domain.folding import fold
from lab.domain.session import SessionState
from recordings import clock, playback
from recordings.plan import SourcePlan
from recordings.sources.synthetic import pattern_clock_us
from tests.lab.archive.sessions import tag
from tests.process.room_rig import Rig, rig, wait_until
from tests.virtual_display import virtual_display

pytestmark = pytest.mark.display

ROOT = Path(__file__).parent.parent.parent
SCREEN_RATE = 30
"""The screen changes as often as it is recorded: the hardest case."""

SCREEN = SourcePlan(id="screen", kind="screen", shows="screen", fps=30)
MOST_APART_S = 1.1


class Shown:
    """What the pattern window has shown so far."""

    def __init__(self, window: "subprocess.Popen[str]") -> None:
        self.since_us: list[int] = []
        self.values: list[int] = []
        self._window = window
        self._reader = threading.Thread(target=self._read, name="pattern-reader")
        self._reader.start()

    def _read(self) -> None:
        assert self._window.stdout is not None
        for line in self._window.stdout:
            since, value = line.split()
            self.values.append(int(value))
            self.since_us.append(int(since))

    def place_at(self, clock_us: int) -> int:
        """Which painting was on the screen at a moment of the machine clock."""
        return bisect.bisect_right(self.since_us, clock_us) - 1

    def join(self) -> None:
        """Wait for the end of the window's words."""
        self._reader.join()


@contextmanager
def pattern_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    """An X screen for this process and those it starts, with the pattern on it."""
    with virtual_display(800, 600) as display:
        monkeypatch.setenv("DISPLAY", display)
        window = subprocess.Popen(
            [sys.executable, "-m", "tests.process.pattern_window", str(SCREEN_RATE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=dict(os.environ),
        )
        shown = Shown(window)
        try:
            yield shown
        finally:
            assert window.stdin is not None
            window.stdin.close()
            window.wait()
            shown.join()
            assert window.stdout is not None
            window.stdout.close()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    with pattern_screen(monkeypatch) as made:
        yield made


@pytest.fixture
def lab(tmp_path: Path, shown: Shown) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def record_with_annotations(lab: Rig, count: int) -> tuple[Path, int, tuple[Annotation, ...]]:
    """The folder of a closed session, its origin on the machine clock, and the annotations that it holds."""
    anna = lab.person("Anna")
    folder = lab.hosted(anna, "s1", (SCREEN,))
    anna.move("s1", SessionState.RUNNING)
    wait_until(lambda: anna.is_recording("s1"), "recording")
    hosted = anna.hosted("s1")
    assert hosted is not None
    pause = threading.Event()
    for _ in range(count):
        pause.wait(0.2 + random.random() * MOST_APART_S)
        anna.client.put("s1", tag(clock.now_us() - hosted.origin_us)).result(30)
    pause.wait(0.5)  # what was on the screen at the last press is grabbed up to a frame later
    anna.move("s1", SessionState.DEBRIEF)
    anna.move("s1", SessionState.CLOSED)
    return folder, hosted.origin_us, fold(read_events(folder)).annotations


def check_pictures(folder: Path, origin_us: int, annotations: tuple[Annotation, ...], shown: Shown) -> None:
    """Hold each annotation's picture against what the screen showed."""
    paintings_off = []
    with playback.open_recording(folder) as recording:
        track = recording.track("screen")
        for annotation in annotations:
            opened = track.frame_at(annotation.anchor_us)
            assert opened is not None
            assert opened.time_us <= annotation.anchor_us
            before, after = track.frame_before(opened.time_us), track.frame_after(opened.time_us)
            seen = shown.place_at(origin_us + annotation.anchor_us)
            first, here, last = (
                shown.values.index(pattern_clock_us(picture.rgb)) for picture in (before, opened, after) if picture
            )
            assert first <= seen <= last, "the picture on the screen lies further than a recorded frame away"
            paintings_off.append(here - seen)
    late_ms = 1000 / SCREEN_RATE * -sum(paintings_off) / len(paintings_off)
    print(f"\n{len(paintings_off)} annotations: pictures off {sorted(paintings_off)}, mean {late_ms:.1f} ms late")
    assert abs(median(paintings_off)) <= 1


def test_that_an_annotation_opens_the_picture_that_was_on_the_screen(lab: Rig, shown: Shown) -> None:
    folder, origin_us, annotations = record_with_annotations(lab, 10)
    assert len(annotations) == 10
    check_pictures(folder, origin_us, annotations, shown)


@pytest.mark.soak
def test_that_fifty_annotations_open_the_pictures_that_were_on_the_screen(lab: Rig, shown: Shown) -> None:
    folder, origin_us, annotations = record_with_annotations(lab, 50)
    assert len(annotations) == 50
    check_pictures(folder, origin_us, annotations, shown)
