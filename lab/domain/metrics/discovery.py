"""How many participants are enough to see a problem at least once."""

import math


def discovery(p: float, n: int) -> float:
    """Chance that n participants show at least once what strikes a share p of people: 1 − (1 − p)ⁿ (Virzi; Nielsen &
    Landauer 1993).
    """
    return 1 - (1 - p) ** n


def participants_needed(p: float, goal: float) -> int:
    """The smallest n with `discovery(p, n)` ≥ goal; both strictly between 0 and 1."""
    return math.ceil(math.log(1 - goal) / math.log(1 - p))
