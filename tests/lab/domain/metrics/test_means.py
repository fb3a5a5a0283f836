"""Means with their intervals."""

import pytest

from lab.domain.metrics.means import mean


def test_that_one_value_has_no_interval_and_none_is_refused() -> None:
    assert mean([4.0]).interval is None
    with pytest.raises(ValueError, match="no values"):
        mean([])
