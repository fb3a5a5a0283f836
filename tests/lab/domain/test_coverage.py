"""The round knows beforehand what its bookings can decide."""

from lab.domain.coverage import coverage, heard
from lab.domain.gate import JudgedSegment
from lab.domain.study import Segment
from protocols import library

PROTOCOL = library.protocol("sample-child-benefit")
STANDARD = library.standard("client-centricity")


def people(n: int) -> dict[str, str | None]:
    """Participants of no known segment."""
    return {f"P{number}": None for number in range(n)}


def test_that_every_criterion_has_exactly_one_place() -> None:
    found = coverage(STANDARD.counted, PROTOCOL, people(5))
    parts = (found.by_sessions, found.by_person, found.by_inspection, found.by_lineage, found.unreachable)
    assert sorted(sum(parts, ())) == sorted(criterion.id for criterion in STANDARD.counted)
    assert found.total == len(STANDARD.counted)
    assert found.by_lineage == ("CC-37",)
    assert {"CC-01", "CC-24"} <= set(found.by_sessions)


def test_that_too_few_participants_decide_nothing_in_sessions() -> None:
    three = coverage(STANDARD.counted, PROTOCOL, people(3))
    assert (three.more_participants, three.decidable) == (2, len(three.by_person))
    assert three.decidable_with_more == len(three.by_person) + len(three.by_sessions)
    five = coverage(STANDARD.counted, PROTOCOL, people(5))
    assert (five.more_participants, five.decidable) == (0, five.decidable_with_more)


def test_that_thin_segments_ask_for_more_people() -> None:
    segments = [Segment("at", "assistive technology"), Segment("all", "everyone")]
    booked = {"P1": "at", "P2": "all", "P3": "all", "P4": "all", "P5": "all"}
    found = coverage(STANDARD.counted, PROTOCOL, booked, segments)
    assert found.thin_segments == (JudgedSegment("assistive technology", 1),)
    assert (found.missing_participants, found.missing_in_segments, found.more_participants) == (0, 2, 2)
    assert heard(segments, booked.values())[1] == JudgedSegment("everyone", 4)


def test_that_criteria_no_task_touches_are_told() -> None:
    found = coverage(STANDARD.counted, PROTOCOL, people(5))
    assert "CC-02" in found.unreachable


def test_that_blockers_and_majors_no_task_touches_hold_the_gate_back() -> None:
    found = coverage(STANDARD.counted, PROTOCOL, people(5))
    weights = {one.id: one.gate for one in STANDARD.counted}
    assert set(found.holding_back) == {one for one in found.unreachable if weights[one] != "normal"}
    assert found.holding_back
    decided = [one for one in STANDARD.counted if one.id not in found.holding_back]
    assert coverage(decided, PROTOCOL, people(5)).holding_back == ()
