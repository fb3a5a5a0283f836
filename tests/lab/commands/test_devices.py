"""`lab devices` lists what is here and says what is missing."""

import json

import pytest

from lab.commands.devices import devices
from recordings.x11_wire import Wire
from tests.virtual_display import virtual_display


def test_that_the_json_has_every_kind_of_device_and_the_faults(capsys: pytest.CaptureFixture[str]) -> None:
    devices(as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert {"screens", "cameras", "microphones", "faults"} <= set(told)
    assert told["encoder"] == "libx264"


def test_that_it_is_told_who_encodes_pictures(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    devices()
    assert "Pictures are encoded by libx264" in capsys.readouterr().out
    monkeypatch.setattr("recordings.devices.encoder", lambda: "")
    devices()
    assert "no encoder for H.264 works here" in capsys.readouterr().err


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


@pytest.mark.display
def test_that_a_screen_whose_clicks_cannot_be_had_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Wire.extension
    with virtual_display(640, 480) as display:
        monkeypatch.setenv("DISPLAY", display)
        devices()
        assert "Clicks" not in capsys.readouterr().err
        monkeypatch.setattr(
            Wire, "extension", lambda wire, name: None if name.startswith("XInput") else asked(wire, name)
        )
        devices()
        assert "Clicks are not recorded here" in capsys.readouterr().err
        devices(as_json=True)
        told = json.loads(capsys.readouterr().out)
        assert [limit["code"] for limit in told["limits"]] == ["clicks_unsupported"]
        assert "clicks_unsupported" not in {fault["code"] for fault in told["faults"]}  # no reason not to begin
