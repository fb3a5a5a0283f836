"""Which annotations of several observers mean one moment: as many pairs as possible, never the nearest at any price."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lab.domain.annotation import Annotation
from lab.domain.metrics.tag_matching import match_tags
from lab.domain.moments import Moment, moments, pairs

SECOND = 1_000_000
TIMES = st.lists(st.integers(0, 60), max_size=9)


def tags(author: str, *seconds: int) -> list[Annotation]:
    return [Annotation(f"{author}{place}", author, at * SECOND, 0, 0) for place, at in enumerate(seconds)]


def seconds(found: tuple[Moment, ...]) -> list[list[int]]:
    return [[one.anchor_us // SECOND for one in moment.annotations] for moment in found]


def test_that_the_nearest_partner_is_left_to_whom_it_alone_fits() -> None:
    # greedy: 4 takes 5, and 0 and 9 stay alone
    assert seconds(moments([*tags("A", 0, 4), *tags("B", 5, 9)], 5 * SECOND)) == [[0, 5], [4, 9]]


def test_that_the_window_is_inclusive() -> None:
    assert seconds(moments([*tags("A", 0), *tags("B", 5)], 5 * SECOND)) == [[0, 5]]
    assert seconds(moments([*tags("A", 0), *tags("B", 5)], 5 * SECOND - 1)) == [[0], [5]]


def test_that_of_as_many_pairs_the_nearest_are_taken() -> None:
    assert seconds(moments([*tags("A", 0, 5), *tags("B", 5)], 5 * SECOND)) == [[0], [5, 5]]


def test_that_one_observer_twice_means_two_moments() -> None:
    assert seconds(moments(tags("A", 1, 2), 5 * SECOND)) == [[1], [2]]


def test_that_a_third_observer_joins_what_two_saw_and_no_moment_is_longer_than_the_window() -> None:
    found = moments([*tags("A", 0), *tags("B", 4), *tags("C", 5, 9)], 5 * SECOND)
    assert seconds(found) == [[0, 4, 5], [9]]
    assert found[0].observers == {"A", "B", "C"}


@settings(deadline=None, max_examples=60)
@given(TIMES, TIMES, st.integers(0, 8))
def test_that_two_observers_are_matched_as_often_as_anyhow_possible(a: list[int], b: list[int], window: int) -> None:
    first, second = sorted(a), sorted(b)
    found = pairs([(one, one) for one in first], second, window)
    assert len(found) == match_tags(first, second, window).matched
    assert all(abs(first[row] - second[column]) <= window for row, column in found)
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=6), TIMES, st.integers(0, 8))
def test_that_spans_in_any_order_are_matched_as_often_as_anyhow_possible(
    spans: list[tuple[int, int]], points: list[int], window: int
) -> None:
    here = sorted((start, start + length) for start, length in spans)
    found = pairs(here, sorted(points), window)
    assert len(found) == _most(here, sorted(points), window, frozenset())


def _most(spans: list[tuple[int, int]], points: list[int], window: int, taken: frozenset[int]) -> int:
    """By trying everything."""
    if not spans:
        return 0
    (start, end), *rest = spans
    best = _most(rest, points, window, taken)
    for place, point in enumerate(points):
        if place not in taken and max(end, point) - min(start, point) <= window:
            best = max(best, 1 + _most(rest, points, window, taken | {place}))
            if best == len(spans):
                break
    return best


@settings(deadline=None, max_examples=60)
@given(TIMES, TIMES, TIMES, st.integers(0, 8))
def test_that_every_annotation_is_in_one_moment_that_the_window_holds(
    a: list[int], b: list[int], c: list[int], window: int
) -> None:
    every = [*tags("A", *a), *tags("B", *b), *tags("C", *c)]
    found = moments(every, window * SECOND)
    assert sorted(one.id for moment in found for one in moment.annotations) == sorted(one.id for one in every)
    for moment in found:
        assert len(moment.observers) == len(moment.annotations)
        assert moment.end_us - moment.start_us <= window * SECOND
    assert found == moments(list(reversed(every)), window * SECOND)
