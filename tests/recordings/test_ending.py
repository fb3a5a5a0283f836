"""Nothing waits for ever because a signal came, and no process falls because of a thread that a device holds."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from recordings.ending import StopFlag
from recordings.link import Address, EventsLine
from recordings.messages import Hello

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


@contextmanager
def signalled(handler: Callable[[], None]) -> Iterator[None]:
    """A signal arrives a moment later, in the midst of what the main thread does then."""
    before = signal.signal(signal.SIGUSR1, lambda _number, _frame: handler())
    timer = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGUSR1))
    timer.start()
    try:
        yield
    finally:
        timer.join()
        signal.signal(signal.SIGUSR1, before)


def test_that_a_signal_at_the_end_of_a_wait_for_a_command_does_not_make_it_endless(tmp_path: Path) -> None:
    line = EventsLine(Address(tmp_path / "room.json", "t"), lambda: Hello(pid=1, state="idle", plan=None, segment=0))
    with signalled(lambda: time.sleep(0.5)):
        assert line.next_command(0.3) is None


def test_that_a_stop_may_be_wished_in_the_midst_of_a_wait_for_it() -> None:
    stop = StopFlag()
    with signalled(stop.set):
        assert stop.wait(30)
    assert stop.is_set()


def test_that_a_stop_nobody_wishes_is_waited_for_no_longer_than_said() -> None:
    assert not StopFlag().wait(0.01)


HELD = """
import socket, sys, threading, time, types
from recordings.opencv import cv2
from recordings.ending import end_process

class Slow:
    def __del__(self, sleep=time.sleep):
        sleep(2)

late = sys.modules["late"] = types.ModuleType("late")
late.kept, late = Slow(), None
nobody = socket.create_server(("127.0.0.1", 0))
url = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
held = threading.Thread(target=cv2.VideoCapture, args=(url, cv2.CAP_FFMPEG, [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, 500]))
held.daemon = True
held.start()
answers_nothing, _ = nobody.accept()
sys.stdout.write("said")
end_process(3)
"""
"""A camera that says nothing, whose library gives its thread back while Python is taken down, which takes long here."""


def test_that_a_process_ends_as_it_says_while_a_device_holds_a_thread() -> None:
    ended = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "said", "")
