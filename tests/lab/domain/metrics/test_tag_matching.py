"""Tags of two observers pair off as often as they can."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lab.domain.metrics.tag_matching import TagsMatched, match_tags

MOMENTS = st.lists(st.integers(0, 60), max_size=9)


def test_that_the_nearest_tag_is_left_to_the_one_that_has_no_other() -> None:
    # 10 lies nearer to 11 than to 8, but 12 has only 11 within two
    assert match_tags([10, 12], [8, 11], 2).matched == 2


def test_that_the_window_is_closed_at_both_ends() -> None:
    assert match_tags([0], [5], 5).matched == 1
    assert match_tags([0], [6], 5).matched == 0


def test_that_one_tag_has_one_partner() -> None:
    assert match_tags([10], [9, 10, 11], 5) == TagsMatched(1, 1, 3)


def test_that_who_tagged_nothing_matches_nothing_and_two_of_them_cannot_be_compared() -> None:
    found = match_tags([], [7])
    assert (found.matched, found.f1, found.jaccard) == (0, 0, 0)
    nothing = match_tags([], [])
    assert (nothing.f1, nothing.jaccard) == (None, None)


@settings(deadline=None)  # the first call loads scipy
@given(MOMENTS, MOMENTS, st.integers(0, 9))
def test_that_as_many_pairs_come_about_as_a_sweep_in_order_of_time_finds(
    first: list[int], second: list[int], window: int
) -> None:
    early, late, pairs = sorted(first), sorted(second), 0
    while early and late:
        if abs(early[0] - late[0]) <= window:
            early.pop(0), late.pop(0)
            pairs += 1
        elif early[0] < late[0]:
            early.pop(0)
        else:
            late.pop(0)
    assert match_tags(first, second, window).matched == match_tags(second, first, window).matched == pairs
