"""Clicks on a recorded screen, on a real X server."""

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recordings import clock
from recordings.clicks import CLICKS_NAME, Click, ClickLog, read_clicks
from recordings.errors import RecordingError
from recordings.messages import Failed
from recordings.plan import Region, SourcePlan
from recordings.sources.x11_presses import Press, X11Presses
from recordings.x11_wire import Wire
from tests.recordings.recording_here import SCREEN, Steered, a_plan
from tests.virtual_display import virtual_display

pytestmark = pytest.mark.display

PART = SourcePlan(id="screen", kind="screen", shows="screen", region=Region(x=100, y=50, width=200, height=150))
Hand = Callable[..., None]
RAW_BUTTON_PRESS, MASTERS = 15, 1


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    """A screen of 640 x 480 px, and what moves, clicks and types on it."""
    with virtual_display(640, 480) as display:
        monkeypatch.setenv("DISPLAY", display)

        def do(*arguments: object) -> None:
            subprocess.run(["xdotool", *map(str, arguments)], check=True, capture_output=True)

        yield do


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed in the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


def begun(steered: Steered, folder: Path, *sources: SourcePlan) -> int:
    """Record these until clicks are listened for; the session's origin."""
    plan = a_plan(folder, *sources)
    steered.engine.arm(plan)
    steered.engine.start()
    steered.until(lambda: steered.facts("segment"))
    return plan.origin_us


def clicked(steered: Steered, folder: Path, count: int) -> tuple[Click, ...]:
    """The clicks of a recording, once there are so many."""
    return steered.until(lambda: found if len(found := read_clicks(folder) or ()) >= count else None)


def listening(steered: Steered, folder: Path) -> None:
    """Wait until clicks are listened for."""
    steered.until(lambda: read_clicks(folder) is not None)


def test_that_the_server_is_asked_for_buttons_and_for_no_key(hand: Hand) -> None:
    presses = X11Presses(os.environ["DISPLAY"])
    try:
        assert presses.asked_for() == {MASTERS: 1 << RAW_BUTTON_PRESS}
        hand("type", "--delay", "1", "a secret 123")
        hand("key", "Return", "click", "1")
        found: list[Press] = []
        deadline = time.monotonic() + 20
        while not found:  # what was typed came before the click
            assert time.monotonic() < deadline
            found = presses.take()
        assert [press.button for press in found] == [1]
        assert found[0].clock_us <= clock.now_us() < found[0].clock_us + 20_000_000
    finally:
        presses.close()


def test_that_a_click_is_kept_where_and_when_it_fell(hand: Hand, steered: Steered, tmp_path: Path) -> None:
    origin_us = begun(steered, tmp_path, PART)
    listening(steered, tmp_path)
    before_us = clock.now_us() - origin_us
    hand("mousemove", 110, 75, "click", 1, "mousemove", 299, 199, "click", 3)
    first, second = clicked(steered, tmp_path, 2)
    assert (first.source, first.button, second.button) == ("screen", 1, 3)
    assert (second.x, second.y) == (199, 149)
    assert before_us - 1_000 <= first.at_us <= second.at_us <= clock.now_us() - origin_us
    steered.engine.stop()
    assert read_clicks(tmp_path) == (first, second)


def test_that_keys_the_wheel_and_what_is_beside_the_region_leave_nothing(
    hand: Hand, steered: Steered, tmp_path: Path
) -> None:
    begun(steered, tmp_path, PART)
    listening(steered, tmp_path)
    hand("mousemove", 150, 100, "click", 4, "click", 5)
    hand("type", "--delay", "1", "hunter2")
    hand("mousemove", 99, 100, "click", 1, "mousemove", 300, 100, "click", 1)
    hand("mousemove", 101, 51, "click", 1)
    (only,) = clicked(steered, tmp_path, 1)
    assert (only.x, only.y) == (1, 1)
    steered.engine.stop()
    (line,) = (tmp_path / CLICKS_NAME).read_text(encoding="ascii").splitlines()
    assert set(json.loads(line)) == {"at_us", "source", "button", "x", "y"}
    assert all(b"hunter" not in path.read_bytes() for path in tmp_path.iterdir())


