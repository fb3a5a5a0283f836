"""Which annotations of several observers mean the same moment of one session?

Two people press a key for one event some seconds apart. Their annotations are paired off so that as many pairs as
possible come about (a maximum matching), and among those with the smallest sum of distances. To take the nearest each
time is wrong: it may take an annotation away from the only partner of another (`lab.domain.metrics.tag_matching`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lab.domain.annotation import Annotation
from lab.domain.metrics.tag_matching import WINDOW_US

__all__ = ["WINDOW_US", "Moment", "moments", "pairs"]


@dataclass(frozen=True, slots=True)
class Moment:
    """Annotations of one session that mean one event: one of each observer at most, by anchor."""

    annotations: tuple[Annotation, ...]

    @property
    def start_us(self) -> int:
        """The earliest anchor, µs on the session clock."""
        return self.annotations[0].anchor_us

    @property
    def end_us(self) -> int:
        """The latest anchor, µs on the session clock."""
        return self.annotations[-1].anchor_us

    @property
    def observers(self) -> frozenset[str]:
        """Who saw it."""
        return frozenset(one.author for one in self.annotations)


def moments(annotations: Sequence[Annotation], window_us: int = WINDOW_US) -> tuple[Moment, ...]:
    """The events behind annotations of one session that say one thing, by time.

    Observers are taken in one after the other, by name: each one's annotations are paired off with the events known so
    far. All annotations of one event lie at most `window_us` apart (inclusive).
    """
    by_observer: dict[str, list[Annotation]] = {}
    for one in sorted(annotations, key=lambda each: (each.anchor_us, each.id)):
        by_observer.setdefault(one.author, []).append(one)
    known: list[Moment] = []
    for author in sorted(by_observer):
        fresh = by_observer[author]
        partners = dict(pairs([(one.start_us, one.end_us) for one in known], [x.anchor_us for x in fresh], window_us))
        alone = set(range(len(fresh))) - set(partners.values())
        known = [
            _with(one, fresh[partners[place]]) if place in partners else one for place, one in enumerate(known)
        ] + [Moment((fresh[place],)) for place in sorted(alone)]
        known.sort(key=lambda one: (one.start_us, one.end_us, one.annotations[0].id))
    return tuple(known)


def _with(moment: Moment, one: Annotation) -> Moment:
    return Moment(tuple(sorted((*moment.annotations, one), key=lambda each: (each.anchor_us, each.id))))


def pairs(spans: Sequence[tuple[int, int]], points: Sequence[int], window_us: int) -> list[tuple[int, int]]:
    """(place in `spans`, place in `points`): as many pairs as possible, and of those the nearest.

    A point fits a span if the two together are no longer than `window_us`. Both sequences are in the order of time.
    """
    if not any(_fits(span, point, window_us) for span in spans for point in points):
        return []
    if all(before[1] <= after[1] for before, after in pairwise(spans)):
        return _in_order(spans, points, window_us)
    return _in_any_order(spans, points, window_us)


def _in_order(spans: Sequence[tuple[int, int]], points: Sequence[int], window_us: int) -> list[tuple[int, int]]:
    """Where spans begin and end in the same order, as two observers' do, some best answer never crosses: uncrossing two
    pairs makes neither the longer distance longer nor the sum larger. So it is enough to look at what the beginnings of
    both sequences come to (dynamic programming, as for the distance of two words).
    """
    rows, columns = len(spans), len(points)
    best = [[(0, 0)] * (columns + 1) for _row in range(rows + 1)]
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            answer = max(best[row - 1][column], best[row][column - 1])
            span, point = spans[row - 1], points[column - 1]
            if _fits(span, point, window_us):
                found, near = best[row - 1][column - 1]
                answer = max(answer, (found + 1, near - _apart(span, point)))
            best[row][column] = answer
    return _walked_back(best)


def _in_any_order(spans: Sequence[tuple[int, int]], points: Sequence[int], window_us: int) -> list[tuple[int, int]]:
    """An assignment whose misfits cost more than all distances together."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    misfit = 2 * window_us * (min(len(spans), len(points)) + 1) + 1
    costs = np.array(
        [[_apart(span, point) if _fits(span, point, window_us) else misfit for point in points] for span in spans]
    )
    found = zip(*linear_sum_assignment(costs), strict=True)
    return [(int(row), int(column)) for row, column in found if costs[row, column] < misfit]


def _walked_back(best: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    found, row, column = [], len(best) - 1, len(best[0]) - 1
    while row and column:
        here = best[row][column]
        if here == best[row - 1][column]:
            row -= 1
        elif here == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            found.append((row, column))
    return found[::-1]


def _fits(span: tuple[int, int], point: int, window_us: int) -> bool:
    return max(span[1], point) - min(span[0], point) <= window_us


def _apart(span: tuple[int, int], point: int) -> int:
    """How far the point is from the middle of the span, doubled so that it is whole."""
    return abs(2 * point - span[0] - span[1])
