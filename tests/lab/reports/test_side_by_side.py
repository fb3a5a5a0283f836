"""Several pieces of work at once: in order, stopped together, told together."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lab.reports.side_by_side import MOST_HANDS, Cancelled, Hand, Progress, Stopped, side_by_side


class Workshop:
    """Hires hands that double a number; remembers who came, who went, and who worked."""

    def __init__(self, broken: int | None = None) -> None:
        self.hired = self.let_go = 0
        self.threads: set[int] = set()
        self._broken = broken

    @contextmanager
    def hire(self) -> Iterator[Hand[int, int]]:
        self.hired += 1
        try:
            yield self._double
        finally:
            self.let_go += 1

    def _double(self, piece: int, progress: Progress, cancelled: Cancelled) -> int:
        self.threads.add(threading.get_ident())
        if piece == self._broken:
            raise ValueError(piece)
        progress(0.5)
        if self._broken is not None and not _becomes(cancelled):
            raise AssertionError("the others were not stopped")
        progress(1.0)
        return 2 * piece


def _becomes(cancelled: Cancelled) -> bool:
    pause = threading.Event()
    return any(cancelled() or pause.wait(0.01) for _ in range(500))


def test_that_what_was_made_comes_in_the_order_of_the_pieces() -> None:
    workshop, told = Workshop(), list[float]()
    assert side_by_side(range(50), workshop.hire, told.append, lambda: False) == [2 * piece for piece in range(50)]
    assert workshop.hired == workshop.let_go
    assert 1 <= len(workshop.threads) <= MOST_HANDS
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_that_no_piece_at_all_is_nothing() -> None:
    assert side_by_side([], Workshop().hire, lambda _part: None, lambda: False) == []


def test_that_the_fault_of_one_hand_stops_the_others_and_is_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    workshop = Workshop(broken=1)
    with pytest.raises(ValueError, match="1"):
        side_by_side([0, 1, *range(2, 40)], workshop.hire, lambda _part: None, lambda: False)
    assert workshop.hired == workshop.let_go


def test_that_work_that_is_cancelled_makes_nothing_more() -> None:
    workshop = Workshop()
    with pytest.raises(Stopped):
        side_by_side(range(10), workshop.hire, lambda _part: None, lambda: True)
    assert not workshop.threads
