"""Agreement of judges: against published values, and where chance leaves nothing to agree beyond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.domain.metrics.agreement import any_two_agreement, cohen_kappa, fleiss_kappa

ARTSTEIN_POESIO = [[20, 20], [10, 50]]


def test_that_kappa_comes_with_its_error_its_interval_and_the_plain_agreement() -> None:
    found = cohen_kappa(ARTSTEIN_POESIO)
    assert found.interval is not None
    assert found.agreement == 0.7
    # statsmodels 0.15.0, cohens_kappa: std_kappa, kappa_low, kappa_upp
    assert (found.error, found.interval.low, found.interval.high) == pytest.approx(
        (0.0950081805, 0.1616134749, 0.5340386990), abs=1e-9
    )


def test_that_a_table_of_three_categories_weighs_each_disagreement_by_its_own_row_and_column() -> None:
    found = cohen_kappa([[7, 2, 0], [1, 5, 4], [3, 0, 8]])
    # statsmodels 0.15.0
    assert (found.value, found.error) == pytest.approx((0.4991652754590985, 0.1272314213739), abs=1e-9)


def test_that_judges_who_used_one_category_only_have_no_kappa() -> None:
    found = cohen_kappa([[6, 0], [0, 0]])
    assert (found.value, found.interval, found.agreement) == (None, None, 1)
    assert fleiss_kappa([[3, 0], [3, 0]]) is None


@pytest.mark.parametrize("table", [[], [[0]], [[1, 2]], [[1, 2], [3, -1]], [[1, 2], [3]]])
def test_that_only_a_square_table_of_counts_is_taken(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="not a square table"):
        cohen_kappa(table)


@pytest.mark.parametrize("table", [[], [[1, 0]], [[2, 1], [2, 0]]])
def test_that_every_unit_needs_the_same_judges(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="the same judges"):
        fleiss_kappa(table)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=5))
def test_that_full_agreement_on_several_categories_is_one(counts: list[int]) -> None:
    size = len(counts)
    table = [[counts[row] if row == column else 0 for column in range(size)] for row in range(size)]
    assert cohen_kappa(table).value == pytest.approx(1)
    judges = [[3 if row == column else 0 for column in range(size)] for row in range(size)]
    assert fleiss_kappa(judges) == pytest.approx(1)


def test_that_two_observers_who_saw_nothing_agree_and_one_alone_cannot() -> None:
    assert any_two_agreement([[1]]) is None
    assert any_two_agreement([[], []]) == 1.0
