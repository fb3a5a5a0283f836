"""Every worked example comes out as published; an example of a metric that nobody computes fails."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.lab.domain.metrics.worked_examples import METRICS, computed

EXAMPLES = YAML(typ="safe").load(Path(__file__).parents[3] / "data" / "metrics-examples.yaml")["examples"]
ROUNDING = 1e-12
"""What floating point may do to a result that the file calls exact."""

NOT = "not_"
"""Begins the name of a value that must not come out."""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_that_a_worked_example_comes_out_as_published(example: dict[str, Any]) -> None:
    found = computed(example["metric"], example["input"])
    tolerance = float(example["tolerance"]) + ROUNDING
    wrong = [
        (name, found[name.removeprefix(NOT)], value)
        for name, value in example["expected"].items()
        if is_close(found[name.removeprefix(NOT)], value, tolerance) is name.startswith(NOT)
    ]
    assert wrong == []


def is_close(found: Any, wanted: Any, tolerance: float) -> bool:
    """Whether two values, or all values of two sequences, are the same within the tolerance."""
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(is_close, found, wanted, [tolerance] * len(wanted)))
    return bool(found == wanted if isinstance(wanted, str) or found is None else abs(found - wanted) <= tolerance)


def test_that_the_examples_cover_every_metric_and_each_is_computed() -> None:
    assert {example["metric"] for example in EXAMPLES} == set(METRICS)
    with pytest.raises(KeyError, match="no_such_metric"):
        computed("no_such_metric", {})
