"""How something of ours ends: the wish, as a signal handler may state it, and the end of a process."""

import logging
import os
import sys
import threading
import time
from typing import NoReturn

LOOK_EVERY_S = 0.05


class StopFlag:
    """A flag without a lock.

    A signal handler runs in the midst of whatever the main thread does: where that is `threading.Event.wait`, an
    `Event.set` in the handler would wait for ever for the lock that the very same thread holds.
    """

    def __init__(self) -> None:
        self._is_set = False

    def set(self) -> None:
        """State the wish. Any thread and any signal handler may."""
        self._is_set = True

    def is_set(self) -> bool:
        """Whether it was stated."""
        return self._is_set

    def wait(self, timeout_s: float) -> bool:
        """Wait for it so long; whether it was stated."""
        ends = time.monotonic() + timeout_s
        while not self._is_set:
            left_s = ends - time.monotonic()
            if left_s <= 0:
                break
            time.sleep(min(left_s, LOOK_EVERY_S))
        return self._is_set


def end_process(code: int) -> NoReturn:
    """End this process with an exit code, also when a device still holds a thread of ours inside its library.

    Such a thread comes back when Python is being taken down, and is torn out of the library then; C++ libraries
    (OpenCV) abort the process for it. So Python is not taken down while there is one.
    """
    if any(thread.daemon for thread in threading.enumerate()):
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
