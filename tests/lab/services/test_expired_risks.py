"""A risk that was accepted until a day that has passed is told on Today and in the gate's own words."""

from datetime import date, timedelta

import pytest

from lab.domain.finding import Finding, FindingDecision, Status
from lab.domain.gate import ReasonCode
from lab.i18n import in_language
from lab.services.days import today
from lab.services.expired_risks import expired_risks
from lab.wording.judging import reason_sentence
from tests.lab.laboratories import Furnished
from tests.lab.services.test_findings import seen
from tests.lab.stories import hold

LAST = today() + timedelta(days=30)
AFTER = LAST + timedelta(days=1)


@pytest.fixture
def accepted(place: Furnished) -> Finding:
    """A finding of severity 3 whose risk somebody accepted."""
    hold(place, seen(3))
    (gathered,) = place.lab.findings.propose(place.round.id)
    made = place.lab.findings.accept(place.round.id, gathered)
    place.lab.findings.rate(made.id, "Anna", 3)
    place.lab.findings.rate(made.id, "Oleg", 3)
    decision = FindingDecision("accept", "M. Petrova", today(), "until the new form", LAST)
    return place.lab.findings.decide(made.id, decision)


def test_that_an_accepted_risk_is_told_from_the_day_after_its_last(place: Furnished, accepted: Finding) -> None:
    assert expired_risks(place.lab.store, LAST) == ()
    (told,) = expired_risks(place.lab.store, AFTER)
    assert (told.id, told.status, told.expired) == (accepted.id, Status.REOPENED, LAST)


def test_that_the_gate_says_until_when_the_risk_was_accepted(place: Furnished, accepted: Finding) -> None:
    def about(on: date) -> dict[ReasonCode, str]:
        gate = place.lab.verdicts.gate(place.round.id, on)
        reasons = [one for one in (*gate.reasons, *gate.further) if one.subject == accepted.id]
        return {one.code: reason_sentence(one, lambda _subject: "F-1") for one in reasons}

    assert about(LAST) == {}
    with in_language("en"):
        said = about(AFTER)
    assert said[ReasonCode.NO_ACTION].startswith("F-1: the risk was accepted until ")
    assert said[ReasonCode.NO_ACTION].endswith("; the day has passed. An action with owner and date is awaited.")
    assert "whose risk was accepted until" in said[ReasonCode.OPEN_MAJOR_PROBLEM]
