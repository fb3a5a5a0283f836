"""`lab self-test --examples`: every figure in a table, what differs once more, and the exit code."""

from pathlib import Path

import pytest
import typer

from lab.commands.self_test import self_test
from lab.domain.errors import InputError
from lab.worked_examples import SHIPPED

WRONG = """
examples:
- {id: aw, metric: adjusted_wald, input: {successes: 4, n: 5}, expected: {low: 0.3596, high: 0.5}, tolerance: 0.0001}
"""


def test_that_the_shipped_figures_are_shown_and_all_agree(capsys: pytest.CaptureFixture[str]) -> None:
    self_test(examples=True)
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("≠")] == []
    assert sum("all agree" in line for line in lines) == len(SHIPPED)
    (row,) = [line for line in lines if "aw-4-5" in line and ": low" in line]
    assert row.split()[:5] == ["=", "aw-4-5", "adjusted_wald:", "low", "0.3596"]


def test_that_every_figure_that_differs_is_shown_and_the_answer_is_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(WRONG, encoding="utf-8")
    with pytest.raises(typer.Exit) as answered:
        self_test(examples=True, files=[file, SHIPPED[0]])
    assert answered.value.exit_code == 1
    lines = capsys.readouterr().out.splitlines()
    assert "1 figure differs:" in lines
    differing = [line.split() for line in lines if line.startswith("≠")]
    assert differing[0] == differing[1] == ["≠", "aw", "adjusted_wald:", "high", "0.5", "0.9796794"]


def test_that_files_without_the_option_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        self_test(files=[tmp_path / "own.yaml"])
    assert caught.value.code == "files_without_examples"
