"""`lab record` says what is amiss with a recording that goes on, once as long as it is so."""

from pathlib import Path

import pytest

from lab.commands.alarms_heard import AlarmsHeard
from recordings.judging import SoundSpan
from recordings.messages import FactReport, Health, SourceHealth, StateChanged, Suspended
from recordings.plan import SourcePlan

VOICE = SourcePlan(id="microphone", kind="microphone", shows="voice")
DEAD = SoundSpan(floor_db=-96, speech_db=-96, peak_db=-96, spread_db=0, likeness=0, clipped=0)
ALIVE = SoundSpan(floor_db=-60, speech_db=-30, peak_db=-20, spread_db=6, likeness=0.9, clipped=0)
COUNTS = {"captured": 300, "written": 300, "dropped": 0, "duplicates": 0, "late": 0}


def health(second: int, span: SoundSpan) -> Health:
    """A second of a recording with one microphone."""
    source = SourceHealth(fps=100, sound=span, **COUNTS)
    return Health(
        at_us=second * 1_000_000, sources={"microphone": source}, disk_free_bytes=10**12, bytes_per_s=1, saved_us=0
    )


@pytest.fixture
def said() -> list[str]:
    """What is said."""
    return []


@pytest.fixture
def heard(tmp_path: Path, said: list[str]) -> AlarmsHeard:
    """A recording that has begun."""
    listening = AlarmsHeard(tmp_path, (VOICE,), said.append)
    listening.hear(StateChanged(state="recording"))
    return listening


def test_that_a_dead_microphone_is_said_once_and_again_when_it_dies_again(heard: AlarmsHeard, said: list[str]) -> None:
    for second, span in enumerate([ALIVE, DEAD, DEAD, DEAD, ALIVE, DEAD]):
        heard.hear(health(second, span))
    assert len(said) == 2
    assert said[0] == said[1]
    assert "Unknown message" not in said[0]


def test_that_nothing_is_said_before_the_start(tmp_path: Path, said: list[str]) -> None:
    AlarmsHeard(tmp_path, (VOICE,), said.append).hear(health(1, DEAD))
    assert said == []


def test_that_a_sleep_of_the_machine_is_said(heard: AlarmsHeard, said: list[str]) -> None:
    heard.hear(FactReport(fact=Suspended(seq=1, at_us=5_000_000, from_us=0, to_us=5_000_000, slept_us=4_000_000)))
    assert len(said) == 1
    assert "4" in said[0]
