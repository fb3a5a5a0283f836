"""The term of recordings, as the consent form promises it."""

from datetime import date, timedelta

import pytest

from lab.domain.retention import NOTICE, asks_for_erasure, term_ends


@pytest.mark.parametrize(
    ("recorded", "ends"),
    [
        (date(2026, 11, 23), date(2027, 11, 23)),
        (date(2026, 12, 31), date(2027, 12, 31)),
        (date(2026, 1, 1), date(2027, 1, 1)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_that_the_term_ends_on_the_same_day_a_year_later(recorded: date, ends: date) -> None:
    assert term_ends(recorded) == ends


def test_that_erasure_is_asked_for_two_weeks_before_the_term_ends_and_ever_after() -> None:
    recorded = date(2026, 11, 23)
    first = date(2027, 11, 23) - NOTICE
    assert not asks_for_erasure(recorded, first - timedelta(days=1))
    assert asks_for_erasure(recorded, first)
    assert asks_for_erasure(recorded, date(2030, 1, 1))
