"""What the check before the start found, and why a session was started all the same, stand in its record."""

import pytest

from lab.domain.errors import RuleError
from lab.domain.events import CheckFault, CheckOverridden, DevicesChecked, Stamped
from lab.domain.folding import with_event
from lab.domain.legality import check
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState

DARK = CheckFault(source="camera", code="preflight_dark", facts={"shows": "face"})
OVERRIDDEN = CheckOverridden(id="b", at_us=2, author="Anna", faults=(DARK,), reason="The face does not matter.")


def checked(*faults: CheckFault) -> DevicesChecked:
    """What a check found."""
    return DevicesChecked(id="a", at_us=1, author="recorder", faults=faults)


def after(*happened: DevicesChecked | CheckOverridden) -> SessionRecord:
    """The record after these."""
    record = SessionRecord(state=SessionState.READY)
    for number, event in enumerate(happened, start=1):
        record = with_event(record, Stamped(seq=number, event=event))
    return record


def test_that_the_record_knows_whether_the_devices_were_checked() -> None:
    assert after().check_faults is None
    assert after(checked()).check_faults == ()
    assert after(checked(DARK)).check_faults == (DARK,)


def test_that_an_override_keeps_who_and_why_until_the_next_check() -> None:
    override = after(checked(DARK), OVERRIDDEN).override
    assert override is not None
    assert (override.author, override.reason, override.faults) == ("Anna", "The face does not matter.", (DARK,))
    assert after(checked(DARK), OVERRIDDEN, checked()).override is None


@pytest.mark.parametrize("state", sorted(set(SessionState) - {SessionState.READY}))
def test_that_only_a_session_that_is_ready_takes_an_override(state: SessionState) -> None:
    check(SessionRecord(state=SessionState.READY), OVERRIDDEN)
    with pytest.raises(RuleError, match="session_past_check"):
        check(SessionRecord(state=state), OVERRIDDEN)


def test_that_the_reason_can_be_erased_and_the_chain_holds() -> None:
    assert frozenset({"reason"}) == CheckOverridden.BODY
