"""Satisfaction and effort in one question each: CSAT and CES. Practice, not a published scale: there are no norms."""

from collections.abc import Sequence

from lab.domain.metrics.interval import CONFIDENCE
from lab.domain.metrics.means import Mean, mean
from lab.domain.metrics.shares import Share, share

SATISFIED_FROM = 4
SATISFACTION = range(1, 6)
EFFORT = range(1, 8)


def satisfied(answers: Sequence[int], confidence: float = CONFIDENCE) -> Share:
    """CSAT: how many answered 4 or 5 of 5, with the adjusted Wald interval. Who did not answer is left out by the
    caller. Raises ValueError for an answer outside 1–5.
    """
    _check(answers, SATISFACTION)
    return share(sum(answer >= SATISFIED_FROM for answer in answers), len(answers), confidence)


def effort(answers: Sequence[int], confidence: float = CONFIDENCE) -> Mean:
    """CES: mean of 1–7 with its t interval. Raises ValueError without answers, or for one outside 1–7."""
    _check(answers, EFFORT)
    return mean(answers, confidence)


def _check(answers: Sequence[int], scale: range) -> None:
    if any(answer not in scale for answer in answers):
        raise ValueError("an answer outside its scale")
