"""What changed between two rounds, in words: how much, how sure, by which test."""

from typing import Literal

from babel.numbers import format_decimal

from lab.domain.group_comparison import Change, HowTested
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.figures import NONE, signed

LEAST_P = 0.001

Kind = Literal["success", "time", "score"]


def name_of_test(test: HowTested) -> str:
    """The name of a test."""
    names = {
        HowTested.N_MINUS_1: _("N−1 two-proportion test"),
        HowTested.FISHER: _("Fisher’s exact test"),
        HowTested.WELCH: _("Welch’s t-test"),
    }
    return names[test]


def points_words(change: Change | None) -> str:
    """A change of a share, in percentage points."""
    if change is None:
        return NONE
    return _("{by} points (95% interval {low} to {high})").format(
        by=signed(100 * change.by, 0),
        low=signed(100 * change.interval.low, 0),
        high=signed(100 * change.interval.high, 0),
    )


def ratio_words(change: Change | None) -> str:
    """A change of times: later by earlier."""
    if change is None:
        return NONE
    return _("{by} times as long (95% interval {low} to {high})").format(
        by=_decimal(change.by, 2), low=_decimal(change.interval.low, 2), high=_decimal(change.interval.high, 2)
    )


def score_words(change: Change | None) -> str:
    """A change of a mean score."""
    if change is None:
        return NONE
    return _("{by} (95% interval {low} to {high})").format(
        by=signed(change.by, 1), low=signed(change.interval.low, 1), high=signed(change.interval.high, 1)
    )


def conclusion(kind: Kind, change: Change | None) -> str:
    """What may be said of a change, with the probability that it rests on and the test it comes from."""
    if change is None:
        return _("Too few, or too alike, to test.")
    words = {
        "success": (_("Worse, beyond chance"), _("Better, beyond chance")),
        "time": (_("Quicker, beyond chance"), _("Slower, beyond chance")),
        "score": (_("Lower, beyond chance"), _("Higher, beyond chance")),
    }[kind]
    said = words[change.by > change.none] if change.is_beyond_chance else _("No difference shown")
    return f"{said} ({p_words(change.p)}; {name_of_test(change.test)})"


def p_words(p: float) -> str:
    """A probability as it is printed: never as nought."""
    return f"p\u00a0<\u00a0{_decimal(LEAST_P, 3)}" if p < LEAST_P else f"p\u00a0=\u00a0{_decimal(p, 3)}"


def _decimal(value: float, places: int) -> str:
    return str(format_decimal(value, format="0." + "0" * places, locale=language()))
