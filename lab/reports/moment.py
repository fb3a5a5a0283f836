"""Of which moment a report is: of the last thing that changed what it says, so that the same data make the same files.

That is the newest entry of the round, or the day on which a date in it passed (a due day, the end of an accepted risk):
from then on the report says something else, although nobody wrote anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from lab.domain.timeline import SECOND_US
from lab.reports.facts import RoundFacts, SessionFacts

_LAST_DAYS = frozenset({"due", "expires", "until"})
"""Fields with a day to the end of which something holds."""
_UNDATED = frozenset({"recording", "sources", "clicks", "answers_by_place", "clock_gaps"})
_DATED = (
    "study", "sessions", "findings", "held_back", "earlier", "verdicts", "actions", "decisions", "inspections",
    "amendments", "poolings", "rule_changes", "before", "artefacts", "taken_back",
)  # fmt: skip


def moment_of(facts: RoundFacts, now: datetime) -> datetime:
    """The moment, in the time zone of `now`, and not after it."""
    zone = now.tzinfo
    assert zone is not None
    found = (moment for name in _DATED for moment in _moments(getattr(facts, name), name, zone))
    newest = max((moment for moment in found if moment <= now), default=facts.study.created)
    return newest.astimezone(zone).replace(microsecond=0)


def _moments(value: Any, name: str, zone: tzinfo) -> Iterator[datetime]:
    """Every moment from which on something in there holds, or no longer does."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, date):
        first = value + timedelta(days=1) if name in _LAST_DAYS else value
        yield datetime.combine(first, time(), zone)
    elif isinstance(value, SessionFacts):
        yield from _of_session(value)
        yield from _inner(value, zone)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _inner(value, zone)
    elif isinstance(value, tuple):
        for one in value:
            yield from _moments(one, name, zone)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _moments(one, name, zone)


def _inner(value: Any, zone: tzinfo) -> Iterator[datetime]:
    for one in fields(value):
        if one.name not in _UNDATED:
            yield from _moments(getattr(value, one.name), one.name, zone)


def _of_session(session: SessionFacts) -> Iterator[datetime]:
    """When its last change of state was: booked time and session clock, which begins with it."""
    moves = session.held.record.moves
    if moves:
        yield session.held.starts + timedelta(seconds=moves[-1].at_us // SECOND_US)
