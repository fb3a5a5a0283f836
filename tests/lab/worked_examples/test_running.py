"""Files of others: what differs, what nobody computes, what is no file of examples."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from lab.domain.errors import InputError
from lab.worked_examples.running import run

WALD = {"id": "aw", "metric": "adjusted_wald", "input": {"successes": 4, "n": 5}, "expected": {"low": 0.3596}}
MET = {"id": "CC-2", "gate": "blocker", "verdict": "met"}


def written(folder: Path, content: Any) -> Path:
    """The content as a file."""
    path = folder / "examples.yaml"
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(content, file)
    return path


def answers(folder: Path, **changes: Any) -> list[tuple[object, bool]]:
    """What comes out of the example with these changes."""
    example = {**WALD, "tolerance": 0.0001, **changes}
    return [(one.got, one.agrees) for one in run(written(folder, {"examples": [example]}))]


def test_that_a_wrong_figure_differs(tmp_path: Path) -> None:
    ((good, agrees),) = answers(tmp_path)
    assert (good, agrees) == (pytest.approx(0.3596, abs=1e-4), True)
    assert [agrees for _got, agrees in answers(tmp_path, expected={"low": 0.37})] == [False]


@pytest.mark.parametrize(
    "changes",
    [
        {"metric": "no_such_metric"},
        {"metric": "no_such_metric", "expected": {"low": None}},
        {"expected": {"no_such_figure": 1}},
        {"input": {"successes": 4, "n": 5, "unknown": 1}},
        {"input": {"successes": "four", "n": 5}},
        {"metric": "sus_dataset", "input": {"file": "nowhere.csv"}, "expected": {"n": None}},
    ],
)
def test_that_what_nobody_computes_differs(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert [agrees for _got, agrees in answers(tmp_path, **changes)] == [False]


def test_that_what_is_refused_has_no_figure_and_says_why(tmp_path: Path) -> None:
    impossible = {"successes": 6, "n": 5}
    found = answers(tmp_path, input=impossible, expected={"low": None, "error": "more than all"})
    assert [agrees for _got, agrees in found] == [True, True]
    assert [agrees for _got, agrees in answers(tmp_path, input=impossible)] == [False]


def test_that_answers_are_read_from_a_table_with_any_separator(tmp_path: Path) -> None:
    head = "id;" + ";".join(f"Q{item}" for item in range(1, 11))
    (tmp_path / "sus.csv").write_text(f"{head}\na;5;1;5;1;5;1;5;1;5;1\nb;3;3;NA;3;3;3;3;3;3;3\n", "utf-8-sig")
    changes = {"metric": "sus_dataset", "input": {"file": "sus.csv"}, "expected": {"mean": 75, "n": 2}}
    assert [agrees for _got, agrees in answers(tmp_path, **changes)] == [True, True]


def gate_case(folder: Path, reasons: list[str]) -> bool:
    """Whether these reasons agree with those of a gate that two things hold back."""
    case = {
        "id": "two",
        "criteria": [MET, {"id": "CC-23", "gate": "major", "verdict": "not_met"}],
        "findings": [{"id": "F-1", "severity": 4, "status": "open"}],
        "expected": {"gate": "red", "reasons": reasons},
    }
    state, named = run(written(folder, {"gate_cases": [case]}))
    assert state.agrees
    return named.agrees


def test_that_of_reasons_what_they_name_has_to_agree(tmp_path: Path) -> None:
    assert gate_case(tmp_path, ["catastrophe F-1", "nobody answers for CC-23"])
    assert gate_case(tmp_path, ["catastrophe", "deviation without action: CC-23"])
    assert not gate_case(tmp_path, ["catastrophe F-1"])
    assert not gate_case(tmp_path, ["F-1", "CC-2"])
    assert not gate_case(tmp_path, [])


@pytest.mark.parametrize(
    "task", [{"successes": 2, "n": 8}, {"high": 0.6}, {"interval": [0.1, 0.6]}], ids=["counts", "high", "interval"]
)
def test_that_a_critical_task_below_its_target_holds_the_gate(tmp_path: Path, task: dict[str, Any]) -> None:
    case = {
        "id": "task",
        "criteria": [MET],
        "critical_tasks": [{"id": "pay", "target": 0.9, **task}],
        "expected": {"gate": "red", "reasons": ["task below its target: pay"]},
    }
    assert [one.agrees for one in run(written(tmp_path, {"gate_cases": [case]}))] == [True, True]


def test_that_a_case_may_set_its_own_numbers_and_what_is_not_understood_differs(tmp_path: Path) -> None:
    units = {"id": "few", "kind": "performance", "units": ["passed"] * 3, "parameters": {"n_min": 3}, "expected": "met"}
    strange = {"id": "strange", "criteria": [MET], "weather": "rain", "expected": {"gate": "green"}}
    after = {"id": "after", "criteria": [MET], "expected": {"gate": "green"}}
    found = run(written(tmp_path, {"criterion_cases": [units], "gate_cases": [strange, after]}))
    assert [(one.example, one.figure, one.agrees) for one in found] == [
        ("few", "verdict", True), ("strange", "case", False), ("after", "gate", True),
    ]  # fmt: skip
    assert "weather" in str(found[1].got)


@pytest.mark.parametrize(
    "content",
    [
        ["examples"],
        {"about": "nothing"},
        {"examples": [{"id": "aw"}]},
        {"examples": [{**WALD, "expected": 5}]},
        {"examples": [{**WALD, "tolerance": "absolute"}]},
        {"examples": 7},
        {"gate_cases": 7},
    ],
)
def test_that_another_file_is_refused(tmp_path: Path, content: Any) -> None:
    with pytest.raises(InputError) as caught:
        run(written(tmp_path, content))
    assert caught.value.code == "examples_faulty"


def test_that_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("examples: [", "utf-8")
    for path in (broken, tmp_path / "nowhere.yaml"):
        with pytest.raises(InputError) as caught:
            run(path)
        assert caught.value.code == "examples_unreadable"
