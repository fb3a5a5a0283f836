"""The clap test in the real window, with room, recorder, screen and sound server: what is late is measured."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lab.domain.consent import Scope
from lab.services.clap_tests import ClapTests
from tests import sound_server
from tests.recordings.clap_material import beep_at
from tests.sound_server import RATE, SimulatedConverter
from tests.stories.booked import book
from tests.virtual_display import virtual_display

ROOT = Path(__file__).parent.parent.parent
EXACT_MS = 10.0

pytestmark = [
    pytest.mark.soak,
    pytest.mark.display,
    pytest.mark.timeout(240),
    pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio"),
]


class Room:
    """What the test's own microphone hears: a little hum, and each beep so much after its moment, or none."""

    def __init__(self, pipe: Path, claps: Path, late_ms: float | None) -> None:
        self._claps, self._late_ms = claps, late_ms
        self._due_us: list[int] = []
        self._asked = 0
        self._converter: SimulatedConverter | None = None
        self._converter = SimulatedConverter(pipe, self._sample)

    def stop(self) -> None:
        """Nothing is heard any more."""
        assert self._converter is not None
        self._converter.stop()

    def _sample(self, now_s: float) -> float:
        self._asked += 1
        if not self._due_us and self._late_ms is not None and self._asked % RATE == 0 and self._claps.exists():
            self._due_us = [due + round(self._late_ms * 1000) for due in json.loads(self._claps.read_bytes())]
        hum = 0.001 if int(now_s * 200) % 2 else -0.001
        if self._converter is None or not self._due_us:
            return hum
        return hum + 0.3 * beep_at(self._due_us, round(now_s * 1e6) + self._converter.start_us)


def clap(tmp_path: Path, microphone: str, late_ms: float | None = None) -> dict[str, Any]:
    """What the window says and the journal keeps. `late_ms`: of what the microphone `mic` hears; None: no beep."""
    booking = book(tmp_path / "lab", Scope.SCREEN, Scope.VOICE)
    with (
        virtual_display(1280, 800) as display,
        sound_server.sound_server(tmp_path / "sound", loudspeaker=True) as server,
    ):
        story = [str(ROOT / "tests" / "stories" / "clapping.py"), str(tmp_path / "lab"), booking]
        room = Room(server.pipe, tmp_path / "claps.json", late_ms)
        done = subprocess.run(
            [sys.executable, "-P", *story, microphone, str(tmp_path)],
            capture_output=True,
            text=True,
            timeout=200,
            cwd=ROOT,
            env={
                **os.environ,
                **server.environment,
                "DISPLAY": display,
                "QT_QPA_PLATFORM": "xcb",
                "PYTHONPATH": str(ROOT),
            },
        )
        room.stop()
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("late_ms", [0, 120])
def test_that_a_sound_that_is_late_by_a_known_time_is_measured(late_ms: int, tmp_path: Path) -> None:
    told = clap(tmp_path, "pulse:mic", late_ms)
    (measure,) = told["measures"]
    print(
        f"\nseeded {late_ms} ms: measured {measure['offset_ms']} ± {measure['spread_ms']} ms, {measure['claps']} claps"
    )
    assert measure["offset_ms"] == pytest.approx(late_ms, abs=EXACT_MS)
    today = datetime.now(UTC).astimezone().date()
    assert [one.offset_ms for one in ClapTests(tmp_path / "lab").of_day(today)] == [measure["offset_ms"]]


def test_that_what_the_loudspeaker_plays_is_heard_in_time(tmp_path: Path) -> None:
    told = clap(tmp_path, "pulse:speaker.monitor")
    assert told["standing"] == "MEASURED", told
    (measure,) = told["measures"]
    print(f"\nreal loop: measured {measure['offset_ms']} ± {measure['spread_ms']} ms, {measure['claps']} claps")
    assert abs(measure["offset_ms"]) <= 60.0  # a null sink has no true moment at which it sounds


def test_that_the_command_measures_what_the_loudspeaker_plays(tmp_path: Path) -> None:
    with (
        virtual_display(1280, 800) as display,
        sound_server.sound_server(tmp_path / "sound", loudspeaker=True) as server,
    ):
        sound_server.tell(server, "load-module", "module-remap-source", "master=speaker.monitor", "source_name=loop")
        sound_server.tell(server, "set-default-source", "loop")
        done = subprocess.run(
            [sys.executable, "-P", "-m", "lab", "self-test", "--devices", "--clap", "--seconds", "1"],
            capture_output=True,
            text=True,
            timeout=200,
            cwd=ROOT,
            env={**os.environ, **server.environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        )
    told = json.loads(done.stdout)["clap"]
    assert told["faults"] == [], done.stderr
    (offset,) = told["claps"]
    print(f"\ncommand, real loop: {offset['offset_ms']} ± {offset['spread_ms']} ms, {offset['claps']} claps")
    assert abs(offset["offset_ms"]) <= 60.0  # a null sink has no true moment at which it sounds
    assert "the picture" in done.stderr


def test_that_a_beep_that_nobody_hears_is_said(tmp_path: Path) -> None:
    told = clap(tmp_path, "pulse:mic")
    assert told["standing"] == "FAILED"
    assert "0 of 5 beeps were heard" in told["words"]
    assert told["measures"] == []
