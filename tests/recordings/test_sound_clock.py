"""The loop that finds out when sound was heard."""

import random
from collections.abc import Iterator

import pytest

from recordings.sound_clock import FIRST_BLOCKS, SoundClock
from recordings.sources.base import SoundBlock

RATE = 48_000
BLOCK = 480
START_US = 5_000_000_000


def a_card(seconds: float, off_ppm: float, jitter_us: float) -> Iterator[tuple[SoundBlock, float]]:
    """Blocks as a device reports them, and the true time of each; one in a hundred is 8 ms late."""
    chance = random.Random(4)
    for number in range(int(seconds * 100)):
        true_us = START_US + number * BLOCK * 1e6 / RATE / (1 + off_ppm * 1e-6)
        late_us = 8_000 if chance.random() < 0.01 else 0
        reported_us = true_us + chance.uniform(-jitter_us, jitter_us) + late_us
        yield SoundBlock(reported_us, bytes(2 * BLOCK), RATE, fresh=number == 0), true_us


@pytest.mark.parametrize("off_ppm", [0, 100, -300, 300])
def test_that_a_card_that_runs_wrong_for_ten_minutes_stays_within_2_5_ms(off_ppm: float) -> None:
    clock = SoundClock()
    timed: list[float] = []
    true: list[float] = []
    for block, true_us in a_card(600, off_ppm, 1_500):
        timed += [each.clock_us for each in clock.push(block)]
        true.append(true_us)
    errors = [abs(ours - theirs) for ours, theirs in zip(timed, true, strict=True)]
    assert max(errors) < 2_500
    assert abs(clock.off_us) < 3_000


def test_that_nothing_is_said_in_the_first_second_and_nothing_is_lost() -> None:
    clock = SoundClock()
    blocks = [block for block, _ in a_card(1.5, 0, 0)]
    said = [len(clock.push(block)) for block in blocks]
    assert said[: FIRST_BLOCKS - 1] == [0] * (FIRST_BLOCKS - 1)
    assert sum(said) == len(blocks)


def test_that_what_is_held_can_be_had_at_the_end() -> None:
    clock = SoundClock()
    for block, _ in a_card(0.3, 0, 0):
        assert clock.push(block) == []
    assert len(clock.flush()) == 30
    assert clock.flush() == []


def test_that_nonsense_of_a_waking_device_does_not_count() -> None:
    clock = SoundClock()
    timed: list[SoundBlock] = []
    true: list[float] = []
    for number, (block, true_us) in enumerate(a_card(3, 0, 0)):
        wrong_us = 400_000 if number < 15 else 0
        timed += clock.push(SoundBlock(block.clock_us + wrong_us, block.pcm, RATE, block.fresh))
        true.append(true_us)
    assert max(abs(ours.clock_us - theirs) for ours, theirs in zip(timed, true, strict=True)) < 1_000


def test_that_a_standstill_begins_a_new_piece() -> None:
    clock = SoundClock()
    fresh = []
    for number, (block, _) in enumerate(a_card(4, 0, 0)):
        stood_us = 900_000 if number >= 300 else 0
        moved = SoundBlock(block.clock_us + stood_us, block.pcm, RATE, block.fresh)
        fresh += [each.clock_us for each in clock.push(moved) if each.fresh]
    assert fresh == pytest.approx([START_US, START_US + 3_900_000], abs=1_000)


@pytest.mark.parametrize("shifted_us", [60_000, 15_000, -15_000])
def test_that_a_lasting_shift_is_followed_within_a_second(shifted_us: int) -> None:
    clock = SoundClock()
    last = 0.0
    true_us = 0.0
    for number, (block, true) in enumerate(a_card(3, 0, 1_500)):
        shift_us = shifted_us if number >= 200 else 0
        for each in clock.push(SoundBlock(block.clock_us + shift_us, block.pcm, RATE, block.fresh)):
            last, true_us = each.clock_us, true
    assert last - true_us == pytest.approx(shifted_us, abs=2_000)
