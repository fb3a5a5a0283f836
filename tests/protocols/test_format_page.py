"""The page about the formats names every key, and its examples load."""

import re
from pathlib import Path

import pytest

from protocols import loading
from protocols.protocol import (
    AskedQuestionnaires,
    Background,
    PadButton,
    Protocol,
    Stage,
    StandardPin,
    SuccessCriterion,
    Task,
)
from protocols.questionnaire import Item, Questionnaire, Validated
from protocols.standard import Clause, Criterion, Group, SeverityLevel, Standard
from protocols.text import Frozen
from protocols.tree import MOST_BYTES

PAGE = (Path(__file__).parents[2] / "docs" / "protocol-format.md").read_text("utf-8")
MODELS = (
    AskedQuestionnaires,
    Background,
    Clause,
    Criterion,
    Group,
    Item,
    PadButton,
    Protocol,
    Questionnaire,
    SeverityLevel,
    Stage,
    Standard,
    StandardPin,
    SuccessCriterion,
    Task,
    Validated,
)


def rows(model: type[Frozen]) -> dict[str, bool]:
    """The keys in the table under a model's heading, and whether each must be there."""
    section = re.search(rf"^### {model.__name__}\b.*?$(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section is not None, model
    return {key: not optional for optional, key in re.findall(r"^\| (\*?)`(\w+)`\*? \|", section[1], re.MULTILINE)}


@pytest.mark.parametrize("model", MODELS)
def test_that_every_key_is_documented_and_no_other(model: type[Frozen]) -> None:
    assert rows(model) == {name: field.is_required() for name, field in model.model_fields.items()}


def test_that_no_model_is_forgotten() -> None:
    assert {model.__name__ for model in Frozen.__subclasses__()} == {model.__name__ for model in MODELS} | {"Text"}


def test_that_the_examples_load() -> None:
    examples = re.findall(r"^```yaml\n(format: .*?)```$", PAGE, re.MULTILINE | re.DOTALL)
    assert [type(loading.load_any(example.encode())) for example in examples] == [Protocol, Standard, Questionnaire]


def test_that_every_closed_list_of_values_is_documented() -> None:
    values = re.findall(r"'(\w+)'", str(Criterion.model_fields["evidence"].annotation))
    values += ["performance", "conformance", "document", "round", "computed", "blocker", "major", "normal", "umux_lite"]
    assert len(values) > 15
    assert all(f"`{value}`" in PAGE for value in values)


def test_that_the_size_limit_is_the_real_one() -> None:
    assert f"at most {MOST_BYTES // 1024} KiB" in PAGE
