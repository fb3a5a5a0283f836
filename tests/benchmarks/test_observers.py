"""What thirty observers cost: the room's processor time, the recorder's pictures, and one who takes nothing.

The room is the real one, with a recorder that records a screen on which somebody types. Beside it the same bytes are
sent to the same clients by a server that does nothing else.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from lab.domain.session import SessionState
from lab.live.messages import Health
from recordings.plan import SourcePlan
from tests.benchmarks.test_ack_latency import somebody_types
from tests.process.room_rig import Person, Rig, rig, wait_until
from tests.process.second_room import Guest, opened
from tests.virtual_display import virtual_display

VIEWERS = 30
SECONDS = 10
FPS = 25
MOST_CPU = 0.10
"""Of one core, the room with all of them, beyond what it takes with none."""

MORE_MS = 10.0
HERE = Path(__file__).parent

SOURCES = (
    SourcePlan(id="screen", kind="screen", shows="screen", fps=FPS),
    SourcePlan(id="camera", kind="synthetic_camera", shows="face", fps=15),
    SourcePlan(id="voice", kind="synthetic_microphone", shows="voice"),
)

pytestmark = [pytest.mark.benchmark, pytest.mark.display]


class House:
    """A room that is open, a session that runs, and guests who have not come to watch yet."""

    def __init__(self, lab: Rig) -> None:
        self.anna: Person = lab.person()
        lab.hosted(self.anna, sources=SOURCES)
        self.anna.move("s1", SessionState.RUNNING)
        wait_until(lambda: len(self.anna.segments("s1")) == 2, "recording")
        self.address = lab.address
        self.port = opened(self.anna)
        self.guests = [Guest(self.anna, self.port, f"Guest {number}") for number in range(VIEWERS)]

    def told(self, *, stuck: int = 0, keep: str = "") -> dict[str, Any]:
        """What an audience is told."""
        hosted = self.anna.hosted("s1")
        assert hosted is not None
        host = f"127.0.0.1:{self.port}"
        return {
            "url": f"ws://{host}/ws/media?track=main",
            "origin": f"http://{host}",
            "tickets": [guest.media_ticket() for guest in self.guests],
            "seconds": SECONDS,
            "origin_us": hosted.origin_us,
            "stuck": stuck,
            "keep": keep,
        }

    def screen(self) -> "Counted":
        """What the recorder said of the screen last."""
        health = self.anna.of(Health)[-1].health
        counts = health.sources["screen"]
        return Counted(health.at_us, counts.captured, counts.late, counts.dropped)


@dataclass(frozen=True)
class Counted:
    """Pictures of the screen up to a moment (session clock)."""

    at_us: int
    captured: int
    late: int
    dropped: int

    def since(self, before: "Counted") -> tuple[float, int, int]:
        """Of those that were due since: how many did not come (share), came late, were dropped."""
        due = (self.at_us - before.at_us) / 1e6 * FPS
        return 1 - (self.captured - before.captured) / due, self.late - before.late, self.dropped - before.dropped


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    patch = pytest.MonkeyPatch()
    with virtual_display(1920, 1080) as display, somebody_types(display):
        patch.setenv("DISPLAY", display)
        with rig(tmp_path_factory.mktemp("observers") / "lab") as lab:
            yield House(lab)
    patch.undo()


@contextmanager
def audience(told: dict[str, Any]) -> Iterator["subprocess.Popen[str]"]:
    """Viewers in a process of their own, all connected."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "audience.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        assert process.stdout.readline().strip() == "ready"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def result(process: "subprocess.Popen[str]") -> dict[str, float]:
    assert process.stdout is not None
    return dict(json.loads(process.stdout.readline()))


class Cost:
    """Processor time of processes over a span, as a share of one core."""

    def __init__(self, *pids: int) -> None:
        self._processes = [psutil.Process(pid) for pid in pids]
        self._before = self._used()
        self._began = time.monotonic()

    def shares(self) -> list[float]:
        """What each took since."""
        span = time.monotonic() - self._began
        return [(now - before) / span for now, before in zip(self._used(), self._before, strict=True)]

    def _used(self) -> list[float]:
        return [sum(process.cpu_times()[:2]) for process in self._processes]


def test_that_thirty_viewers_cost_the_room_a_tenth_of_a_core_and_the_recording_no_picture(
    house: House, tmp_path: Path
) -> None:
    address = house.address
    alone, before = Cost(address.pid, address.recorder_pid), house.screen()
    time.sleep(SECONDS)
    (room_alone, recorder_alone), between = alone.shares(), house.screen()
    kept = tmp_path / "kept"
    with audience(house.told(keep=str(kept))) as viewers:
        watched, start = Cost(address.pid, address.recorder_pid), house.screen()
        came = result(viewers)
        (room, recorder), end = watched.shares(), house.screen()
        wait_until(kept.exists, "the kept stream")
        viewers.wait(20)
    dummy, unwatched = _dummy(house, kept)
    usual, beside = between.since(before), end.since(start)
    print(
        f"\n{VIEWERS} viewers, {came['bytes'] / VIEWERS / SECONDS * 8 / 1e6:.2f} Mbit/s each, "
        f"{came['messages'] / VIEWERS / SECONDS:.0f} messages/s each; "
        f"picture at the socket p50 {came['p50_ms']:.0f} ms, p95 {came['p95_ms']:.0f} ms"
        f"\nroom: {room_alone:.1%} alone, {room:.1%} watched; dummy {dummy:.1%}; "
        f"ratio {(room - room_alone) / dummy:.2f}"
        f"\nrecorder: {recorder_alone:.1%} alone, {recorder:.1%} watched"
        f"\nscreen missed, late, dropped: {usual[0]:.1%}, {usual[1]}, {usual[2]} alone, "
        f"{beside[0]:.1%}, {beside[1]}, {beside[2]} watched, "
        f"{unwatched[0]:.1%}, {unwatched[1]}, {unwatched[2]} beside the dummy"
    )
    assert beside[2] <= unwatched[2]
    assert beside[0] <= unwatched[0] + 0.01
    assert room - room_alone <= max(MOST_CPU, 1.5 * dummy)


def test_that_one_who_takes_nothing_makes_nobody_late(house: House) -> None:
    with audience(house.told()) as viewers:
        usual = result(viewers)
    with audience(house.told(stuck=1)) as viewers:
        beside = result(viewers)
    print(f"\npicture at the socket, p95: {usual['p95_ms']:.1f} ms; with one stuck {beside['p95_ms']:.1f} ms")
    assert beside["p95_ms"] <= usual["p95_ms"] + MORE_MS


def _dummy(house: House, kept: Path) -> tuple[float, tuple[float, int, int]]:
    """What the dummy takes to send the same to as many, and what becomes of the screen's pictures meanwhile."""
    server = subprocess.Popen(
        [sys.executable, str(HERE / "dummy_relay.py"), str(kept), str(VIEWERS)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline())
        told = {"url": f"ws://127.0.0.1:{port}/", "origin": None, "tickets": [""] * VIEWERS, "seconds": SECONDS - 2}
        with audience({**told, "origin_us": 0, "stuck": 0, "keep": ""}) as viewers:
            cost, before = Cost(server.pid), house.screen()
            result(viewers)
            return cost.shares()[0], house.screen().since(before)
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
