"""`lab standards`: list, show, import, export."""

import json
from pathlib import Path

import pytest
import typer

from lab.commands import standards
from lab.domain.errors import InputError, RuleError, WorldError
from lab.services.laboratory import Laboratory
from protocols import library

Captured = pytest.CaptureFixture[str]
OURS = library.text_of("ru-gov-sites").decode()
NEXT = OURS.replace("version: '2026-03-01'", "version: '2027'").replace("gate: major", "gate: blocker", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "lab"
    Laboratory.open(path).close()
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "next.yaml"
    path.write_text(NEXT, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _no_preset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAB_FOLDER", raising=False)


def test_that_without_a_laboratory_the_shipped_standards_are_listed_with_their_counts(capsys: Captured) -> None:
    standards.list_standards(as_json=True)
    listed = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert set(listed) == {one.id for one in library.standards()}
    assert listed["wcag-2.2"]["levels"] == {"A": 31, "AA": 24, "AAA": 31}
    assert listed["wcag-2.2"]["gates"] == {"normal": 86}


def test_that_a_criterion_is_shown_with_the_rows_that_ask_for_the_same(capsys: Captured) -> None:
    standards.show("wcag-2.2", "1.4.4", as_json=True)
    shown = json.loads(capsys.readouterr().out)
    assert (shown["id"], shown["level"], shown["gate"]) == ("1.4.4", "AA", "normal")
    mapped = {(one["standard"], one["criterion"]) for one in shown["mapped"]}
    assert {("en-301-549", "9.1.4.4"), ("gost-r-52872", "GOST-1.4.4"), ("ru-gov-sites", "RGS-1")} <= mapped
    standards.show("wcag-2.2", "1.4.4", language="ru")
    assert "Соответствует: EN 301 549" in capsys.readouterr().out


def test_that_what_would_change_is_said_and_nothing_is_taken_in(folder: Path, file: Path, capsys: Captured) -> None:
    standards.take_in(file, check=True, folder=folder, language="en")
    told = capsys.readouterr().out
    assert "Since 2026-03-01: 0 criteria added, 0 removed, 1 changed" in told
    assert "Changed: RGS-1  Text can be enlarged to 200 % (gate: major → blocker)" in told
    with Laboratory.open_readonly(folder) as lab:
        assert len(lab.standards.versions()) == len(library.standards())


def test_that_a_file_goes_in_and_comes_out_as_it_was(
    folder: Path, file: Path, tmp_path: Path, capsys: Captured
) -> None:
    standards.take_in(file, folder=folder, as_json=True)
    answer = json.loads(capsys.readouterr().out)
    assert (answer["taken_in"], answer["before"], answer["changed"]) == (True, "2026-03-01", {"RGS-1": ["gate"]})
    out = tmp_path / "out.yaml"
    standards.export("ru-gov-sites", out, folder=folder)
    assert out.read_bytes() == file.read_bytes()
    with pytest.raises(InputError, match="file_there_already"):
        standards.export("ru-gov-sites", out, version="2026-03-01", folder=folder)
    assert out.read_bytes() == file.read_bytes()


def test_that_every_fault_of_a_file_is_said_with_its_line_and_nothing_is_taken_in(
    folder: Path, file: Path, capsys: Captured
) -> None:
    file.write_text(NEXT.replace("id: RGS-2", "id: RGS-1").replace("group: all", "group: none", 1), encoding="utf-8")
    with pytest.raises(typer.Exit) as answered:
        standards.take_in(file, folder=folder, language="en")
    assert answered.value.exit_code == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{file}, line ") for line in lines)
    with Laboratory.open_readonly(folder) as lab:
        assert len(lab.standards.versions()) == len(library.standards())


def test_that_a_version_that_is_there_is_not_replaced(folder: Path, file: Path, capsys: Captured) -> None:
    standards.take_in(file, folder=folder)
    standards.take_in(file, folder=folder, language="en")
    assert capsys.readouterr().out.endswith("ru-gov-sites 2027 is there already.\n")
    file.write_text(NEXT.replace("gate: blocker", "gate: normal"), encoding="utf-8")
    with pytest.raises(RuleError, match="standard_version_taken"):
        standards.take_in(file, folder=folder)


def test_that_a_criterion_that_is_not_there_is_said() -> None:
    with pytest.raises(InputError, match="standard_has_no_criterion"):
        standards.show("wcag-2.2", "9.9.9")


def test_that_a_place_that_cannot_be_written_is_the_worlds_fault(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="file_unwritable"):
        standards.export("wcag-2.2", tmp_path / "missing" / "out.yaml")
