"""Errors become sentences and exit codes, by whose fault they are."""

import pytest

from lab.commands.answering import Exit, errors_as_sentences
from lab.domain.errors import InputError, LabError, RuleError, WorldError


@pytest.mark.parametrize(
    ("error", "code"),
    [(RuleError("x"), Exit.NO), (InputError("x"), Exit.BAD_INPUT), (WorldError("x"), Exit.WORLD_FAILED)],
)
def test_that_the_exit_code_says_whose_fault_it_is(
    error: LabError, code: Exit, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left, errors_as_sentences():
        raise error
    assert left.value.code == code
    assert capsys.readouterr().out == ""


def test_that_an_unexpected_error_is_not_swallowed() -> None:
    with pytest.raises(KeyError), errors_as_sentences():
        raise KeyError("ours")
