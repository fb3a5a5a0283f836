"""How fast a recording fills the disk is an average, so that nobody is alarmed by one second."""

from recordings.health import MINUTE_US, Growth

SECOND_US = 1_000_000


def test_that_growth_is_the_average_of_the_last_minute() -> None:
    growth, total = Growth(), 0
    for second in range(240):
        total += 30_000 if second % 3 == 0 else 0  # a still screen is written by fits and starts
        rate = growth.per_second(total, second * SECOND_US)
        if second * SECOND_US > MINUTE_US:
            assert abs(rate - 10_000) < 1_000


def test_that_what_is_begun_anew_grows_from_there() -> None:
    growth = Growth()
    assert [growth.per_second(total, second * SECOND_US) for second, total in enumerate((500, 700, 0, 100))] == [
        0,
        200,
        0,
        100,
    ]
