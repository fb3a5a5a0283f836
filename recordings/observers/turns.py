"""A thread that makes something for the observers, turn by turn, for as long as it is held."""

import threading
from collections.abc import Callable

RETRY_S = 1.0


class Turns:
    """Takes turns until it is closed.

    Args:
        name: of the thread.
        turn: does what is due; how long to sleep then, s, unless the bell rings; None: until it does.
        bell: rung when there may be something to do.
        stumbled: told what a turn raised; the next one comes after a pause. Must not wait.
    """

    def __init__(
        self,
        name: str,
        turn: Callable[[], float | None],
        bell: threading.Event,
        stumbled: Callable[[Exception], None],
    ) -> None:
        self._turn = turn
        self._bell = bell
        self._stumbled = stumbled
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread. Idempotent."""
        self._ended.set()
        self._bell.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._bell.wait(self._turn())
                self._bell.clear()
            except Exception as error:  # noqa: BLE001  # the top of a thread: whoever made it reports it
                self._stumbled(error)
                self._ended.wait(RETRY_S)
