"""What speaks against a recording, found before anything is written."""

from pathlib import Path

import pytest
import typer

from lab.commands.beforehand import folder_for, refuse
from lab.domain.errors import InputError, WorldError


def test_that_a_folder_is_made_and_taken_away_again_when_nothing_is_recorded(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    with pytest.raises(KeyboardInterrupt), folder_for(out) as unfit:
        assert unfit is None
        assert out.is_dir()
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["recording.jsonl", "session.json"])
def test_that_a_second_recording_is_not_put_beside_the_first(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with folder_for(tmp_path) as unfit:
        assert isinstance(unfit, InputError)
        assert unfit.code == "folder_has_recording"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_that_a_file_for_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with folder_for(tmp_path / "file" / "out") as unfit:
        assert isinstance(unfit, WorldError)
        assert unfit.code == "folder_unwritable"


def test_that_all_faults_are_said_once_and_the_worst_decides(capsys: pytest.CaptureFixture[str]) -> None:
    twice = InputError("device_named_twice", device="0")
    with pytest.raises(typer.Exit) as left:
        refuse([twice, twice, WorldError("folder_unwritable", path="/out", reason="no")], "Nothing was recorded.")
    assert left.value.exit_code == 3
    assert len(capsys.readouterr().err.splitlines()) == 3