def test_that_nothing_is_kept_while_armed_or_paused(hand: Hand, steered: Steered, tmp_path: Path) -> None:
    hand("mousemove", 150, 100)
    steered.engine.arm(a_plan(tmp_path, PART))
    hand("click", 1)
    steered.engine.start()
    listening(steered, tmp_path)
    hand("click", 2)
    clicked(steered, tmp_path, 1)
    steered.engine.pause()
    hand("click", 1)
    steered.engine.resume()
    steered.until(lambda: len(steered.facts("segment")) == 2)
    deadline = time.monotonic() + 20
    while len(read_clicks(tmp_path) or ()) < 2:  # from when on it listens again, it does not say
        assert time.monotonic() < deadline
        hand("click", 3)
    steered.engine.stop()
    hand("click", 1)
    assert {click.button for click in read_clicks(tmp_path) or ()} == {2, 3}


def test_that_a_killed_recorder_loses_no_click_that_was_kept(hand: Hand, tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "lab", "record", "--out", str(tmp_path), "--seconds", "60"]
    recorder = subprocess.Popen([*command, "--camera", "none", "--microphone", "none"], stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while not (kept := read_clicks(tmp_path)):
            assert time.monotonic() < deadline
            hand("mousemove", 320, 240, "click", 1)
    finally:
        recorder.kill()
        recorder.wait()
    assert (read_clicks(tmp_path) or ())[: len(kept)] == kept
    assert {(click.x, click.y) for click in kept} == {(320, 240)}


def test_that_without_a_screen_no_click_is_listened_for(hand: Hand, steered: Steered, tmp_path: Path) -> None:
    begun(steered, tmp_path, SCREEN)
    hand("mousemove", 150, 100, "click", 1)
    steered.engine.stop()
    assert read_clicks(tmp_path) is None


def test_that_a_server_without_xinput_is_recorded_without_clicks(
    hand: Hand, monkeypatch: pytest.MonkeyPatch, steered: Steered, tmp_path: Path
) -> None:
    asked = Wire.extension
    monkeypatch.setattr(Wire, "extension", lambda wire, name: None if name.startswith("XInput") else asked(wire, name))
    with pytest.raises(RecordingError, match="clicks_unsupported"):
        X11Presses(os.environ["DISPLAY"])
    begun(steered, tmp_path, PART)
    hand("mousemove", 150, 100, "click", 1)
    steered.engine.stop()
    assert read_clicks(tmp_path) is None
    assert (tmp_path / "screen.mkv").exists()


@pytest.mark.allow_warning_logs
def test_that_a_fault_in_what_is_clicked_ends_nothing_else(
    hand: Hand, monkeypatch: pytest.MonkeyPatch, steered: Steered, tmp_path: Path
) -> None:
    def full(_log: ClickLog, _click: Click) -> None:
        raise OSError(errno.ENOSPC, "no room")

    begun(steered, tmp_path, PART)
    listening(steered, tmp_path)
    monkeypatch.setattr(ClickLog, "write", full)
    hand("mousemove", 150, 100, "click", 1)
    (failed,) = steered.until(lambda: steered.of(Failed))
    assert (failed.code, failed.harmless) == ("clicks_failed", True)
    assert steered.engine.state == "recording"
    steered.engine.stop()
    assert steered.facts("closed")


def test_that_a_torn_line_is_passed_over_and_cut_off(tmp_path: Path) -> None:
    click = Click(at_us=5, source="screen", button=1, x=2, y=3)
    log = ClickLog(tmp_path)
    log.write(click)
    log.close()
    path = tmp_path / CLICKS_NAME
    path.write_bytes(path.read_bytes() + b'{"at_us":7,"sou')
    assert read_clicks(tmp_path) == (click,)
    again = ClickLog(tmp_path)
    again.write(click)
    again.close()
    assert read_clicks(tmp_path) == (click, click)


def test_that_a_line_that_is_no_click_is_named(tmp_path: Path) -> None:
    (tmp_path / CLICKS_NAME).write_bytes(b"nonsense\n")
    with pytest.raises(RecordingError) as fault:
        read_clicks(tmp_path)
    assert (fault.value.code, fault.value.facts["line"]) == ("clicks_unreadable", 1)
