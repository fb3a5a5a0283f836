"""The parent's side of the recorder process: start it apart from everything else, and end it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Self

import recordings


class RecorderProcess:
    """A running recorder, in a session of its own: what befalls its parent's terminal does not reach it."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child

    @classmethod
    def start(cls, address_file: Path, token: str, log_file: Path) -> Self:
        """Start a recorder that dials the room whose address the file holds.

        Args:
            token: what the recorder proves itself with; travels on stdin, where no other process can read it.
            log_file: what the recorder says of itself is appended here.

        Raises:
            OSError: it cannot be started.
        """
        with log_file.open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, "-P", "-m", "recordings"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONPATH": import_path()},
                start_new_session=True,
            )
        process = cls(child)
        process._tell(address_file, token)
        return process

    @property
    def pid(self) -> int:
        """The process id."""
        return self._child.pid

    def poll(self) -> int | None:
        """Return the exit code; None while it runs."""
        return self._child.poll()

    def wait(self, timeout_s: float) -> int | None:
        """Return the exit code; None if it still runs after that time."""
        try:
            return self._child.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return None

    def terminate(self) -> None:
        """Ask it to close its files and leave."""
        self._child.terminate()

    def kill(self) -> None:
        """End it at once. What it has written is readable."""
        self._child.kill()

    def _tell(self, address_file: Path, token: str) -> None:
        line = json.dumps({"address_file": str(address_file), "token": token}) + "\n"
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(line.encode())
            self._child.stdin.close()
        except BrokenPipeError:
            pass  # it is dead already; `poll` says so


def import_path() -> str:
    """Return the import path of a child: this very package first, wherever it lies."""
    ours = str(Path(recordings.__file__).resolve().parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    return os.pathsep.join([ours, inherited]) if inherited else ours
