"""Somebody sets the clock, or the machine sleeps: recording goes on in the order of time, and it is written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import pytest

from recordings import clock, manifest
from recordings.fact_log import read_facts
from recordings.messages import ClockStepped, Failed, Levels, Suspended
from tests.recordings.recording_here import SCREEN, VOICE, Steered, a_plan

HOUR_US = 3_600_000_000


@pytest.fixture
def steered() -> Iterator[Steered]:
    """An engine that is closed in the end."""
    steered = Steered()
    yield steered
    steered.engine.close()


@dataclass
class Machine:
    """How far the wall clock was set and how long the machine slept, µs."""

    stepped_us: int = 0
    slept_us: int = 0


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """The machine's clocks, which can be set. The monotonic one stands still in a sleep, as on Linux."""
    machine = Machine()
    wall, asleep = clock.wall_minus_clock_us, clock.asleep_us
    monkeypatch.setattr(clock, "wall_minus_clock_us", lambda: wall() + machine.stepped_us + machine.slept_us)
    monkeypatch.setattr(clock, "asleep_us", lambda: asleep() + machine.slept_us)
    return machine


def begin(steered: Steered, folder: Path) -> None:
    """Record until a file is there."""
    steered.engine.arm(a_plan(folder, SCREEN, VOICE))
    steered.engine.start()
    steered.until((folder / "screen.mkv").exists)


def end(steered: Steered) -> None:
    """Record a little more, and stop."""
    said = len(steered.of(Levels))
    steered.until(lambda: len(steered.of(Levels)) > said + 4)
    steered.engine.stop()


def picture_times(folder: Path) -> list[int]:
    """Session times of all pictures in the order of their files, µs."""
    times = []
    for segment in next(track.segments for track in manifest.read(folder).tracks if track.source == "screen"):
        with av.open(str(folder / segment.file)) as container:
            times += [segment.origin_us + round((frame.time or 0) * 1e6) for frame in container.decode(video=0)]
    return times


def check_order(folder: Path) -> None:
    """Pictures and facts follow one another, none before the session's beginning, none after its end."""
    times = picture_times(folder)
    assert times[0] >= 0
    assert all(before < after for before, after in pairwise(times))
    facts = read_facts(folder)
    assert times[-1] <= facts[-1].at_us
    assert all(fact.at_us >= 0 for fact in facts)


def test_that_a_clock_that_is_set_changes_nothing_but_is_written_down(
    steered: Steered, tmp_path: Path, machine: Machine
) -> None:
    begin(steered, tmp_path)
    machine.stepped_us = HOUR_US
    steered.until(lambda: len(steered.facts("clock_step")) == 1)
    machine.stepped_us = -HOUR_US
    steered.until(lambda: len(steered.facts("clock_step")) == 2)
    end(steered)
    steps = [fact.by_us for fact in read_facts(tmp_path) if isinstance(fact, ClockStepped)]
    assert steps == pytest.approx([HOUR_US, -2 * HOUR_US], abs=20_000)
    check_order(tmp_path)
    made = manifest.read(tmp_path)
    assert (made.gaps, len(made.tracks[0].segments)) == ((), 1)
    assert not steered.of(Failed)


def test_that_a_sleep_is_written_down_and_what_follows_lies_in_a_new_file(
    steered: Steered, tmp_path: Path, machine: Machine
) -> None:
    begin(steered, tmp_path)
    machine.slept_us = HOUR_US
    steered.until((tmp_path / "screen.002.mkv").exists)
    end(steered)
    facts = read_facts(tmp_path)
    (slept,) = (fact for fact in facts if isinstance(fact, Suspended))
    assert slept.slept_us == pytest.approx(HOUR_US, abs=20_000)
    assert slept.from_us < slept.to_us
    assert not [fact for fact in facts if isinstance(fact, ClockStepped)]  # the wall clock did what it should
    check_order(tmp_path)
    assert not steered.of(Failed)
