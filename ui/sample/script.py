"""The script of the participant: JSON lines in, JSON lines out.

In:   {"do": "find-service", "pace": 1.0}   one of the sample protocol's task ids; pace 2 takes twice as long
      {"do": "restore"}                     everything as on the first day
      {"do": "quit"}
Out:  {"ready": true, "tasks": [...], "pid": n}
      {"started": "find-service"}
      {"seen": "wrong-entry", "task": "find-service"}     what the task's tag pad has a button for, as it happens
      {"done": "find-service", "outcome": "success"}      the outcome a moderator would give
      {"error": "...", "line": "..."}                     a line that is not understood; nothing is done
"""

import json
import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.sample.acts import ACTS, Act, Seen, loading_ms
from ui.sample.service import SampleService

Answer = Callable[[dict[str, object]], None]
SLOWEST, FASTEST = 20.0, 0.01


class Participant(QObject):
    """Acts out one command after the other.

    Signals:
        finished: there is nothing left to do.
        quit_requested: the script said so.
    """

    finished = Signal()
    quit_requested = Signal()

    def __init__(self, service: SampleService, answer: Answer, pace: float = 1.0) -> None:
        super().__init__(service)
        self._service = service
        self._answer = answer
        self._usual_pace = self._pace = pace
        self._waiting: list[str] = []
        self._task: str | None = None
        self._act: Act | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._step)

    def greet(self) -> None:
        """Say that the window is there and which tasks the participant knows."""
        self._answer({"ready": True, "tasks": list(ACTS), "pid": os.getpid()})

    def obey(self, *lines: str) -> None:
        """Take lines of the script; what runs is finished first."""
        self._waiting.extend(line for line in lines if line.strip())
        if self._act is None:
            self._next()

    def _next(self) -> None:
        while self._waiting and self._act is None:
            self._begin(self._waiting.pop(0))
        if self._act is None:
            self.finished.emit()

    def _begin(self, line: str) -> None:
        try:
            command = json.loads(line)
            do, pace = command["do"], float(command.get("pace", self._usual_pace))
        except (ValueError, TypeError, KeyError, AttributeError):
            self._answer({"error": "not understood", "line": line.strip()})
            return
        if do == "quit":
            self.quit_requested.emit()
        elif do == "restore":
            self._service.restore()
            self._answer({"done": "restore"})
        elif do in ACTS:
            self._start(do, min(SLOWEST, max(FASTEST, pace)))
        else:
            self._answer({"error": "unknown command", "line": line.strip()})

    def _start(self, task: str, pace: float) -> None:
        self._pace, self._task = pace, task
        self._service.loading_ms = loading_ms(pace)
        self._act = ACTS[task](self._service)
        self._answer({"started": task})
        self._timer.start(0)

    def _step(self) -> None:
        assert self._act is not None
        try:
            step = next(self._act)
        except StopIteration as end:
            self._answer({"done": self._task, "outcome": end.value})
            self._act = None
            self._next()
            return
        if isinstance(step, Seen):
            self._answer({"seen": step.button, "task": self._task})
            self._timer.start(0)
        else:
            self._timer.start(round(1000 * step * self._pace))
