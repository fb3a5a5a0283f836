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
        BookingId(f"b{number}"), RoundId("r"), ParticipantId(f"p{number}"), f"room {number}", starts, 60, f"M{number}",
        (f"O{number}",),
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("room", {"room": " ROOM  1 "}),
        ("moderator", {"moderator": "m1"}),
        ("moderator", {"moderator": "O1"}),
        ("observers", {"observers": ("Zoya", "o1 ")}),
        ("observers", {"observers": ("M1",)}),
        ("participant", {"participant_id": "p1"}),
    ],
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


def test_that_a_person_who_stands_twice_in_a_booking_is_one_conflict() -> None:
    both = booking(2, moderator="O1", observers=("o1",))
    assert [(one.what, one.who, one.moderates) for one in conflicts(both, [booking(1)])] == [("moderator", "O1", False)]
    watched = booking(2, observers=("M1",))
    assert [(one.what, one.moderates) for one in conflicts(watched, [booking(1)])] == [("observers", True)]


@pytest.mark.parametrize(("minutes", "warned"), [(0, True), (1, True), (14, True), (15, False), (16, False)])
@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("too_short_between", {"moderator": "m1"}),
        ("too_short_in_room", {"room": "Room 1"}),
        ("too_short_between", {"moderator": "M1", "room": "room 1"}),
    ],
)
def test_that_a_moderator_or_a_room_without_a_break_is_warned_about(
    minutes: int, warned: bool, code: str, changes: dict[str, object]
) -> None:
    after = booking(2, NINE + timedelta(minutes=60 + minutes), **changes)
    before = booking(2, NINE - timedelta(minutes=60 + minutes), **changes)
    for close in (after, before):
        found = [(one.code, one.facts["minutes"]) for one in warnings(close, [booking(1)], LabLimits())]
        assert found == ([(code, minutes)] if warned else [])


def test_that_a_short_break_over_midnight_is_warned_about() -> None:
    late = booking(1, NINE.replace(hour=22, minute=55))
    assert [one.code for one in warnings(booking(2, NINE.replace(day=24, hour=0), room="room 1"), [late], LabLimits())]


def test_that_other_people_in_another_room_need_no_break() -> None:
    assert warnings(booking(2, NINE + timedelta(minutes=60)), [booking(1)], LabLimits()) == ()
