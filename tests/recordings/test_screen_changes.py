"""Monitors of a real X server that change while one is recorded."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recordings.messages import SegmentClosed, SegmentOpened
from recordings.plan import SourcePlan
from recordings.sources import chosen_screen, x11_monitor_events
from tests.recordings.recording_here import Steered, a_plan
from tests.virtual_display import virtual_display

pytestmark = pytest.mark.display

SMALLER = ("31.5", "800", "832", "864", "1024", "400", "401", "404", "420")
"""800 x 400 px, as `xrandr --newmode` wants it."""

SECOND = SourcePlan(id="screen", kind="screen", shows="screen", device="second")


@pytest.fixture
def xrandr(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """A desktop of 1280 x 480 px with a second monitor on its right half, and what changes its monitors."""
    monkeypatch.setattr(chosen_screen, "LOOK_US", 3_600_000_000)  # the server tells
    with virtual_display(1280, 480) as display:
        monkeypatch.setenv("DISPLAY", display)

        def change(*arguments: str) -> None:
            subprocess.run(["xrandr", *arguments], check=True, capture_output=True)

        change("--setmonitor", "second", "640/170x480/127+640+0", "none")
        yield change


def test_that_a_monitor_that_changes_and_goes_is_never_another_one(xrandr: Callable[..., None], tmp_path: Path) -> None:
    steered = Steered()
    steered.engine.arm(a_plan(tmp_path, SECOND))
    steered.engine.start()
    steered.until(lambda: steered.facts("segment"))
    xrandr("--delmonitor", "second")
    steered.until(lambda: steered.facts("lost"))
    xrandr("--setmonitor", "second", "320/85x240/63+640+0", "none")
    steered.until(lambda: steered.facts("gap"))
    steered.until(lambda: len(steered.facts("segment")) == 2)
    xrandr("--delmonitor", "second")
    xrandr("--setmonitor", "second", "320/85x240/63+0+0", "none")
    steered.until(lambda: len(steered.facts("segment")) == 3)
    steered.engine.stop()
    steered.engine.close()
    opened = [fact for fact in steered.facts("segment") if isinstance(fact, SegmentOpened)]
    assert [(fact.width, fact.height) for fact in opened] == [(640, 480), (320, 240), (320, 240)]
    assert len([fact for fact in steered.facts("segment_closed") if isinstance(fact, SegmentClosed)]) == 3
    reasons = [getattr(fact, "reason", "") for fact in steered.facts("lost")]
    assert reasons[0] == "screen_gone"
    assert set(reasons[1:]) <= {"screen_gone", "screen_changed"}


def test_that_monitors_are_looked_at_where_the_server_tells_nothing(
    xrandr: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(x11_monitor_events, "_EVERYTHING", 1 << 15)  # no event of that name
    monkeypatch.setattr(chosen_screen, "LOOK_US", 100_000)
    assert x11_monitor_events.monitor_events() is None
    steered = Steered()
    steered.engine.arm(a_plan(tmp_path, SECOND))
    steered.engine.start()
    steered.until(lambda: steered.facts("segment"))
    xrandr("--delmonitor", "second")
    assert steered.until(lambda: steered.facts("lost"))
    steered.engine.stop()
    steered.engine.close()


def test_that_a_desktop_that_is_resized_is_told_at_once(xrandr: Callable[..., None], tmp_path: Path) -> None:
    whole = SECOND.model_copy(update={"device": "screen"})
    steered = Steered()
    xrandr("--delmonitor", "second")
    xrandr("--newmode", "smaller", *SMALLER)
    xrandr("--addmode", "screen", "smaller")
    steered.engine.arm(a_plan(tmp_path, whole))
    steered.engine.start()
    steered.until(lambda: steered.facts("segment"))
    xrandr("--output", "screen", "--mode", "smaller")
    (lost,) = steered.until(lambda: steered.facts("lost"))
    assert getattr(lost, "reason", "") == "screen_changed"
    second = steered.until(lambda: steered.facts("segment")[1:])[0]
    assert isinstance(second, SegmentOpened)
    assert (second.width, second.height) == (800, 400)
    steered.engine.stop()
    steered.engine.close()
