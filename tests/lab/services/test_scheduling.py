"""The calendar refuses what clashes and warns about what strains."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from lab.domain.booking import Conflict
from lab.domain.errors import InputError, RuleError
from lab.domain.session import SessionState
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from lab.settings import LabSettings
from lab.wording import sentence
from tests.lab.laboratories import NINE, Furnished


def test_that_an_overlap_is_refused_with_what_clashes(place: Furnished) -> None:
    other = place.lab.planning.add_participant(place.round.id)
    with pytest.raises(RuleError) as refused:
        place.lab.scheduling.book(other.id, Place("Room 1", NINE + timedelta(minutes=30), 60, "Anna"))
    conflicts = refused.value.facts["conflicts"]
    assert isinstance(conflicts, tuple)
    assert all(isinstance(one, Conflict) and one.other == place.booking for one in conflicts)
    assert [one.what for one in conflicts] == ["room", "moderator"]


def test_that_a_short_break_is_booked_and_warned_about(place: Furnished) -> None:
    other = place.lab.planning.add_participant(place.round.id)
    booked = place.lab.scheduling.book(other.id, Place("Room 2", NINE + timedelta(minutes=65), 60, "Anna"))
    assert [one.code for one in booked.warnings] == ["too_short_between"]


def test_that_an_observer_is_in_one_session_at_a_time(place: Furnished) -> None:
    other = place.lab.planning.add_participant(place.round.id)
    asked = Place("Room 2", NINE, 60, "Oleg", observers=("Zoya", "anna"))
    with pytest.raises(RuleError) as refused:
        place.lab.scheduling.book(other.id, asked)
    assert "anna moderates another session" in sentence(refused.value)
    assert place.lab.scheduling.book(other.id, replace(asked, observers=("Zoya",))).warnings == ()


def test_that_a_room_keeps_the_spelling_it_has(place: Furnished) -> None:
    other = place.lab.planning.add_participant(place.round.id)
    booked = place.lab.scheduling.book(other.id, Place(" room 1", NINE + timedelta(hours=2), 60, "Oleg")).booking
    assert booked.room == "Room 1"
    assert place.lab.rooms() == ("Room 1",)
    place.lab.change_settings(LabSettings(rooms=("ROOM 1",)))
    assert place.lab.rooms() == ("ROOM 1",)
    assert [one.room for one in place.lab.scheduling.spelled((booked,))] == ["ROOM 1"]


def test_that_a_cancelled_place_is_free_and_comes_back_only_while_it_is(place: Furnished) -> None:
    scheduling = place.lab.scheduling
    other = place.lab.planning.add_participant(place.round.id)
    assert scheduling.cancel(place.booking.id).state is SessionState.CANCELLED
    taken = scheduling.book(other.id, Place("Room 1", NINE, 60, "Oleg")).booking
    with pytest.raises(RuleError, match="booking_clashes"):
        scheduling.restore(place.booking.id)
    scheduling.move(taken.id, NINE + timedelta(hours=3))
    assert scheduling.restore(place.booking.id).booking == place.booking


def test_that_only_a_planned_booking_moves_or_ends(place: Furnished) -> None:
    scheduling = place.lab.scheduling
    scheduling.no_show(place.booking.id)
    with pytest.raises(RuleError, match="booking_not_planned"):
        scheduling.move(place.booking.id, NINE)
    with pytest.raises(RuleError, match="booking_not_planned"):
        scheduling.cancel(place.booking.id)


def test_that_the_day_is_that_of_the_asking_time_zone(place: Furnished) -> None:
    east = timezone(timedelta(hours=12))
    late = datetime(2026, 11, 24, 0, 30, tzinfo=east)  # still the 23rd in UTC
    other = place.lab.planning.add_participant(place.round.id)
    booked = place.lab.scheduling.book(other.id, Place("Room 3", late, 60, "Oleg")).booking
    assert booked in place.lab.scheduling.today(late.replace(hour=15))
    assert booked not in place.lab.scheduling.today(late - timedelta(hours=1))


def test_that_all_faults_of_a_booking_are_said_at_once(place: Furnished) -> None:
    with pytest.raises(InputError) as refused:
        place.lab.scheduling.book(place.participant.id, Place("", NINE.replace(tzinfo=None), 0, " "))
    names = [name for name, _code in refused.value.facts["faults"]]  # type: ignore[attr-defined]
    assert names == ["room", "moderator", "starts", "minutes"]


def test_that_what_was_put_back_is_kept_until_the_session_moves(place: Furnished, tmp_path: Path) -> None:
    scheduling = place.lab.scheduling
    scheduling.put_back(place.booking.id, "fill-form", done=True)
    scheduling.put_back(place.booking.id, "find-service", done=True)
    booking = scheduling.put_back(place.booking.id, "fill-form", done=False)
    assert booking.restored == ("find-service",)
    assert scheduling.edit(place.booking).booking.restored == ("find-service",)
    place.lab.close()
    with Laboratory.open(tmp_path / "lab") as again:
        assert again.scheduling.booking(place.booking.id) == booking
        again.scheduling.move(place.booking.id, NINE + timedelta(hours=3))
        assert again.scheduling.booking(place.booking.id).restored == ()
        again.scheduling.cancel(place.booking.id)
        with pytest.raises(RuleError, match="booking_not_planned"):
            again.scheduling.put_back(place.booking.id, "fill-form", done=True)


def test_that_a_withdrawn_session_takes_no_place_and_is_not_warned_about(place: Furnished) -> None:
    other = place.lab.planning.add_participant(place.round.id)
    place.lab.sessions.withdraw(place.booking.id, "Anna")
    booked = place.lab.scheduling.book(other.id, Place("Room 1", NINE + timedelta(minutes=61), 60, "Anna"))
    assert booked.warnings == ()
