"""What an examples file expects beside what came out."""

import pytest

from lab.worked_examples.comparing import Missing, Refused, agree, compared


@pytest.mark.parametrize(
    ("found", "wanted", "tolerance"),
    [
        (0.3596, 0.35962, 0.0001),
        (62.5, 62.5, 0),
        (float("inf"), float("inf"), 0),
        ((1, 2.5), [1, 2.5], 0),
        (None, None, 0),
        (None, "n/a", 0),
        (None, float("nan"), 0),
        (None, float("inf"), 0),  # a median that half never reach
        (float("nan"), float("nan"), 0),
        (float("nan"), None, 0),
        (0.84, [0.8401], 0.001),
        ("A+", "A+", 0),
        (Refused("six ratings are needed"), "weights do not sum to 15", 0),
        (Refused("six ratings are needed"), True, 0),
    ],
)
def test_that_what_is_the_same_agrees(found: object, wanted: object, tolerance: float) -> None:
    assert agree(found, wanted, tolerance)


@pytest.mark.parametrize(
    ("found", "wanted", "tolerance"),
    [
        (0.3596, 0.3599, 0.0001),
        (float("nan"), 1.0, 1),
        (float("nan"), float("inf"), 0),
        (0.84, [0.84, 0.9], 0.001),
        ((1, 2), [1, 2, 3], 0),
        (1, None, 0),
        (None, 0, 0),
        (True, 1, 0),
        (1.0, "1.0", 0),
        (Refused("no"), None, 0),
        (Missing("no such metric"), None, 0),
        (Missing("no such metric"), "no such metric", 0),
    ],
)
def test_that_what_differs_does_not_agree(found: object, wanted: object, tolerance: float) -> None:
    assert not agree(found, wanted, tolerance)


def test_that_a_forbidden_value_must_not_come_out() -> None:
    found = {"low": 0.0685}
    (good,) = compared("aw", {"not_low": 0.0690}, found, 0.0001)
    (bad,) = compared("aw", {"not_low": 0.0685}, found, 0.0001)
    (nothing,) = compared("aw", {"not_low": 0.0690}, {"low": None}, 0.0001)
    assert (good.agrees, bad.agrees, nothing.agrees) == (True, False, False)
