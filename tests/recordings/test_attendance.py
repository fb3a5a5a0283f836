"""How long a recorder stays alone."""

import pytest

from recordings.attendance import is_over
from recordings.messages import RecorderState

SECOND = 1_000_000
MINUTE = 60 * SECOND


@pytest.mark.parametrize(
    ("state", "alone_us", "session_us", "booked_end_us", "expected"),
    [
        ("idle", 9 * SECOND, 0, None, False),
        ("idle", 11 * SECOND, 0, None, True),
        ("armed", 11 * SECOND, 0, 60 * MINUTE, True),
        ("closed", 11 * SECOND, 0, None, True),
        ("recording", 9 * MINUTE, 90 * MINUTE, 60 * MINUTE, False),
        ("recording", 11 * MINUTE, 74 * MINUTE, 60 * MINUTE, False),
        ("recording", 11 * MINUTE, 76 * MINUTE, 60 * MINUTE, True),
        ("paused", 11 * MINUTE, 20 * MINUTE, None, True),
        ("recording", 40 * MINUTE, 50 * MINUTE, 60 * MINUTE, False),
    ],
)
def test_that_a_recording_outlives_its_room_as_long_as_promised(
    state: RecorderState, alone_us: int, session_us: int, booked_end_us: int | None, expected: bool
) -> None:
    assert is_over(state, alone_us, session_us, booked_end_us) is expected
