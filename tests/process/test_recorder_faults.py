"""A recorder process goes on, whatever its engine stumbles over."""

from pathlib import Path

import pytest

from recordings.__main__ import Recorder
from recordings.link import Address
from recordings.messages import Failed, Pause, Report, Resume, Start


class Stumbling:
    """An engine that fails at what it is told to, by the system's fault or by ours."""

    state = "recording"

    def pause(self) -> None:
        raise OSError(28, "No space left on device")

    def resume(self) -> None:
        raise ValueError("a bug")

    def start(self) -> None:
        """Do nothing."""

    def tick(self) -> None:
        raise FileNotFoundError(2, "screen.mkv")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """What the recorder says to the room."""
    said: list[Report] = []
    monkeypatch.setattr("recordings.link.EventsLine.send", lambda _line, report: said.append(report))
    return said


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    """A recorder whose engine stumbles, and which has not yet dialled."""
    recorder = Recorder(Address(tmp_path / "address.json", "token"))
    recorder._engine = Stumbling()  # type: ignore[assignment]
    return recorder


def failures(said: list[Report]) -> list[tuple[str, object]]:
    """Code and command of every failure."""
    return [(report.code, report.facts.get("command")) for report in said if isinstance(report, Failed)]


@pytest.mark.allow_warning_logs
def test_that_a_command_that_fails_is_answered_with_a_code(recorder: Recorder, said: list[Report]) -> None:
    for command in (Pause(), Resume(), Start()):
        recorder._obey(command)
    assert failures(said) == [("disk_full", "recorder.pause"), ("recorder_fault", "recorder.resume")]


@pytest.mark.allow_warning_logs
def test_that_a_look_that_fails_is_said_once(recorder: Recorder, said: list[Report]) -> None:
    for _ in range(5):
        recorder._tick()
    assert failures(said) == [("write_failed", None)]
