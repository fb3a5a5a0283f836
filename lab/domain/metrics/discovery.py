"""How many participants are enough to see a problem at least once, and how many problems are still unseen."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean


def discovery(p: float, n: int) -> float:
    """Chance that n participants show at least once what strikes a share p of people: 1 − (1 − p)ⁿ (Virzi; Nielsen &
    Landauer 1993).
    """
    return 1 - (1 - p) ** n


def participants_needed(p: float, goal: float) -> int:
    """The smallest n with `discovery(p, n)` ≥ goal; both strictly between 0 and 1, else ValueError."""
    if not (0 < p < 1 and 0 < goal < 1):
        raise ValueError((p, goal))
    # Rounding of the logarithms must not ask for one participant more than a goal that is reached exactly.
    return math.ceil(math.log(1 - goal) / math.log(1 - p) - 1e-9)


@dataclass(frozen=True, slots=True)
class ProblemsLeft:
    """What the problems that a few participants had say of those that nobody had yet (Lewis 2001).

    Attributes:
        observed: mean share of participants who had a known problem; too high, for problems nobody had are not in it.
        normalised: (p − 1/n)(1 − 1/n). good_turing: p ÷ (1 + share of problems seen once).
        adjusted: the mean of these two.
        found: share of all problems that are known, by the adjusted one. total: how many there are by that.
    """

    known: int
    seen_once: int
    observed: float
    normalised: float
    good_turing: float
    adjusted: float
    found: float
    total: float

    @property
    def undiscovered(self) -> float:
        """Problems that nobody had yet."""
        return self.total - self.known


def problems_left(struck: Sequence[int], n: int) -> ProblemsLeft:
    """Estimate what is still unseen.

    Args:
        struck: of every known problem, how many of the n participants had it; each 1 to n.

    Raises ValueError without problems, for a count out of range, and for one participant: nothing can be told then.
    """
    if not struck or n < 2 or not all(1 <= count <= n for count in struck):
        raise ValueError("counts from 1 to n of at least two participants are needed")
    once = sum(count == 1 for count in struck)
    observed = fmean(struck) / n
    normalised = (observed - 1 / n) * (1 - 1 / n)
    good_turing = observed / (1 + once / len(struck))
    adjusted = (normalised + good_turing) / 2
    found = discovery(adjusted, n)
    return ProblemsLeft(
        len(struck), once, observed, normalised, good_turing, adjusted, found, total=len(struck) / found
    )
