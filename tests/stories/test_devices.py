"""`lab devices --watch` as a person runs it: a monitor is plugged in, Ctrl+C ends it."""

import json
import os
import shutil
import signal
import subprocess

import pytest

from tests.stories.command import LAB, environment


def watching(display: str) -> "subprocess.Popen[str]":
    """The command while it runs."""
    return subprocess.Popen(
        [LAB, "devices", "--watch", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(display),
    )  # fmt: skip


@pytest.mark.display
@pytest.mark.skipif(shutil.which("xrandr") is None, reason="no xrandr")
def test_that_a_monitor_that_comes_is_told(display: str) -> None:
    def xrandr(*arguments: str) -> None:
        subprocess.run(["xrandr", *arguments], check=True, env=environment(display))

    watch = watching(display)
    assert watch.stdout is not None
    try:
        assert json.loads(watch.stdout.readline())["event"] == "here"
        xrandr("--setmonitor", "second", "640/170x480/127+640+0", "none")
        while (event := json.loads(watch.stdout.readline()))["event"] != "came":
            continue
        os.kill(watch.pid, signal.SIGINT)
        _rest, said = watch.communicate(timeout=30)
    finally:
        watch.kill()
        watch.wait()
        xrandr("--delmonitor", "second")
    assert (event["kind"], event["device"]["name"], event["device"]["x"]) == ("screen", "second", 640)
    assert watch.returncode == 0, said
    assert "Traceback" not in said


def test_that_without_a_display_it_watches_all_the_same() -> None:
    watch = watching("")
    assert watch.stderr is not None
    try:
        assert watch.stderr.readline()
        os.kill(watch.pid, signal.SIGTERM)
        _told, said = watch.communicate(timeout=30)
    finally:
        watch.kill()
        watch.wait()
    assert watch.returncode == 0, said
    assert "Traceback" not in said


@pytest.mark.display
def test_that_every_device_is_tried_and_reported(display: str) -> None:
    done = subprocess.run(
        [LAB, "self-test", "--devices", "--seconds", "1"],
        capture_output=True, text=True, env=environment(display), timeout=60,
    )  # fmt: skip
    told = json.loads(done.stdout)
    (screen,) = [device for device in told["devices"] if device["kind"] == "screen"]
    assert (screen["width"], screen["height"]) == (1280, 800)
    assert [fault["code"] for fault in screen["faults"]] == ["trial_black"]  # nobody drew on it
    assert done.returncode == 3
    assert "nothing but black" in done.stderr
    assert {"versions", "system", "python", "clock_tick_us", "missing"} <= set(told)
    assert [one["source"] for one in told["together"]["measured"]][:1] == ["screen"]
    assert "All together: screen" in done.stderr
    assert told["clap"] is None


def test_that_a_machine_without_devices_is_said() -> None:
    done = subprocess.run(
        [LAB, "self-test", "--devices"], capture_output=True, text=True, env=environment(""), timeout=60
    )
    assert done.returncode == 3
    assert json.loads(done.stdout)["devices"] == []
    assert "Traceback" not in done.stderr
