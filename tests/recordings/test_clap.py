"""The clap test: what is late is measured, and what cannot be measured is said."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from recordings import beeper, clap, clock
from recordings.messages import Check, Checked, ClapOffset, DeviceFault
from recordings.preflight import clapping, trial
from tests.recordings.clap_material import (
    CAMERA,
    RATE,
    SCREEN,
    VOICE,
    Samples,
    beep_at,
    flash_at,
    quiet_room,
    talk,
    with_beeps,
    write_pictures,
    write_sound,
)
from tests.recordings.preflight_stage import plain, play
from tests.recordings.recording_here import Steered, a_plan

FLASHES_S = [one / 1e6 for one in clap.moments(0, 30)]
MOMENTS = clap.moments(0, 30)
LASTS_S = clap.LASTS_S
EXACT_MS = 10.0
BUSY_MS = 40.0
"""A machine on which other tests run looks at the picture less often."""


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which the flashes are seen at their moments."""
    path = tmp_path_factory.mktemp("clap") / "screen.mkv"
    write_pictures(path, LASTS_S, FLASHES_S)
    return path


def measured(screen: Path, path: Path, sound: Samples) -> ClapOffset | DeviceFault:
    """What a clap test with this sound finds."""
    write_sound(path, sound)
    seen = clapping.seen(SCREEN, [(screen, 0)], MOMENTS)
    heard = clapping.heard(VOICE, [(path, 0)], MOMENTS)
    (found,) = clapping.offsets([seen], [heard], MOMENTS)
    return found


@pytest.mark.parametrize("late_ms", [-60, 0, 12, 120, 400])
def test_that_a_sound_of_known_delay_is_measured(late_ms: int, screen: Path, tmp_path: Path) -> None:
    sound = with_beeps(quiet_room(LASTS_S), [at_s + late_ms / 1000 for at_s in FLASHES_S])
    found = measured(screen, tmp_path / "voice.mka", sound)
    assert isinstance(found, ClapOffset)
    assert (found.source, found.after, found.claps) == ("voice", "screen", clap.CLAPS)
    assert found.offset_ms == pytest.approx(late_ms, abs=EXACT_MS)
    assert found.spread_ms is not None
    assert found.spread_ms < 1000 / 30


def test_that_faint_beeps_in_a_loud_hum_are_measured(screen: Path, tmp_path: Path) -> None:
    hum = 0.1 * np.sin(np.arange(round(LASTS_S * RATE)) * 2 * np.pi * 50 / RATE)
    found = measured(screen, tmp_path / "voice.mka", with_beeps(quiet_room(LASTS_S) + hum, FLASHES_S, loud=0.01))
    assert isinstance(found, ClapOffset)
    assert found.offset_ms == pytest.approx(0, abs=EXACT_MS)


def test_that_two_beeps_that_are_drowned_do_not_spoil_the_rest(screen: Path, tmp_path: Path) -> None:
    found = measured(screen, tmp_path / "voice.mka", with_beeps(quiet_room(LASTS_S), FLASHES_S[2:]))
    assert isinstance(found, ClapOffset)
    assert found.claps == 3


@pytest.mark.parametrize("room", [quiet_room(LASTS_S), np.zeros(round(LASTS_S * RATE)), talk(LASTS_S)])
def test_that_beeps_that_are_not_heard_are_said_to_be_so(room: Samples, screen: Path, tmp_path: Path) -> None:
    found = measured(screen, tmp_path / "voice.mka", room)
    assert isinstance(found, DeviceFault)
    assert found.code in ("clap_no_beep", "clap_unclear")
    assert found.source == "voice"


def test_that_beeps_at_other_times_are_no_measure(screen: Path, tmp_path: Path) -> None:
    dice = random.Random(3)  # material of a test
    anywhere = [at_s + dice.uniform(0, 0.6) for at_s in FLASHES_S]
    found = measured(screen, tmp_path / "voice.mka", with_beeps(quiet_room(LASTS_S), anywhere))
    assert isinstance(found, DeviceFault)
    assert found.code == "clap_unclear"


@pytest.mark.parametrize(("late_ms", "lit"), [(0, 30), (80, 12)])
def test_that_a_camera_that_sees_the_light_is_measured(late_ms: int, lit: int, screen: Path, tmp_path: Path) -> None:
    path = tmp_path / "camera.mkv"
    write_pictures(path, LASTS_S, [at_s + late_ms / 1000 for at_s in FLASHES_S], lit=lit)
    seen = [clapping.seen(SCREEN, [(screen, 0)], MOMENTS), clapping.seen(CAMERA, [(path, 0)], MOMENTS)]
    (found,) = clapping.offsets(seen, [], MOMENTS)
    assert isinstance(found, ClapOffset)
    assert found.offset_ms == pytest.approx(late_ms, abs=EXACT_MS)


