"""Sees to it that there is a recorder while one is needed: starts it, misses it, replaces it.

A recorder that survived a dead room dials the new one by itself, so a new room first waits a moment for it. A recorder
that is dead is replaced at once, one that says nothing for 2.5 s is killed first; the next one takes up the
same session on the same clock in new files.
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from lab.live import processes
from lab.live.alarms import Alarms
from lab.live.recorder_link import RecorderLink
from lab.live.recording_desk import RecordingDesk
from recordings import clock
from recordings.process import RecorderProcess

MODULE = "recordings"
TICK_S = 0.1
PING_EVERY_US = 500_000
SILENT_US = 2_500_000
DIALS_WITHIN_US = 8_000_000
"""A new recorder must have said hello by then; it loads media libraries first."""

RETURNS_WITHIN_US = 5_000_000
"""A recorder that lost the room redials four times a second, and gives each dial three seconds. It records meanwhile:
to wait for it costs nothing, and to replace one that is well costs a hole in the picture.
"""

BACK_OFF_US = (0, 500_000, 1_000_000, 2_000_000, 5_000_000)
STEADY_US = 10_000_000
"""A recorder that lived this long did not die of its start."""

_log = logging.getLogger(__name__)


class Supervision:
    """Watches the recorder.

    Args:
        start: starts a recorder process.
        left_pid: of a recorder that an earlier room started; 0: none.
        on_pid: told the pid of every recorder that is started.
    """

    def __init__(
        self,
        link: RecorderLink,
        desk: RecordingDesk,
        alarms: Alarms,
        start: Callable[[], RecorderProcess],
        left_pid: int,
        on_pid: Callable[[int], None],
    ) -> None:
        self._link = link
        self._desk = desk
        self._alarms = alarms
        self._start = start
        self._on_pid = on_pid
        self._process: RecorderProcess | None = None
        self._pid = left_pid
        self._since_us = clock.now_us()
        self._grace_us = RETURNS_WITHIN_US
        self._pinged_us = 0
        self._deaths = 0
        self._started_us = 0
        self._was_connected = False

    async def run(self) -> None:
        """Watch until cancelled. The room can be dialled from now on: only now does the time of one that is to return
        begin, however long it took to read what sessions were left open.
        """
        self._since_us = clock.now_us()
        while True:
            self._look()
            self._desk.reconcile()
            await asyncio.sleep(TICK_S)

    def end(self) -> None:
        """Let the recorder go, whichever room started it: it closes its files and leaves."""
        if self._is_alive():
            if self._is_our_child:
                assert self._process is not None
                self._process.terminate()
            else:
                processes.terminate(self._pid, MODULE)

    async def gone(self, timeout_s: float) -> bool:
        """Wait for the end of the recorder."""
        ends_us = clock.now_us() + int(timeout_s * 1e6)
        while self._is_alive():
            if clock.now_us() > ends_us:
                return False
            await asyncio.sleep(TICK_S)
        return True

    def _look(self) -> None:
        now_us = clock.now_us()
        if self._link.is_connected:
            self._look_at_connected(now_us)
            return
        if self._was_connected:
            self._was_connected, self._since_us, self._grace_us = False, now_us, RETURNS_WITHIN_US
        if not self._is_alive():
            self._bury(now_us)
            if self._desk.is_needed and now_us - self._started_us >= BACK_OFF_US[min(self._deaths, 4)]:
                self._begin(now_us)
        elif now_us - self._since_us > self._grace_us:
            _log.warning("the recorder %d does not answer", self._pid)
            self._end_silent()

    def _look_at_connected(self, now_us: int) -> None:
        if not self._was_connected:
            self._was_connected = True
            self._pid = self._link.pid
            self._on_pid(self._pid)
        if now_us - self._started_us > STEADY_US:
            self._deaths = 0
        if now_us - self._pinged_us > PING_EVERY_US:
            self._pinged_us = now_us
            self._link.ping()
        if now_us - self._link.heard_us > SILENT_US:
            _log.warning("the recorder %d has been silent for %.1f s", self._pid, SILENT_US / 1e6)
            self._end_silent()

    @property
    def _is_our_child(self) -> bool:
        return self._process is not None and self._process.pid == self._pid

    def _is_alive(self) -> bool:
        if self._process is not None and self._is_our_child:
            return self._process.poll() is None
        return processes.is_ours(self._pid, MODULE)

    def _end_silent(self) -> None:
        if self._process is not None and self._is_our_child:
            self._process.kill()
        else:
            processes.kill(self._pid, MODULE)
        self._link.hang_up()
        self._since_us = clock.now_us()

    def _bury(self, now_us: int) -> None:
        if self._pid == 0:
            return
        _log.info("the recorder %d has ended", self._pid)
        self._deaths = self._deaths + 1 if now_us - self._started_us < STEADY_US else 0
        self._pid, self._process = 0, None
        session = self._desk.session
        if self._desk.is_needed and session is not None:
            self._alarms.happened(session.id, "recorder_started_again")

    def _begin(self, now_us: int) -> None:
        self._started_us = self._since_us = now_us
        self._grace_us = DIALS_WITHIN_US
        session = self._desk.session
        try:
            self._process = self._start()
        except OSError as error:
            _log.exception("no recorder can be started")
            self._deaths += 1
            self._alarms.set(session.id if session else None, "recorder_not_started", on=True, reason=str(error))
            return
        self._alarms.set(session.id if session else None, "recorder_not_started", on=False)
        self._pid = self._process.pid
        self._on_pid(self._pid)


def starter(address_file: Path, token: str, log_file: Path) -> Callable[[], RecorderProcess]:
    """What starts a recorder that dials this room."""
    return lambda: RecorderProcess.start(address_file, token, log_file)
