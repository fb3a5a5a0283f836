"""Session time goes on over restarts of room and machine, and never backwards."""

from datetime import timedelta

import pytest

from lab.domain.events import AnyEvent, ClockGap, EpochBegan, Stamped
from lab.live import session_clock
from lab.live.session_clock import carried_on, new_clock, opening
from recordings import clock
from tests.lab.archive.sessions import tag

HOUR_US = 3_600_000_000


def journal(*events: AnyEvent) -> tuple[Stamped, ...]:
    return tuple(Stamped(seq=seq, event=event) for seq, event in enumerate(events, start=1))


def test_that_a_restarted_room_goes_on_with_the_same_clock() -> None:
    opened = opening(new_clock())
    epoch, event = carried_on(journal(opened))
    assert epoch.origin_us == opened.origin_us
    assert isinstance(event, ClockGap)
    assert event.cause == "room_restarted"
    assert 0 <= event.from_us <= event.to_us == event.at_us


def test_that_after_a_restart_of_the_machine_the_wall_clock_bridges() -> None:
    fixed = new_clock().model_copy(
        update={"boot_id": "before", "wall": (clock.wall() - timedelta(hours=1)).isoformat(), "origin_us": 99}
    )
    epoch, event = carried_on(journal(opening(fixed)))
    assert isinstance(event, EpochBegan)
    assert event.uncertainty_us > 0
    assert HOUR_US <= event.at_us <= epoch.now_us() < HOUR_US + HOUR_US / 60


@pytest.mark.parametrize("wrong", [timedelta(hours=-5), timedelta(days=-300)])
def test_that_session_time_never_goes_backwards(wrong: timedelta) -> None:
    later = (clock.wall() - wrong).isoformat()
    fixed = new_clock().model_copy(update={"boot_id": "before", "wall": later})
    epoch, event = carried_on(journal(opening(fixed), tag(7 * HOUR_US)))
    assert event.at_us == 7 * HOUR_US
    assert epoch.now_us() >= 7 * HOUR_US


def test_that_a_second_restart_counts_from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = opening(new_clock().model_copy(update={"boot_id": "before"}))
    first, began = carried_on(journal(opened))
    second, gap = carried_on(journal(opened, began))
    assert second == first
    assert isinstance(gap, ClockGap)


def test_that_a_journal_without_a_clock_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\(\)"):
        session_clock.carried_on(())
