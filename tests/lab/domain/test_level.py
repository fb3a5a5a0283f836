"""Principle and level give the answers of the case file."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from lab.domain.level import level, principle_verdict
from lab.domain.verdict import VerdictValue
from lab.worked_examples import HERE

CASES = YAML(typ="safe").load(HERE / "aggregation-cases.yaml")


@pytest.mark.parametrize("case", CASES["principle_cases"], ids=lambda case: case["id"])
def test_that_a_principle_is_its_worst_criterion(case: dict[str, Any]) -> None:
    assert principle_verdict(map(VerdictValue, case["verdicts"])) == case["expected"]


@pytest.mark.parametrize("case", CASES["level_cases"], ids=str)
def test_that_the_level_comes_with_coverage_and_bounds(case: dict[str, Any]) -> None:
    found = level(map(VerdictValue, case["verdicts"]))
    for name, expected in case["expected"].items():
        assert getattr(found, name) == pytest.approx(expected, abs=0.05)


def test_that_nothing_decided_has_no_level() -> None:
    found = level([VerdictValue.NOT_TESTED])
    assert (found.level, found.low, found.high, found.coverage) == (None, 0, 100, 0)
    assert level([]).applicable == 0
    assert principle_verdict([]) is VerdictValue.NOT_TESTED


@given(st.lists(st.sampled_from(VerdictValue), max_size=30))
def test_that_the_level_lies_between_its_bounds(verdicts: list[VerdictValue]) -> None:
    found = level(verdicts)
    assert 0 <= found.low <= found.high <= 100
    if found.level is not None:
        assert found.low - 1e-9 <= found.level <= found.high + 1e-9
