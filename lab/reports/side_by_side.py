"""Many pieces of work by several threads: for work whose libraries let go of the interpreter while they compute."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue
from typing import TypeVar

Piece = TypeVar("Piece")
Made = TypeVar("Made")
Cancelled = Callable[[], bool]
Progress = Callable[[float], None]
Hand = Callable[[Piece, Progress, Cancelled], Made]
"""Makes one piece, tells how much of it is done (0..1), and raises when it is asked to stop."""

MOST_HANDS = 4
"""More would hold as many decoders and encoders in memory, and other work goes on beside them."""


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """The work was stopped before it was done."""


def side_by_side(
    pieces: Sequence[Piece],
    hire: Callable[[], AbstractContextManager["Hand[Piece, Made]"]],
    progress: Progress,
    cancelled: Cancelled,
) -> list[Made]:
    """Make all pieces, each hand one at a time; what became of them, in their order.

    Args:
        hire: a hand for one thread, let go when nothing is left to do.
        progress: told the part of all that is done, 0..1, by one thread at a time.
        cancelled: asked by all hands.

    Raises:
        Stopped: `cancelled` said so.
        Exception: what the first hand raised that failed; the others stop.
    """
    tally = _Tally(progress, len(pieces))
    waiting: SimpleQueue[tuple[int, Piece]] = SimpleQueue()
    for numbered in enumerate(pieces):
        waiting.put(numbered)
    failed = threading.Event()

    def stop() -> bool:
        return failed.is_set() or cancelled()

    def work() -> dict[int, Made]:
        try:
            with hire() as hand:
                return {number: hand(piece, tally.of(number), stop) for number, piece in _taken(waiting, stop)}
        except BaseException:
            failed.set()
            raise

    hands = max(1, min(MOST_HANDS, os.cpu_count() or 1, len(pieces)))
    with ThreadPoolExecutor(hands, thread_name_prefix="side-by-side") as pool:
        done = [pool.submit(work) for _ in range(hands)]
    by_number = {number: made for result in _results(done) for number, made in result.items()}
    return [by_number[number] for number in range(len(pieces))]


def _taken(waiting: "SimpleQueue[tuple[int, Piece]]", stop: Cancelled) -> Iterator[tuple[int, Piece]]:
    while True:
        if stop():
            raise Stopped
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def _results(done: "list[Future[dict[int, Made]]]") -> "list[dict[int, Made]]":
    """What the hands made; raises the fault that stopped the others rather than that they were stopped."""
    errors = [error for error in (one.exception() for one in done) if error is not None]
    if errors:
        raise next((error for error in errors if not isinstance(error, Stopped)), errors[0])
    return [one.result() for one in done]


class _Tally:
    """How much of all pieces is done."""

    def __init__(self, progress: Progress, count: int) -> None:
        self._progress = progress
        self._count = count
        self._parts: dict[int, float] = {}
        self._lock = threading.Lock()

    def of(self, number: int) -> Progress:
        """What a hand tells of one piece."""

        def told(part: float) -> None:
            with self._lock:
                self._parts[number] = part
                self._progress(sum(self._parts.values()) / self._count)

        return told
