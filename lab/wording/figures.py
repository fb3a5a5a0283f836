"""Numbers as people read them, in the language in force: shares and means with their n and interval, times.

Reads babel: a window imports this where it shows a figure, not at its start.
"""

from babel.numbers import format_decimal, format_percent

from lab.domain.metrics.interval import Interval
from lab.domain.metrics.means import Mean
from lab.domain.metrics.recommendation import Recommendation
from lab.domain.metrics.shares import Share
from lab.domain.metrics.times import Centre, TypicalTime
from lab.i18n import gettext as _
from lab.i18n import language, ngettext

NONE = "–"


def percent(value: float) -> str:
    """A share 0–1 as whole percent."""
    return str(format_percent(value, format=None, locale=language()))


def percent_range(interval: Interval) -> str:
    """An interval of a share."""
    return f"{round(100 * interval.low)}–{percent(interval.high)}"


def number(value: float, places: int = 1) -> str:
    """A number with so many decimals at most."""
    return str(format_decimal(round(value, places), locale=language()))


def minutes(seconds: float) -> str:
    """A length of time as m:ss."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def of(hits: int, n: int) -> str:
    """ "4 of 5"."""
    return _("{hits} of {n}").format(hits=hits, n=n)


def participants(n: int) -> str:
    """How many people."""
    return ngettext("{n} participant", "{n} participants", n).format(n=n)


def share_words(found: Share) -> str:
    """A share: 4 of 5 (80 %), with its interval; a dash for none."""
    if found.interval is None:
        return NONE
    return _("{of} ({percent}; 95% interval {interval})").format(
        of=of(found.hits, found.n), percent=percent(found.hits / found.n), interval=percent_range(found.interval)
    )


def mean_words(found: Mean | None) -> str:
    """A mean with its t interval; a dash for none."""
    if found is None:
        return NONE
    people = participants(found.n)
    if found.interval is None:
        return _("{value} ({people}; too few for an interval)").format(value=number(found.value), people=people)
    if found.is_alike:
        return _("{value} ({people}, all alike: no interval)").format(value=number(found.value), people=people)
    words = _("{value} (95% interval {low}–{high}; {people})")
    if not found.tells:
        words = _("{value} (95% interval {low}–{high}; {people}: too few to tell)")
    return words.format(
        value=number(found.value), low=number(found.interval.low), high=number(found.interval.high), people=people
    )


def summary_words(found: Mean | Share | Recommendation | None) -> str:
    """What a questionnaire comes to; a dash for none."""
    if isinstance(found, Recommendation):
        return _recommendation_words(found)
    return share_words(found) if isinstance(found, Share) else mean_words(found)


def _recommendation_words(found: Recommendation) -> str:
    interval, people = found.interval(), participants(found.n)
    if interval is None:
        return _("{value} ({people}; too few for an interval)").format(value=signed(found.score), people=people)
    return _("{value} (95% interval {low} to {high}; {people})").format(
        value=signed(found.score), low=signed(interval.low), high=signed(interval.high), people=people
    )


def signed(value: float, places: int = 0) -> str:
    """A number with its sign; a true minus, as print has it."""
    rounded = round(value, places)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    pattern = "0." + "0" * places if places else "0"
    return sign + str(format_decimal(abs(rounded), format=pattern, locale=language()))


def time_words(found: TypicalTime | None) -> str:
    """A typical time as m:ss, with its interval; a dash for none."""
    if found is None:
        return NONE
    if found.interval is None:
        return _("{value} ({times}; too few for an interval)").format(
            value=minutes(found.value_s), times=_times(found.n)
        )
    if found.interval.low == found.interval.high:
        return _("{value} ({times}, all alike: no interval)").format(
            value=minutes(found.value_s), times=_times(found.n)
        )
    kind = _("geometric mean") if found.centre is Centre.GEOMETRIC_MEAN else _("median")
    words = _("{value} ({kind}; 95% interval {low}–{high}; {times})")
    if not found.tells:
        words = _("{value} ({kind}; 95% interval {low}–{high}; {times}: too few to tell)")
    return words.format(
        value=minutes(found.value_s),
        kind=kind,
        low=minutes(found.interval.low),
        high=minutes(found.interval.high),
        times=_times(found.n),
    )


def _times(n: int) -> str:
    return ngettext("{n} successful attempt", "{n} successful attempts", n).format(n=n)
