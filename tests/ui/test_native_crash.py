"""A run that dies below Python leaves a report, and the next one finds it."""

import signal
import subprocess
import sys
from pathlib import Path

from ui.native_crash import NativeCrash

DIES = """
import os, signal, sys
from pathlib import Path
from ui.native_crash import NativeCrash
NativeCrash(Path(sys.argv[1])).begin()
os.kill(os.getpid(), getattr(signal, sys.argv[2]))
"""


def die(folder: Path, by: str) -> int:
    """A run that ends by a signal."""
    return subprocess.run([sys.executable, "-c", DIES, str(folder), by], check=False).returncode


def test_that_the_next_run_finds_where_every_thread_was(tmp_path: Path) -> None:
    assert die(tmp_path, "SIGSEGV") == -signal.SIGSEGV
    run = NativeCrash(tmp_path)
    report = run.begin()
    assert report is not None
    assert "Segmentation fault" in report.read_text(encoding="utf-8")
    run.end()
    assert list(tmp_path.iterdir()) == [report]


def test_that_a_run_ended_from_outside_leaves_no_report(tmp_path: Path) -> None:
    assert die(tmp_path, "SIGKILL") == -signal.SIGKILL
    run = NativeCrash(tmp_path)
    assert run.begin() is None
    run.end()
    assert list(tmp_path.iterdir()) == []


def test_that_a_folder_that_cannot_be_written_keeps_nobody_from_working(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    run = NativeCrash(tmp_path / "file")
    assert run.begin() is None
    run.end()
