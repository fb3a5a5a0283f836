"""Numbers as people read them, in the language in force: shares with their n and interval, times, dates."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime, format_interval
from babel.numbers import format_decimal, format_percent

from lab.domain.metrics.interval import Interval
from lab.domain.metrics.means import Mean
from lab.domain.metrics.shares import Share
from lab.domain.metrics.times import Centre, TypicalTime
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.reports.parts import Figure

NONE = "–"


def percent(value: float) -> str:
    """A share 0–1 as whole percent."""
    return str(format_percent(value, format=None, locale=language()))


def percent_range(interval: Interval) -> str:
    """An interval of a share."""
    return f"{_hundredths(interval.low)}–{percent(interval.high)}"


def number(value: float) -> str:
    """A number with one decimal at most."""
    return str(format_decimal(round(value, 1), locale=language()))


def minutes(seconds: float) -> str:
    """A length of time as m:ss."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def day(value: date | None) -> str:
    """A date in the reader's locale."""
    return str(format_date(value, format="long", locale=language())) if value is not None else NONE


def days(first: date, last: date) -> str:
    """A span of days: "March 9 – 10, 2026"."""
    return str(format_interval(first, last, "yMMMMd", locale=language())) if first != last else day(first)


def day_and_time(value: datetime) -> str:
    """A date with its time of day."""
    return str(format_datetime(value, format="d MMMM y, HH:mm", locale=language(), tzinfo=value.tzinfo))


def of(hits: int, n: int) -> str:
    """ "4 of 5"."""
    return _("{hits} of {n}").format(hits=hits, n=n)


def share_figure(found: Share) -> Figure:
    """A share: 4 of 5 (80 %), with the interval of the share."""
    if found.interval is None:
        return Figure(value=None, low=None, high=None, n=0, text=NONE)
    text = _("{of} ({percent}; 95% interval {interval})").format(
        of=of(found.hits, found.n), percent=percent(found.hits / found.n), interval=percent_range(found.interval)
    )
    low, high = found.interval.low, found.interval.high
    return Figure(value=found.hits / found.n, low=low, high=high, n=found.n, text=text)


def mean_figure(found: Mean | None) -> Figure:
    """A mean with its t interval."""
    if found is None:
        return Figure(value=None, low=None, high=None, n=0, text=NONE)
    people = participants(found.n)
    if found.interval is None:
        text = _("{value} ({people}; too few for an interval)").format(value=number(found.value), people=people)
        return Figure(value=found.value, low=None, high=None, n=found.n, text=text)
    text = _("{value} (95% interval {low}–{high}; {people})").format(
        value=number(found.value), low=number(found.interval.low), high=number(found.interval.high), people=people
    )
    return Figure(value=found.value, low=found.interval.low, high=found.interval.high, n=found.n, text=text)


def time_figure(found: TypicalTime | None) -> Figure:
    """A typical time in s, said as m:ss."""
    if found is None:
        return Figure(value=None, low=None, high=None, n=0, text=NONE)
    if found.interval is None:
        text = _("{value} ({times}; too few for an interval)").format(
            value=minutes(found.value_s), times=_times(found.n)
        )
        return Figure(value=found.value_s, low=None, high=None, n=found.n, text=text)
    kind = _("geometric mean") if found.centre is Centre.GEOMETRIC_MEAN else _("median")
    text = _("{value} ({kind}; 95% interval {low}–{high}; {times})").format(
        value=minutes(found.value_s),
        kind=kind,
        low=minutes(found.interval.low),
        high=minutes(found.interval.high),
        times=_times(found.n),
    )
    return Figure(value=found.value_s, low=found.interval.low, high=found.interval.high, n=found.n, text=text)


def participants(n: int) -> str:
    """How many people."""
    return ngettext("{n} participant", "{n} participants", n).format(n=n)


def _times(n: int) -> str:
    return ngettext("{n} successful attempt", "{n} successful attempts", n).format(n=n)


def _hundredths(value: float) -> str:
    return str(round(100 * value))
