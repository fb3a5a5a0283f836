"""Figures of a report: values with their interval and n, and how they are said; dates in the reader's locale."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime, format_interval

from lab.domain.metrics.means import Mean
from lab.domain.metrics.recommendation import Recommendation
from lab.domain.metrics.shares import Share
from lab.domain.metrics.times import TypicalTime
from lab.domain.questionnaire_figures import Summary
from lab.i18n import language
from lab.reports.parts import Figure
from lab.wording.figures import (
    NONE,
    mean_words,
    minutes,
    number,
    of,
    participants,
    percent,
    percent_range,
    share_words,
    summary_words,
    time_words,
)

__all__ = [
    "NONE",
    "day",
    "day_and_time",
    "days",
    "mean_figure",
    "minutes",
    "number",
    "of",
    "participants",
    "percent",
    "percent_range",
    "share_figure",
    "summary_figure",
    "time_figure",
]


def day(value: date | None) -> str:
    """A date in the reader's locale."""
    return str(format_date(value, format="long", locale=language())) if value is not None else NONE


def days(first: date, last: date) -> str:
    """A span of days: "March 9 – 10, 2026"."""
    return str(format_interval(first, last, "yMMMMd", locale=language())) if first != last else day(first)


def day_and_time(value: datetime) -> str:
    """A date with its time of day."""
    return str(format_datetime(value, format="d MMMM y, HH:mm", locale=language(), tzinfo=value.tzinfo))


def share_figure(found: Share) -> Figure:
    """A share, with its interval."""
    if found.interval is None:
        return Figure(value=None, low=None, high=None, n=0, text=NONE)
    low, high = found.interval.low, found.interval.high
    return Figure(value=found.hits / found.n, low=low, high=high, n=found.n, text=share_words(found))


def mean_figure(found: Mean | None) -> Figure:
    """A mean with its t interval."""
    if found is None:
        return Figure(value=None, low=None, high=None, n=0, text=NONE)
    low, high = (found.interval.low, found.interval.high) if found.interval is not None else (None, None)
    return Figure(value=found.value, low=low, high=high, n=found.n, text=mean_words(found))


def summary_figure(found: Summary | None) -> Figure:
    """What a questionnaire comes to."""
    if isinstance(found, Recommendation):
        interval = found.interval()
        low, high = (interval.low, interval.high) if interval is not None else (None, None)
        return Figure(value=found.score, low=low, high=high, n=found.n, text=summary_words(found))
    return share_figure(found) if isinstance(found, Share) else mean_figure(found)


def time_figure(found: TypicalTime | None) -> Figure:
    """A typical time in s, said as m:ss."""
    if found is None:
        return Figure(value=None, low=None, high=None, n=0, text=NONE)
    low, high = (found.interval.low, found.interval.high) if found.interval is not None else (None, None)
    return Figure(value=found.value_s, low=low, high=high, n=found.n, text=time_words(found))
