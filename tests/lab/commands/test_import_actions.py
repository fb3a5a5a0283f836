"""`lab import-actions` shows what a plan would change, takes it on a yes, and tells every fault."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from lab.commands.answering import Exit
from lab.commands.import_actions import import_actions
from lab.domain.finding import Status
from lab.services.laboratory import Laboratory
from tests.lab.asking import BARE, asking, finding, written
from tests.lab.filled_plans import filled, fix, in_days
from tests.lab.laboratories import Furnished


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Furnished]:
    everything = asking(tmp_path / "lab")
    yield everything
    everything.lab.close()


@pytest.fixture
def folder(place: Furnished) -> Path:
    return place.lab.folder.path


@pytest.fixture
def back(place: Furnished, tmp_path: Path) -> Path:
    """A plan that came back good."""
    answers = {"F-1": fix(in_days(9)), BARE: fix(in_days(9), why="Explain what happens next")}
    return filled(written(place, tmp_path), answers)


def test_that_a_dry_run_tells_the_difference_while_the_window_is_open(
    place: Furnished, folder: Path, back: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_actions(back, dry_run=True, folder=folder)
    told = capsys.readouterr().out
    assert "F-1: not decided → Fix it; Forms team, by" in told
    assert "Launch gate: Not ready → Ready with actions" in told
    assert finding(place).status is Status.OPEN


def test_that_it_is_taken_with_yes_and_not_without(
    place: Furnished, folder: Path, back: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place.lab.close()
    with pytest.raises(typer.Exit) as refused:
        import_actions(back, folder=folder, as_json=True)
    assert refused.value.exit_code == Exit.NO
    told = json.loads(capsys.readouterr().out)
    assert (told["taken"], told["gate_before"]["state"], told["gate_after"]["state"]) == (False, "red", "amber")
    assert [(one["number"], one["after"]["what"]) for one in told["changes"]] == [("F-1", "fix"), (BARE, "fix")]
    import_actions(back, yes=True, folder=folder, as_json=True)
    assert json.loads(capsys.readouterr().out)["taken"] is True
    with Laboratory.open_readonly(folder) as lab:
        assert lab.verdicts.gate(place.round.id).state.value == "amber"
        assert lab.findings.finding(lab.findings.findings(place.round.id)[0].id).owner == "Forms team"


def test_that_faults_are_told_with_their_place_and_nothing_is_taken(
    place: Furnished, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = filled(written(place, tmp_path), {"F-1": {"what": "perhaps"}, BARE: fix(in_days(9))})
    place.lab.close()
    with pytest.raises(typer.Exit) as refused:
        import_actions(wrong, yes=True, folder=folder, language="ru")
    assert refused.value.exit_code == Exit.BAD_INPUT
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "2 ошибки; принять ничего нельзя:"
    assert said[1].startswith("Лист «Action plan», строка 2, столбец G (Решение): «perhaps» — не из списка решений")
    assert "столбец H" in said[2]
