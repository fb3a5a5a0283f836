"""What a clap test measured belongs to two devices and a day, and stands in the record of its session."""

from datetime import UTC, datetime, timedelta

import pytest

from lab.domain.clap import ClapMeasure, of_day, with_newer
from lab.domain.errors import RuleError
from lab.domain.events import ClapTested, Stamped
from lab.domain.folding import with_event
from lab.domain.legality import OF_A_PERSON, check
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def measure(device: str = "Table", *, at: datetime = NOON, ms: float = 12.0) -> ClapMeasure:
    """A microphone against the screen."""
    return ClapMeasure(
        source="microphone", after="screen", shows="voice", device=device, after_device="S0", claps=5, offset_ms=ms,
        spread_ms=3.0, measured=at,
    )  # fmt: skip


def test_that_of_each_pair_of_devices_the_newer_measure_holds() -> None:
    first, other = measure(), measure("Headset", at=NOON + timedelta(minutes=1))
    again = measure(at=NOON + timedelta(hours=1), ms=14.0)
    assert with_newer([first, other], [again]) == (other, again)


def test_that_the_day_is_that_of_this_machine() -> None:
    local = NOON.astimezone()
    late = measure(at=local.replace(hour=23, minute=59))
    early = measure(at=local.replace(hour=0, minute=1) + timedelta(days=1))
    assert of_day([late, early], local.date()) == (late,)


@pytest.mark.parametrize(("ms", "noticed"), [(-41, True), (-40, False), (0, False), (40.5, True)])
def test_that_more_than_forty_milliseconds_are_noticed(ms: float, noticed: bool) -> None:
    assert measure(ms=ms).is_noticed is noticed


def test_that_the_record_knows_what_holds_of_the_devices_that_were_chosen_last() -> None:
    told = ClapTested(id="a", at_us=1, author="Anna", measures=(measure(),))
    record = with_event(SessionRecord(state=SessionState.READY), Stamped(seq=1, event=told))
    assert record.claps == (measure(),)
    forgotten = ClapTested(id="b", at_us=2, author="Anna")
    assert with_event(record, Stamped(seq=2, event=forgotten)).claps == ()


@pytest.mark.parametrize("state", sorted(set(SessionState) - {SessionState.READY}))
def test_that_only_a_session_that_is_ready_takes_it(state: SessionState) -> None:
    told = ClapTested(id="a", at_us=1, author="Anna", measures=(measure(),))
    assert isinstance(told, OF_A_PERSON)
    check(SessionRecord(state=SessionState.READY), told)
    with pytest.raises(RuleError, match="session_past_check"):
        check(SessionRecord(state=state), told)
