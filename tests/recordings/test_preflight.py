"""The check before the start blocks what it must, lets pass what is well, and leaves nothing behind."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recordings import cue
from recordings.errors import RecordingError
from recordings.messages import Check, Checked, DeviceFault, StateChanged
from recordings.opencv import cv2
from recordings.plan import SourcePlan
from recordings.preflight import trial
from recordings.preflight.judging import Disk, disk_faults, load_faults
from recordings.sources.base import Picture
from recordings.writer import MediaWriter
from tests.recordings.fake_camera import fake_camera
from tests.recordings.preflight_stage import (
    humming,
    hushed,
    noisy,
    plain,
    play,
    speaking,
    still,
    with_number,
)
from tests.recordings.recording_here import CAMERA, SCREEN, VOICE, Steered, a_plan
from tests.small_disk import small_disk

SECONDS = 1.2
WELL: dict[str, Any] = {"screen": with_number(3), "camera": noisy(90), "voice": speaking(0.3)}


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed at the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


def checked(
    steered: Steered, folder: Path, *sources: SourcePlan, left_s: float | None = None, seconds: float = SECONDS
) -> Checked:
    """What a check of these sources finds; the number 3 is flashed on the screen that is to be recorded."""
    plan = a_plan(folder, *(sources or (SCREEN, CAMERA, VOICE)))
    if left_s is not None:
        plan = plan.model_copy(update={"booked_end_us": int(left_s * 1e6)})
    steered.engine.arm(plan)
    steered.engine.check(Check(seconds=seconds, numbers={"screen": 3}))
    steered.until(lambda: steered.engine.state == "armed")
    return steered.of(Checked)[-1]


def faults(found: Checked) -> list[tuple[str, str]]:
    """Source and code of each."""
    return [(fault.source, fault.code) for fault in found.faults]


def test_that_a_check_of_what_is_well_finds_nothing_and_leaves_nothing(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, **WELL)
    found = checked(steered, tmp_path)
    assert found.faults == ()
    assert {one.source: one.number for one in found.measured}["screen"] == 3
    assert found.bytes_per_s > 0
    assert [path.name for path in tmp_path.iterdir()] == ["recorder.lock"]
    states = [report.state for report in steered.of(StateChanged)]
    assert states == ["armed", "checking", "armed"]
    steered.engine.start()
    steered.engine.stop()


@pytest.mark.parametrize(
    "seeded",
    [
        {
            "screen": (with_number(4), "preflight_other_screen"),
            "camera": (noisy(2), "preflight_dark"),
            "voice": (hushed, "preflight_silent"),
        },
        {
            "screen": (still, "preflight_still"),
            "camera": (lambda _us: plain(120), "preflight_frozen"),
            "voice": (speaking(0.005), "preflight_quiet"),
        },
        {"voice": (humming, "preflight_only_noise")},
        {"voice": (lambda us: 5.0 * speaking(1.0)(us % 500_000), "preflight_clipped")},
    ],
    ids=["wrong monitor, black, silent", "still, frozen, too quiet", "a hum", "clipped"],
)
def test_that_seeded_faults_are_found_and_nothing_else(
    seeded: dict[str, tuple[Any, str]], steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, **WELL | {source: made for source, (made, _code) in seeded.items()})
    found = checked(steered, tmp_path, seconds=3.0)  # so long that a second of it may be clipped
    assert faults(found) == [(source, code) for source, (_made, code) in seeded.items()]


def test_that_a_source_that_never_delivers_is_named_by_its_own_fault(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, **WELL)
    gone = SourcePlan(id="face", kind="camera", device="7", shows="face")
    found = faults(checked(steered, tmp_path, SCREEN, VOICE, gone))
    assert [source for source, _code in found] == ["face"]
    assert not found[0][1].startswith("preflight_")


def test_that_a_camera_that_says_nothing_is_no_camera(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, **WELL)
    with fake_camera() as camera:
        source = SourcePlan(id="face", kind="camera", device=camera.url("/nonsense"), shows="face")
        assert [source for source, _code in faults(checked(steered, tmp_path, SCREEN, source))] == ["face"]


def test_that_a_disk_too_small_for_the_booked_length_is_found(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, **WELL)
    monkeypatch.setattr(trial, "free_bytes", lambda _folder: 310_000_000)
    found = checked(steered, tmp_path, left_s=1e6)
    assert faults(found) == [("", "preflight_disk_short")]
    assert found.faults[0].facts["needed"] in (16_666, 16_667)


@pytest.mark.allow_warning_logs
def test_that_a_disk_that_is_full_is_found_and_the_recorder_stays_armed(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, **WELL)
    monkeypatch.setattr(trial, "DISK_FULL_BYTES", 0)
    with small_disk(tmp_path / "disk", "1m") as disk:
        found = checked(steered, disk)
        assert faults(found)[0] == ("", "disk_full")
        assert {path.name for path in disk.iterdir()} == {"recorder.lock"}
        steered.engine.close()


def test_that_a_check_can_be_given_up(steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play(monkeypatch, **WELL)
    plan = a_plan(tmp_path, SCREEN)
    steered.engine.arm(plan)
    steered.engine.check(Check(seconds=60))
    assert (tmp_path / trial.SCRATCH).exists()
    with pytest.raises(RecordingError, match="not_now"):
        steered.engine.start()
    steered.engine.arm(plan)
    assert not (tmp_path / "derived").exists()
    steered.engine.check(Check(seconds=60))
    steered.engine.stop()
    assert list(tmp_path.iterdir()) == []


def test_that_what_a_killed_check_left_is_deleted(steered: Steered, tmp_path: Path) -> None:
    left = tmp_path / trial.SCRATCH
    left.mkdir(parents=True)
    (left / "screen.mkv").write_bytes(b"of a recorder that was killed")
    (tmp_path / "derived" / "other.txt").write_text("is somebody else's")
    steered.engine.arm(a_plan(tmp_path, SCREEN))
    assert not left.exists()
    assert (tmp_path / "derived" / "other.txt").exists()


@pytest.mark.parametrize("number", cue.NUMBERS)
def test_that_each_number_is_found_by_the_library_that_made_it(number: int) -> None:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    drawn = cv2.aruco.generateImageMarker(dictionary, number, cue.CELLS - 2)
    ours = np.array(cue.cells(number))
    assert (ours[1:-1, 1:-1] == (drawn > 127)).all()
    assert ours[0].all()


@pytest.mark.parametrize(
    ("free", "rate", "left_s", "short"),
    [(10_000_000_000, 1e6, 3600, False), (3_000_000_000, 1e6, 3600, True), (200_000_000, 0.0, 0, True)],
)
def test_that_room_is_judged_at_the_measured_rate(free: int, rate: float, left_s: float, short: bool) -> None:
    found: list[DeviceFault] = list(disk_faults(Disk(free, rate, left_s)))
    assert bool(found) is short


@pytest.mark.parametrize(
    ("written", "dropped", "percent"), [(300, 0, None), (297, 3, None), (0, 0, None), (240, 60, 20)]
)
def test_that_a_machine_that_does_not_carry_a_source_is_found_with_what_it_lost(
    written: int, dropped: int, percent: int | None
) -> None:
    found = list(load_faults(SCREEN, written, dropped))
    assert [(one.code, one.facts["percent"]) for one in found] == (
        [] if percent is None else [("preflight_overloaded", percent)]
    )


def test_that_a_check_on_a_machine_that_is_too_slow_says_so(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode = MediaWriter.add_picture

    def slowly(writer: MediaWriter, picture: Picture) -> None:
        time.sleep(0.2)
        encode(writer, picture)

    monkeypatch.setattr(MediaWriter, "add_picture", slowly)
    found = checked(steered, tmp_path, SCREEN, seconds=4)
    assert ("screen", "preflight_overloaded") in faults(found)
