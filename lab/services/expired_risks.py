"""Risks that a named person accepted until a day that has passed: Today tells of them."""

from datetime import date

from lab.database import judging
from lab.database.store import Store
from lab.domain.finding import Finding


def expired_risks(store: Store, on: date) -> tuple[Finding, ...]:
    """Problems of all rounds whose acceptance ran out before a day and that nobody has seen to since; the longest
    expired first. Each as it was last written: no session is read.
    """
    with store.reading() as db:
        found = [one.as_of(on) for one in judging.risks(db)]
    expired = [(one.expired, one) for one in found if one.is_problem and one.expired is not None]
    return tuple(one for _day, one in sorted(expired, key=lambda pair: pair[0]))
