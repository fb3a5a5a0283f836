"""Every worked example that is shipped comes out, and every figure has one."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from lab.worked_examples import SHIPPED
from lab.worked_examples.metrics import METRICS
from lab.worked_examples.running import run


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_that_every_shipped_figure_comes_out(file: Path) -> None:
    found = run(file)
    assert len(found) > 40
    assert [one for one in found if not one.agrees] == []


def test_that_every_metric_has_an_example() -> None:
    files = [YAML(typ="safe").load(file.read_text("utf-8")) for file in SHIPPED]
    examples = [example for file in files for example in file.get("examples", ())]
    assert {example["metric"] for example in examples} == set(METRICS)
    assert all(example["source"] for example in examples)
