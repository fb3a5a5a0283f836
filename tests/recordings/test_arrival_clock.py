"""When pictures from the network were taken: evenly, never backwards, never later than they came."""

import random
from itertools import accumulate

from recordings.sources.arrival_clock import ArrivalClock

FRAME_US = 40_000
WAY_US = 30_000
BEGUN_US = 7_000_000_000
QUARTER = 22_500
"""Pictures."""


def followed(stamps: list[int], arrivals: list[int]) -> list[int]:
    """What a clock says of pictures with these stamps that came then; the promises of every clock are checked."""
    clock = ArrivalClock()
    taken = [clock.taken_us(stamp, arrived) for stamp, arrived in zip(stamps, arrivals, strict=True)]
    assert taken == sorted(set(taken))
    assert all(one <= arrived for one, arrived in zip(taken, arrivals, strict=True))
    return taken


def test_that_pictures_that_come_unevenly_lie_evenly_for_a_quarter_of_an_hour_though_the_camera_s_crystal_is_off() -> (
    None
):
    dice = random.Random(3)
    true = [BEGUN_US + number * FRAME_US for number in range(QUARTER)]
    stamps = [round(number * FRAME_US * 1.0001) for number in range(QUARTER)]
    arrivals = [moment + WAY_US + round(dice.expovariate(1 / 15_000)) for moment in true]
    taken = followed(stamps, list(accumulate(arrivals, lambda before, came: max(before + 1, came))))  # TCP keeps order
    off_us = [one - moment - WAY_US for one, moment in zip(taken, true, strict=True)][250:]
    assert min(off_us) > -3_000
    assert max(off_us) < 10_000


def test_that_a_network_that_stands_still_moves_no_picture() -> None:
    true = [BEGUN_US + number * FRAME_US for number in range(200)]
    arrivals = [moment + WAY_US for moment in true]
    for number in range(100, 150):  # two seconds nothing, then all at once
        arrivals[number] = max(arrivals[number], arrivals[150] + number)
    arrivals[150:] = [max(arrived, arrivals[149] + 1 + number) for number, arrived in enumerate(arrivals[150:])]
    taken = followed([moment - BEGUN_US for moment in true], arrivals)
    assert [one - moment for one, moment in zip(taken, true, strict=True)] == [WAY_US] * 200


def test_that_a_camera_that_sets_its_clock_is_followed() -> None:
    arrivals = [BEGUN_US + number * FRAME_US for number in range(60)]
    for leap_us in (3_600_000_000, -1_000_000):
        stamps = [5_000_000 + number * FRAME_US + (leap_us if number >= 30 else 0) for number in range(60)]
        assert followed(stamps, arrivals) == arrivals


def test_that_pictures_without_a_time_of_their_own_lie_where_they_came() -> None:
    clock = ArrivalClock()
    assert [clock.taken_us(None, BEGUN_US + number) for number in (0, 90, 100)] == [
        BEGUN_US,
        BEGUN_US + 90,
        BEGUN_US + 100,
    ]
