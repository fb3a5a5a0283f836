"""A signal comes when it comes: nothing that waits may wait for ever because of it."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from recordings.link import Address, EventsLine
from recordings.messages import Hello
from recordings.stop_flag import StopFlag

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
