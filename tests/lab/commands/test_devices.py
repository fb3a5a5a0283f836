"""`lab devices` lists what is here and says what is missing."""

import json

import pytest

from lab.commands.devices import devices


def test_that_the_json_has_every_kind_of_device_and_the_faults(capsys: pytest.CaptureFixture[str]) -> None:
    devices(as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert {"screens", "cameras", "microphones", "faults"} <= set(told)


def test_that_what_is_missing_is_said_in_sentences(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    devices(as_json=True)
    faults = json.loads(capsys.readouterr().out)["faults"]
    devices()
    said = capsys.readouterr().err
    assert len(said.splitlines()) == len(faults)
    assert "Unknown message" not in said
