"""A recorder that an earlier room left behind is given its time to return, and no more."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from typing import cast

import pytest

from lab.live import supervision
from lab.live.alarms import Alarms
from lab.live.recorder_link import RecorderLink
from lab.live.recording_desk import RecordingDesk
from lab.live.supervision import MODULE, RETURNS_WITHIN_US, Supervision
from recordings.process import RecorderProcess
from tests.lab.live.people.rooms import Clock

A_TICK_S = 0.01


class Desk:
    """Needs no recorder."""

    is_needed = False
    session = None

    def reconcile(self) -> None:
        """Nothing is to be commanded."""


@pytest.fixture
def left_behind() -> Iterator[subprocess.Popen[bytes]]:
    """A process that looks like a recorder, and dials nobody."""
    code = "import time; print(flush=True); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", code, MODULE], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # before it runs its arguments cannot be read
        yield process
        process.kill()


@pytest.mark.allow_warning_logs
def test_that_its_time_begins_when_the_room_can_be_dialled(
    left_behind: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr("recordings.clock.now_us", clock)
    monkeypatch.setattr(supervision, "TICK_S", A_TICK_S)

    def start() -> RecorderProcess:
        raise AssertionError("nobody needs another")

    made = Supervision(
        RecorderLink(lambda _report: None, lambda: None),
        cast("RecordingDesk", Desk()),
        cast("Alarms", None),
        start,
        left_behind.pid,
        lambda _pid: None,
    )

    async def live() -> None:
        clock.pass_s(60)  # what was left open took long to be read
        watching = asyncio.ensure_future(made.run())
        await asyncio.sleep(5 * A_TICK_S)
        clock.pass_s(RETURNS_WITHIN_US / 1e6)
        await asyncio.sleep(5 * A_TICK_S)
        assert left_behind.poll() is None
        clock.pass_s(0.001)
        async with asyncio.timeout(20):
            while left_behind.poll() is None:  # noqa: ASYNC110 - a process tells nobody that it ends
                await asyncio.sleep(A_TICK_S)
        watching.cancel()

    asyncio.run(live())
