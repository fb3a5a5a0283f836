"""`lab record` without a length."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.commands.record import record
from recordings import devices
from recordings.devices import Inventory
from recordings.engine import Engine
from recordings.plan import RecordingPlan, SourcePlan


@pytest.fixture
def _own_interrupt() -> Iterator[None]:
    """The command takes Ctrl-C over; give it back."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_own_interrupt")
def test_that_it_lasts_until_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    synthetic = SourcePlan(id="screen", kind="synthetic_screen", shows="screen")
    arm, ticks = Engine.arm, threading.Semaphore(0)

    def arm_synthetic(engine: Engine, plan: RecordingPlan) -> None:
        arm(engine, plan.model_copy(update={"sources": (synthetic,)}))

    def tick(_engine: Engine) -> None:
        ticks.release()
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(devices, "inventory", lambda: Inventory((), (), (), ()))
    monkeypatch.setattr(Engine, "arm", arm_synthetic)
    monkeypatch.setattr(Engine, "tick", tick)
    record(tmp_path / "out", seconds=None, screen=["64x64+0+0"], camera=["none"], microphone=["none"])
    assert ticks.acquire(blocking=False)
    assert "screen.mkv" in capsys.readouterr().out
