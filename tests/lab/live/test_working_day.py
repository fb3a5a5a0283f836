"""A day of ordinary work raises no alarm; each thing that goes wrong does, within the time in which it must."""

import random
from collections.abc import Callable
from functools import cache

import pytest
from av import VideoFrame

from recordings import looking
from tests.lab.live.working_day import MATERIAL_S, Day, People

HOUR_S = 3600

FAULTS: list[tuple[str, int, Callable[[Day], None]]] = [
    ("nothing_heard", 15, lambda day: setattr(day, "voice", "switched off")),
    ("nothing_heard", 15, lambda day: setattr(day, "voice", "unplugged")),
    ("sound_clipped", 15, lambda day: setattr(day, "voice", "too loud")),
    ("sound_apart", 5, lambda day: setattr(day, "sync_ms", 45.0)),
    ("camera_frozen", 5, lambda day: setattr(day, "film", "frozen")),
    ("camera_black", 5, lambda day: setattr(day, "film", "covered")),
    ("camera_black", 5, lambda day: setattr(day, "film", "asleep")),
    ("screen_black", 12, lambda day: setattr(day, "screen", "asleep")),
    ("pictures_dropped", 1, lambda day: setattr(day, "dropped_part", 0.011)),
    ("disk_low", 1, lambda day: setattr(day, "free_bytes", 2 * HOUR_S * day.bytes_per_s)),
]
"""Alarm, seconds within which it is to come, and what goes wrong."""


@pytest.fixture(autouse=True)
def _each_picture_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    light, samples = looking.light, looking.samples

    @cache
    def light_once(frame: VideoFrame) -> object:
        return light(frame)

    @cache
    def samples_once(frame: VideoFrame) -> bytes:
        return samples(frame)

    monkeypatch.setattr(looking, "light", light_once)
    monkeypatch.setattr(looking, "samples", samples_once)


def test_that_eight_hours_of_ordinary_work_raise_no_alarm() -> None:
    day, people = Day(), People(seed=1)
    while day.second < 8 * HOUR_S:
        people.live(day)
        day.pass_second()
    assert day.heard == []


@pytest.mark.parametrize(("code", "within_s", "break_it"), FAULTS)
@pytest.mark.parametrize("seed", range(3))
def test_that_what_goes_wrong_is_told_in_time_and_alone(
    code: str, within_s: int, break_it: Callable[[Day], None], seed: int
) -> None:
    day, people = Day(), People(seed)
    while day.second < 200 + 37 * seed:
        people.live(day)
        day.pass_second()
    went_wrong = day.second
    break_it(day)
    while not day.heard and day.second < went_wrong + 60:
        day.pass_second()
    assert day.codes() == [code]
    assert day.second - went_wrong <= within_s


@pytest.mark.parametrize("seed", range(3))
def test_that_a_noise_gate_is_told_once_and_never_as_a_dead_microphone(seed: int) -> None:
    day, chance = Day(), random.Random(seed)
    for talk in range(20):
        for voice in ("talks behind a gate", "switched off"):
            day.voice = voice
            for _second in range(chance.choice([5, 20, 60]) if talk else MATERIAL_S):
                day.pass_second()
    assert day.codes() == ["sound_gated"]
    day.voice = "reads"
    while day.alarms.in_force:
        day.pass_second()
    day.voice = "switched off"
    died = day.second
    while not day.alarms.in_force:
        day.pass_second()
    assert [alarm.code for alarm in day.alarms.in_force] == ["nothing_heard"]
    assert day.second - died <= 15
