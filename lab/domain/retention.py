"""How long recordings are kept: the term that the consent form promises, and when to begin to ask for erasure."""

import calendar
from datetime import date, timedelta

TERM_MONTHS = 12
"""Recordings and notes of a session are erased this many months after it at the latest."""

NOTICE = timedelta(days=14)
"""So long before its end the term is reminded of: the round's report can still be made."""


def term_ends(recorded: date) -> date:
    """The last day on which the recording of a session of this day may exist."""
    year, month = divmod(recorded.year * 12 + recorded.month - 1 + TERM_MONTHS, 12)
    return date(year, month + 1, min(recorded.day, calendar.monthrange(year, month + 1)[1]))


def asks_for_erasure(recorded: date, on: date) -> bool:
    """Whether the recording of this day is to be reminded of."""
    return on >= term_ends(recorded) - NOTICE
