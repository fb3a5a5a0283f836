"""How far several judges or observers agree."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import mul
from statistics import fmean

from lab.domain.metrics.interval import CONFIDENCE, Interval, around, z_quantile


def any_two_agreement(sets: Sequence[Iterable[object]]) -> float | None:
    """Mean over all pairs of observers of |A∩B| ÷ |A∪B| (Hertzum & Jacobsen 2001); None below two observers.

    Two observers who both saw nothing agree wholly.
    """
    seen = [frozenset(one) for one in sets]
    pairs = [len(a & b) / len(a | b) if a | b else 1.0 for a, b in combinations(seen, 2)]
    return fmean(pairs) if pairs else None


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance of two judges.

    Attributes:
        agreement: the plain share of units on which they agree, 0–1; always printed beside kappa.
        value: 1 is full agreement, 0 what chance gives; None when both used one category only: nothing could differ.
        error: the asymptotic standard error; None where `value` is None.
    """

    agreement: float
    value: float | None
    error: float | None
    interval: Interval | None


def cohen_kappa(table: Sequence[Sequence[int]], confidence: float = CONFIDENCE) -> Kappa:
    """Cohen's kappa (1960) with the error of Fleiss, Cohen & Everitt (1969). Rows: the first judge's categories;
    columns: the second's, in the same order; cells: units.

    Raises ValueError for a table that is not square, is empty or holds a number below 0.
    """
    n, size = _counted(table), len(table)
    cells = [[count / n for count in row] for row in table]
    rows, columns = [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]
    agreed = sum(cells[i][i] for i in range(size))
    chance = sum(map(mul, rows, columns))
    if chance == 1:
        return Kappa(agreed, None, None, None)
    kappa = (agreed - chance) / (1 - chance)
    spread = sum(
        cells[i][j]
        * ((1 - (rows[i] + columns[i]) * (1 - kappa)) if i == j else (1 - kappa) * (columns[i] + rows[j])) ** 2
        for i in range(size)
        for j in range(size)
    )
    variance = max(0.0, spread - (kappa - chance * (1 - kappa)) ** 2) / ((1 - chance) ** 2 * n)
    error = math.sqrt(variance)
    return Kappa(agreed, kappa, error, around(kappa, z_quantile(confidence) * error))


def linear_kappa(table: Sequence[Sequence[int]]) -> float | None:
    """Cohen's kappa (1968) for categories in an order, such as severities: two judges a step apart disagree less than
    two at the ends (linear weights). Table as for `cohen_kappa`; None when both used one category only.

    Raises ValueError as `cohen_kappa`.
    """
    n, size = _counted(table), len(table)
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    cells = [(i, j) for i in range(size) for j in range(size)]
    seen = sum(abs(i - j) * table[i][j] for i, j in cells)
    by_chance = sum(abs(i - j) * rows[i] * columns[j] for i, j in cells) / n
    return None if by_chance == 0 else 1 - seen / by_chance


def tallied(ratings: Sequence[Sequence[object]]) -> tuple[tuple[int, ...], ...]:
    """The table that `fleiss_kappa` asks for. Rows of `ratings`: units; in a row, the category each judge chose, None
    of one who did not judge it: no judgement is no category.
    """
    categories = list(dict.fromkeys(one for row in ratings for one in row if one is not None))
    return tuple(tuple(list(row).count(one) for one in categories) for row in ratings)


def fleiss_kappa(table: Sequence[Sequence[int]]) -> float | None:
    """Fleiss' kappa (1971) of any number of judges. Rows: units; columns: categories; cells: judges who chose it.
    None when all chose one category only.

    Raises ValueError when the units do not all have the same number of judges, or fewer than two.
    """
    judges = {sum(row) for row in table}
    if len(judges) != 1 or min(judges) < 2:
        raise ValueError("every unit needs the same judges, at least two")
    n = judges.pop()
    agreed = fmean((sum(count * count for count in row) - n) / (n * (n - 1)) for row in table)
    chance = sum((sum(column) / (len(table) * n)) ** 2 for column in zip(*table, strict=True))
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def _counted(table: Sequence[Sequence[int]]) -> int:
    """How many units a square table holds. Raises ValueError when it is none."""
    n = sum(map(sum, table))
    if n == 0 or any(len(row) != len(table) or min(row) < 0 for row in table):
        raise ValueError("not a square table of counts")
    return n
