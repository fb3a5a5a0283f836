"""A device is tried: its numbers are true, and what is wrong with it has a code."""

import pytest

from recordings.device_trial import Stamp, faults_of, smallest_tick_us, try_device
from recordings.devices import Camera, Kind, Listed
from recordings.judging import Light, Tenth
from tests.recordings.fake_camera import FPS, HEIGHT, WIDTH, fake_camera

ROOM = [Tenth(-50 + number % 7, 0.9, clipped=False) for number in range(30)]
LIT = [Light(120, 2000, 40)]


def stamps(count: int, every_us: float, *, late_us: int = 10_000, lasts_us: float = 0) -> list[Stamp]:
    """Pictures or blocks of a steady device."""
    return [Stamp(n * every_us, round(n * every_us + lasts_us) + late_us, lasts_us) for n in range(count)]


def codes(kind: Kind, found: list[Stamp], rate: int = 0, tenths: list[Tenth] | None = None) -> list[str]:
    """What is found wrong."""
    tenths = ROOM if tenths is None else tenths
    return [fault.code for fault in faults_of(kind, found, rate, tenths, [] if rate else LIT)]


def test_that_steady_devices_are_good() -> None:
    assert codes("camera", stamps(90, 33_333)) == []
    assert codes("microphone", stamps(300, 10_000, lasts_us=10_000), 48_000) == []
    assert codes("screen", stamps(1, 0)) == []


WRONG: dict[str, tuple[Kind, list[Stamp], int]] = {
    "trial_nothing": ("camera", [], 0),
    "trial_few_pictures": ("camera", stamps(45, 66_667), 0),
    "trial_gap": ("camera", [*stamps(90, 33_333), Stamp(3_400_000, 3_410_000)], 0),
    "trial_backwards": ("camera", [*stamps(90, 33_333), Stamp(2_960_000, 2_970_000)], 0),
    "trial_clock_off": ("camera", stamps(90, 33_333, late_us=900_000), 0),
    "trial_rate_off": ("microphone", stamps(300, 10_900, lasts_us=10_000), 48_000),
}


@pytest.mark.parametrize("code", WRONG)
def test_that_each_fault_of_time_is_found(code: str) -> None:
    assert codes(*WRONG[code]) == [code]


@pytest.mark.parametrize(
    ("code", "tenth"),
    [("trial_dead_sound", Tenth(-96, 0, clipped=False)), ("trial_clipped", Tenth(-3, 0.9, clipped=True))],
)
def test_that_each_fault_of_sound_is_found_in_a_microphone_and_not_in_a_computer(code: str, tenth: Tenth) -> None:
    blocks = stamps(300, 10_000, lasts_us=10_000)
    assert codes("microphone", blocks, 48_000, [tenth] * 30) == [code]
    assert codes("system_sound", blocks, 48_000, [tenth] * 30) == []


def test_that_a_covered_camera_is_found() -> None:
    faults = faults_of("camera", stamps(90, 33_333), 0, [], [Light(4, 0, 1)])
    assert [fault.code for fault in faults] == ["trial_black"]


def test_that_a_real_camera_is_measured() -> None:
    with fake_camera() as camera:
        trial = try_device(Listed("camera", Camera(camera.url("/video"), "fake")), 2.0)
    assert (trial.width, trial.height) == (WIDTH, HEIGHT)
    assert 0 < trial.per_s <= FPS * 1.2
    assert trial.backwards == 0
    assert trial.brightness is not None
    assert [fault.code for fault in trial.faults][:1] == ["trial_few_pictures"]  # it delivers 20 instead of 30


def test_that_a_camera_that_cannot_be_opened_is_a_fault_and_no_error() -> None:
    trial = try_device(Listed("camera", Camera("/dev/nonsense", "gone")), 1.0)
    assert (trial.name, [fault.code for fault in trial.faults]) == ("gone", ["camera_unknown"])


def test_that_the_clock_ticks_in_microseconds() -> None:
    assert 1 <= smallest_tick_us() < 20_000
