"""Moments, spans and how they are said."""

import pytest

from lab.domain.timeline import SECOND_US, Span, clip_span, clock_text


def test_that_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Span(2, 1)


def test_that_a_clip_does_not_begin_before_the_session() -> None:
    assert clip_span(1 * SECOND_US, 3 * SECOND_US, 7 * SECOND_US) == Span(0, 8 * SECOND_US)


@pytest.mark.parametrize(
    ("moment_us", "text"),
    [(0, "0:00"), (59_999_999, "0:59"), (60 * SECOND_US, "1:00"), (3_600 * SECOND_US, "1:00:00"), (-5, "0:00")],
)
def test_that_a_moment_is_said_in_minutes_and_seconds(moment_us: int, text: str) -> None:
    assert clock_text(moment_us) == text
