"""What refuses a booking and what is only warned about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lab.domain.booking import Booking, LabLimits, conflicts, warnings
from lab.domain.ids import BookingId, ParticipantId, RoundId
from lab.domain.session import SessionState

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def booking(number: int, starts: datetime = NINE, **changes: object) -> Booking:
    """A booking that shares nothing with another of a different number."""
    plain = Booking(
        BookingId(f"b{number}"), RoundId("r"), ParticipantId(f"p{number}"), f"room {number}", starts, 60, f"M{number}"
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "changes"),
    [("room", {"room": "room 1"}), ("moderator", {"moderator": "M1"}), ("participant", {"participant_id": "p1"})],
)
def test_that_one_thing_cannot_be_in_two_sessions_at_once(what: str, changes: dict[str, object]) -> None:
    later = booking(2, NINE + timedelta(minutes=59), **changes)
    assert [conflict.what for conflict in conflicts(later, [booking(1)])] == [what]


def test_that_touching_cancelled_and_own_bookings_do_not_clash() -> None:
    follows = booking(2, NINE + timedelta(minutes=60), room="room 1")
    again = booking(1, room="room 1")
    cancelled = booking(3, room="room 1", state=SessionState.CANCELLED)
    assert conflicts(follows, [booking(1)]) == ()
    assert conflicts(again, [booking(1), cancelled]) == ()


def test_that_the_seventh_session_of_a_day_is_warned_about() -> None:
    day = [booking(number, NINE + timedelta(minutes=80 * number)) for number in range(1, 7)]
    assert [one.code for one in warnings(booking(7, NINE), day, LabLimits())] == ["too_many_in_a_day"]
    assert warnings(booking(7, NINE + timedelta(days=1)), day, LabLimits()) == ()


def test_that_a_moderator_without_a_break_is_warned_about() -> None:
    close = booking(2, NINE + timedelta(minutes=70), moderator="M1")
    found = warnings(close, [booking(1)], LabLimits())
    assert [(one.code, one.facts["minutes"]) for one in found] == [("too_short_between", 10)]
