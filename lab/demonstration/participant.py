"""The scripted participant: the sample service in its own process, acting on real input events."""

import json
import queue
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from lab.domain.errors import WorldError

START_TIMEOUT_S = 30.0
TASK_TIMEOUT_S = 300.0
QUIT_TIMEOUT_S = 10.0


class ScriptedParticipant:
    """Sits before the sample service. Start it in a `with` block; the service ends with the block."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._said: queue.Queue[dict[str, object] | None] = queue.Queue()

    def __enter__(self) -> Self:
        """Start the service and wait for its window. Raises WorldError `sample_service_failed`."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ui.sample", "--language", self._language, "--script", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, name="participant-reader", daemon=True)
        self._reader.start()
        self.next_word(START_TIMEOUT_S)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Send the participant home."""
        assert self._process.stdin is not None
        try:
            self._tell({"do": "quit"})
            self._process.stdin.close()
            self._process.wait(QUIT_TIMEOUT_S)
        except (BrokenPipeError, WorldError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def begin(self, task: str, pace: float) -> None:
        """Let the participant act out a task; its words follow by `next_word`."""
        self._tell({"do": task, "pace": pace})

    def next_word(self, timeout_s: float = TASK_TIMEOUT_S) -> dict[str, object]:
        """What the participant says next. Raises WorldError `sample_service_failed` when nothing more comes."""
        try:
            word = self._said.get(timeout=timeout_s)
        except queue.Empty:
            word = None
        if word is None or "error" in word:
            raise WorldError("sample_service_failed", reason=str((word or {}).get("error", self._process.poll())))
        return word

    def _tell(self, command: dict[str, object]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(command) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise WorldError("sample_service_failed", reason=str(error)) from error

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(json.loads(line))
        self._said.put(None)
