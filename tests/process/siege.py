"""A session under fire: recorded and annotated without pause while its processes are killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

import psutil

from lab.demonstration.stage import set_up
from lab.domain.events import AnyEvent, TaskEnded, TaskStarted
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.live.messages import Host
from lab.services.laboratory import Laboratory
from recordings import clock
from tests.lab.archive.sessions import SYNTHETIC, tag
from tests.process.room_rig import PATIENCE_S, Person, Rig, is_alive, is_gone, rig, wait_until

LAB = Path(sys.executable).parent / "lab"
TASK = "find-service"
TAGS_A_TASK = 12
BETWEEN_EVENTS_S = 0.04


class Traffic:
    """Tags and task boundaries put one after the other without waiting for their answers; remembers which came."""

    def __init__(self, person: Person, session: str, origin_us: int) -> None:
        self.sent: list[str] = []
        self.acknowledged: dict[str, int] = {}
        self.refused: list[BaseException] = []
        self._person, self._session, self._origin_us = person, session, origin_us
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._run, name="traffic")
        self._thread.start()

    def stop(self) -> None:
        """Put no more, and wait for all answers."""
        self._enough.set()
        self._thread.join()
        wait_until(lambda: len(self.acknowledged) + len(self.refused) == len(self.sent), "all answers")

    def _run(self) -> None:
        for number in count(1):
            attempt = new_id()
            self._put(TaskStarted(**self._head(), attempt=attempt, task=TASK, order=number))
            for _ in range(TAGS_A_TASK):
                self._put(tag(clock.now_us() - self._origin_us))
            self._put(TaskEnded(**self._head(), attempt=attempt, outcome="success"))
            if self._enough.is_set():
                return

    def _head(self) -> dict[str, object]:
        return {"id": new_id(), "at_us": clock.now_us() - self._origin_us, "author": "Anna"}

    def _put(self, event: AnyEvent) -> None:
        self.sent.append(event.id)
        answer = self._person.client.put(self._session, event)

        def settled(done: object) -> None:
            error = answer.exception()
            if error is not None:
                self.refused.append(error)
            else:
                self.acknowledged[event.id] = answer.result().seqs[0]

        answer.add_done_callback(settled)
        self._enough.wait(BETWEEN_EVENTS_S)


class Window:
    """The application, opened on a laboratory folder on a virtual screen."""

    def __init__(self, folder: Path, display: str) -> None:
        self._folder = folder
        self._environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.back_after_s: list[float] = []
        self._begun_s = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the process that runs now."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the program runs."""
        return self._process is not None and self._process.poll() is None

    def open(self) -> None:
        """Start the program."""
        self._begun_s = time.monotonic()
        self._process = subprocess.Popen([LAB, "--folder", str(self._folder)], env=self._environment)

    def wait_for_session(self, room_port: int) -> None:
        """Wait until it shows the session and talks to the room; note how long that took from the start."""
        wait_until(lambda: self._shows_session() and self._talks_to(room_port), "the window back in the session")
        self.back_after_s.append(time.monotonic() - self._begun_s)

    def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(PATIENCE_S)

    def _shows_session(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "the window ended by itself"
        search = ["xdotool", "search", "--onlyvisible", "--name", "^Session"]
        return subprocess.run(search, env=self._environment, capture_output=True).stdout != b""

    def _talks_to(self, port: int) -> bool:
        lines = psutil.Process(self.pid).net_connections("tcp4")
        established = [line for line in lines if line.status == psutil.CONN_ESTABLISHED]
        return any(line.raddr.port == port for line in established)


@dataclass(frozen=True, slots=True)
class Pids:
    """Room and recorder as they run."""

    room: int
    recorder: int


class Siege:
    """A running session, its traffic, and the moments of the kills.

    Attributes:
        recorder_killed_us, room_killed_us: session clock just before the blow.
    """

    def __init__(self, lab: Rig) -> None:
        self.rig = lab
        self.folder, self.session = _planned(lab)
        self.anna = lab.person("Anna")
        self.anna.ask(Host(id=new_id(), folder=str(self.folder)))
        self.anna.move(self.session, SessionState.RUNNING)
        self.wait_for_recording()
        hosted = self.anna.hosted(self.session)
        assert hosted is not None
        self.origin_us = hosted.origin_us
        self.traffic = Traffic(self.anna, self.session, self.origin_us)
        self.recorder_killed_us: list[int] = []
        self.room_killed_us: list[int] = []

    @property
    def port(self) -> int:
        """Where the room listens."""
        return self.rig.address.port

    @property
    def pids(self) -> Pids:
        """Room and recorder, both of which are alive."""
        found = Pids(self.rig.address.pid, self.rig.address.recorder_pid)
        assert is_alive(found.room)
        assert is_alive(found.recorder)
        return found

    def strike(self, *, room: bool = False, recorder: bool = False, window: Window | None = None) -> None:
        """kill -9, all in the same instant."""
        now_us = clock.now_us() - self.origin_us
        targets = [self.rig.address.pid] * room + [self.rig.address.recorder_pid] * recorder
        for pid in targets:
            os.kill(pid, signal.SIGKILL)
        if window is not None:
            window.kill()
        self.room_killed_us += [now_us] * room
        self.recorder_killed_us += [now_us] * recorder
        for pid in targets:
            wait_until(partial(is_gone, pid), "death")

    def wait_for_answer(self) -> None:
        """Wait until an event that is put now is acknowledged."""
        self.anna.client.put(self.session, tag(clock.now_us() - self.origin_us)).result(PATIENCE_S)

    def wait_for_recording(self) -> None:
        """Wait until the room says that it records."""
        wait_until(lambda: self.anna.is_recording(self.session), "recording")

    def wait_for_next_segment(self) -> None:
        """Wait until a recorder that follows a killed one has begun its file."""
        name = f"screen.{len(self.recorder_killed_us) + 1:03}.mkv"
        wait_until((self.folder / name).exists, name)
        self.wait_for_recording()

    def finish(self) -> None:
        """End the traffic, then the session."""
        self.traffic.stop()
        self.anna.move(self.session, SessionState.DEBRIEF)
        self.anna.move(self.session, SessionState.CLOSED)


def _planned(lab: Rig) -> tuple[Path, str]:
    """Folder and id of a session that was booked and prepared as the window does it."""
    with Laboratory.open(lab.folder.path) as laboratory:
        stage = set_up(laboratory, datetime.now(UTC), "Anna")
        prepared = laboratory.sessions.prepare(stage.booking.id, SYNTHETIC, "en")
    return prepared.folder, prepared.session_id


@contextmanager
def siege(path: Path) -> Iterator[Siege]:
    """A running session; whatever happens, nothing of it runs on."""
    with rig(path) as lab:
        made = Siege(lab)
        try:
            yield made
        finally:
            made.traffic.stop()