def test_that_a_camera_that_does_not_see_the_light_is_left_out(screen: Path, tmp_path: Path) -> None:
    path = tmp_path / "camera.mkv"
    write_pictures(path, LASTS_S, [])
    seen = [clapping.seen(SCREEN, [(screen, 0)], MOMENTS), clapping.seen(CAMERA, [(path, 0)], MOMENTS)]
    assert list(clapping.offsets(seen, [], MOMENTS)) == [ClapOffset(source="camera", after="screen")]


def test_that_a_screen_that_does_not_flash_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "screen.mkv"
    write_pictures(path, 4.0, [])
    seen = clapping.seen(SCREEN, [(path, 0)], MOMENTS)
    (found,) = clapping.offsets([seen], [clapping.heard(VOICE, [], MOMENTS)], MOMENTS)
    assert isinstance(found, DeviceFault)
    assert (found.source, found.code) == ("screen", "clap_no_flash")


@pytest.mark.parametrize("fps", [15, 30])
def test_that_the_flashes_meet_every_place_within_a_frame_alike(fps: int) -> None:
    places = sorted((one * fps / 1e6) % 1 for one in clap.moments(123_456, fps))
    apart = [later - sooner for sooner, later in zip(places, [*places[1:], places[0] + 1], strict=True)]
    assert apart == pytest.approx([1 / clap.CLAPS] * clap.CLAPS, abs=0.01)


@pytest.mark.parametrize("jitter_s", [0.0, 0.004])
def test_that_each_beep_is_written_so_much_earlier_as_the_sound_system_says(jitter_s: float) -> None:
    dice = random.Random(5)  # material of a test
    delay_s, start_us = 0.08, 1_000_000
    moments = [2_503_100, 3_604_800]
    timing = beeper.Timing(moments)
    played = b"".join(
        timing.block(start_us + n * 10_000, delay_s + dice.uniform(-jitter_s, jitter_s), beeper.BLOCK)
        for n in range(300)
    )
    sound = np.frombuffer(played, np.int16) / 32_767
    for moment in moments:
        first = round((moment / 1e6 - delay_s - start_us / 1e6) * RATE)
        around = sound[first - 480 : first + 4_800]
        begins = int(np.argmax(np.abs(np.correlate(around, np.array(clap.beep(RATE)), "valid")))) - 480
        assert abs(begins) / RATE <= 0.001
    assert timing.begun == 2


@pytest.mark.allow_warning_logs
def test_that_a_beep_for_which_it_is_too_late_is_left_out() -> None:
    timing = beeper.Timing([1_000_000])
    assert timing.block(2_000_000, 0.02, beeper.BLOCK) == bytes(2 * beeper.BLOCK)
    assert timing.begun == 0


class FakeBeeper:
    """Plays as it should: what is heard is the test's."""

    def __init__(self, moments_us: list[int]) -> None:
        self.played = len(moments_us)

    def close(self) -> None:
        """There is nothing to end."""


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed at the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


def test_that_the_recorder_measures_what_it_recorded_and_keeps_nothing(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late_us = 300_000
    first_us = clock.now_us() + 1_000_000
    due_us = [first_us, first_us + 1_006_000, first_us + 2_013_000]

    def screen(now_us: int) -> npt.NDArray[np.uint8]:
        return plain(235 if flash_at(due_us, now_us) else 10)

    heard_us = [due + late_us for due in due_us]
    play(monkeypatch, screen=screen, voice=lambda now_us: 0.3 * beep_at(heard_us, now_us))
    monkeypatch.setattr(trial, "Beeper", FakeBeeper)
    plan = a_plan(tmp_path, SCREEN, VOICE)
    steered.engine.arm(plan)
    claps = tuple(due - plan.origin_us for due in due_us)
    steered.engine.check(Check(seconds=(due_us[-1] - clock.now_us()) / 1e6 + 0.9, claps=claps))
    steered.until(lambda: steered.engine.state == "armed")
    found = steered.of(Checked)[-1]
    assert found.faults == ()
    assert found.claps is not None
    (offset,) = found.claps
    assert offset.offset_ms == pytest.approx(late_us / 1000, abs=BUSY_MS)
    assert [path.name for path in tmp_path.iterdir()] == ["recorder.lock"]


def test_that_a_machine_without_a_loudspeaker_says_so(
    steered: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # without the sound server of whoever runs the tests
    monkeypatch.setattr(beeper, "RATE", 1)  # no device plays so slowly
    plan = a_plan(tmp_path, SCREEN, VOICE)
    steered.engine.arm(plan)
    steered.engine.check(Check(seconds=1.0, claps=(100_000,)))
    steered.until(lambda: steered.engine.state == "armed")
    codes = [fault.code for fault in steered.of(Checked)[-1].faults]
    assert codes == ["loudspeaker_failed", "clap_no_flash"]
