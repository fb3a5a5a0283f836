"""The wish that something ends, as a signal handler may state it."""

import time

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
