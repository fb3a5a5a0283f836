"""A screen through Qt, forced on a real X server: the one platform of Qt's grabber that can be had without another."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from recordings import clock
from recordings.errors import RecordingError
from recordings.messages import SegmentOpened
from recordings.plan import SourcePlan
from recordings.sources import chosen_screen
from recordings.sources.screen import ScreenSource, by_qt
from recordings.sources.screen_by_qt import QtGrab
from recordings.sources.synthetic import pattern_clock_us
from tests.benchmarks.flashes import WHITE, FlashWindow
from tests.recordings.filming import rgb_of, seconds_of
from tests.recordings.reading import pictures
from tests.recordings.recording_here import Steered, a_plan
from tests.virtual_display import virtual_display

pytestmark = pytest.mark.display
SECOND = SourcePlan(id="screen", kind="screen", shows="screen", device="second")
WIDTH, HEIGHT = 1200, 620


@pytest.fixture
def xrandr(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """A desktop with a second monitor at its lower right, and what changes its monitors."""
    monkeypatch.setattr(chosen_screen, "LOOK_US", 100_000)
    with virtual_display(WIDTH, HEIGHT) as display:
        monkeypatch.setenv("DISPLAY", display)

        def change(*arguments: str) -> None:
            subprocess.run(["xrandr", *arguments], check=True, capture_output=True)

        change("--setmonitor", "second", "801/170x221/127+399+399", "none")
        yield change


@pytest.fixture
def source() -> Iterator[ScreenSource]:
    """The second monitor through Qt."""
    source = ScreenSource(SECOND, by_qt)
    yield source
    source.close()
    source.close()


def grabbers() -> list[psutil.Process]:
    """The processes of this one that grab a screen."""
    return [one for one in psutil.Process().children() if "recordings.sources.screen_process" in one.cmdline()]


@pytest.mark.usefixtures("xrandr")
def test_that_the_monitor_that_was_asked_for_comes_with_all_its_pixels(source: ScreenSource) -> None:
    FlashWindow().paint(WHITE)  # from 400, 400: a pixel within the second monitor; wider than it, 200 rows high
    device = source.open()
    assert (device.name, device.width, device.height) == ("second", 800, 220)
    expected = np.zeros((220, 800, 3), np.uint8)
    expected[1:201, 1:] = 255
    seen = next(rgb_of(picture.frame) for picture in pictures(source) if rgb_of(picture.frame).any())
    assert np.array_equal(seen, expected)


@pytest.mark.usefixtures("xrandr")
def test_that_pictures_come_at_the_rate_and_are_stamped_when_they_were_grabbed() -> None:
    source = ScreenSource(SECOND.model_copy(update={"device": "screen", "fps": 25}), by_qt)
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.process.pattern_window", "50"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        source.open()
        seen: list[tuple[int, int]] = []
        for picture in pictures(source):
            shown_us = pattern_clock_us(rgb_of(picture.frame))
            if abs(picture.clock_us - shown_us) < 60_000_000:  # the window is there
                seen.append((picture.clock_us, shown_us))
            if len(seen) == 40:
                break
    finally:
        source.close()
        assert window.stdin
        assert window.stdout
        window.stdin.close()
        window.stdout.close()
        window.wait()
    ages = [stamped - shown for stamped, shown in seen]
    assert min(ages) >= 0
    assert float(np.median(ages)) < 45_000  # half a painting, and the grab
    moments = np.array([stamped for stamped, _shown in seen])
    assert (np.diff(moments) > 0).all()
    assert float(np.median(np.diff(moments))) == pytest.approx(40_000, abs=10_000)


@pytest.mark.usefixtures("xrandr")
def test_that_what_was_recorded_through_qt_shows_what_was_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("recordings.lineup.picture_source", lambda plan: ScreenSource(plan, by_qt))
    FlashWindow().paint(WHITE)
    steered = Steered()
    steered.engine.arm(a_plan(tmp_path, SECOND))
    steered.engine.start()
    begun_us = clock.now_us()
    steered.until(lambda: steered.facts("segment") and clock.now_us() - begun_us > 1_200_000)
    steered.engine.stop()
    steered.engine.close()
    with av.open(str(tmp_path / "screen.mkv")) as container:
        shown = [(seconds_of(frame), rgb_of(frame)) for frame in container.decode(video=0)]
    assert shown[-1][0] > 0.9  # a still screen is shown again and again
    last = shown[-1][1]
    assert last.shape == (220, 800, 3)
    assert last[2:200, 2:].min() > 245
    assert last[203:].max() < 10


def test_that_a_monitor_that_goes_and_comes_back_lies_in_a_new_file(
    xrandr: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("recordings.lineup.picture_source", lambda plan: ScreenSource(plan, by_qt))
    steered = Steered()
    steered.engine.arm(a_plan(tmp_path, SECOND))
    steered.engine.start()
    steered.until(lambda: steered.facts("segment"))
    xrandr("--delmonitor", "second")
    steered.until(lambda: steered.facts("lost"))
    xrandr("--setmonitor", "second", "320/85x240/63+0+0", "none")
    steered.until(lambda: len(steered.facts("segment")) == 2)
    steered.engine.stop()
    steered.engine.close()
    opened = [fact for fact in steered.facts("segment") if isinstance(fact, SegmentOpened)]
    assert [(fact.width, fact.height) for fact in opened] == [(800, 220), (320, 240)]
    assert getattr(steered.facts("lost")[0], "reason", "") in ("screen_gone", "screen_changed")


@pytest.mark.usefixtures("xrandr")
def test_that_a_grabber_that_dies_is_a_fault_and_leaves_nothing_behind(source: ScreenSource) -> None:
    source.open()
    (grabber,) = grabbers()
    os.kill(grabber.pid, signal.SIGKILL)
    with pytest.raises(RecordingError, match="screen_ended"):
        for _ in pictures(source):
            pass
    source.close()
    assert grabbers() == []
    source.open()
    assert next(pictures(source)).frame.width == 800


@pytest.mark.usefixtures("xrandr")
def test_that_a_grabber_that_hangs_is_noticed_and_ended(source: ScreenSource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recordings.sources.screen_by_qt.SILENT_US", 400_000)
    monkeypatch.setattr("recordings.sources.screen_by_qt._LEAVING_S", 0.2)
    source.open()
    os.kill(grabbers()[0].pid, signal.SIGSTOP)
    with pytest.raises(RecordingError, match="no answer"):
        for _ in pictures(source):
            pass
    source.close()
    assert grabbers() == []


def test_that_a_part_of_the_screen_is_refused(xrandr: Callable[..., None]) -> None:
    with pytest.raises(RecordingError) as fault:
        ScreenSource(SECOND.model_copy(update={"device": "100x100+0+0"}), by_qt).open()
    assert (fault.value.code, fault.value.facts["typed"]) == ("screen_part_unsupported", "100x100+0+0")


def test_that_a_display_that_cannot_be_had_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":54321")
    with pytest.raises(RecordingError, match="screen_capture_unsupported"):
        QtGrab(None, 30)
    assert grabbers() == []


def test_that_a_qt_that_cannot_be_loaded_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise ImportError('libEGL.so.1 is missing')")
    monkeypatch.setattr("recordings.sources.screen_by_qt.import_path", lambda: f"{tmp_path}{os.pathsep}{Path.cwd()}")
    with pytest.raises(RecordingError) as fault:
        QtGrab(None, 30)
    assert (fault.value.code, fault.value.facts["why"]) == ("qt_missing", "libEGL.so.1 is missing")
