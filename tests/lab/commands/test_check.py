"""`lab check` says every fault of every file, with its line, and answers by its exit code."""

from pathlib import Path

import pytest
import typer

from lab.commands.check import check
from lab.services.laboratory import Laboratory
from protocols import library


def test_that_a_good_file_is_called_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "протокол.yaml"
    file.write_bytes(library.text_of("sample-child-benefit"))
    check([file])
    assert capsys.readouterr().out == f"{file}: good\n"


def test_that_every_fault_of_every_file_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.yaml"
    content = library.text_of("seq").decode()
    broken.write_text(content.replace("version:", "versoin:", 1).replace("scoring: seq", "scoring: magic"))
    with pytest.raises(typer.Exit) as answered:
        check([broken, tmp_path / "missing.yaml"])
    assert answered.value.exit_code == 2
    told = capsys.readouterr()
    lines = told.err.splitlines()
    assert told.out == ""
    assert len([line for line in lines if line.startswith(f"{broken}, line ")]) >= 2
    assert any("versoin" in line for line in lines)
    assert any("missing.yaml" in line for line in lines)


def test_that_a_protocol_may_pin_what_a_laboratory_took_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    standard, protocol = tmp_path / "standard.yaml", tmp_path / "protocol.yaml"
    standard.write_bytes(library.text_of("ru-gov-sites").replace(b"version: '2026-03-01'", b"version: '2027'"))
    pin = b"standards:\n  - {id: ru-gov-sites, version: '2027'}\n"
    protocol.write_bytes(library.text_of("sample-child-benefit").replace(b"standards:\n", pin))
    with Laboratory.open(tmp_path / "lab") as lab:
        lab.standards.take_in(lab.standards.read(standard))
    with pytest.raises(typer.Exit):
        check([protocol])
    assert "2027" in capsys.readouterr().err
    check([protocol], folder=tmp_path / "lab")
    assert capsys.readouterr().out == f"{protocol}: good\n"
