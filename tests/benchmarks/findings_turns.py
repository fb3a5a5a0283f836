"""Opens, scrolls, filters, sorts and judges the findings of a large round, and prints the longest turn of each step.

`python -m tests.benchmarks.findings_turns LAB CONFIG`: a line per step, its name and the milliseconds by the clock; and
`NAME_cpu`, the most processor time of the window's thread in one turn: the two are alike on a machine where nothing
else runs.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ui.app import Application
from ui.findings.findings_screen import FindingsScreen
from ui.widgets.people_model import NAME

LONGEST_S = 300.0
QUIET_S = 0.3
STEPS = 100


class Clocked:
    """Turns the event loop by hand, and notes how long the longest turn took."""

    def __init__(self, application: QApplication, idle: Callable[[], bool]) -> None:
        self._application = application
        self._idle = idle
        self._longest = self._busiest = 0.0

    def act(self, work: Callable[[], object]) -> None:
        """Do what a key or a click does: it is a turn too."""
        self._clocked(work)
        self._turn()

    def until(self, condition: Callable[[], bool]) -> None:
        """Turn until something is so."""
        latest = time.monotonic() + LONGEST_S
        while not condition():
            if time.monotonic() > latest:
                sys.exit("waited in vain")
            self._turn()
            time.sleep(0.001)

    def settle(self) -> None:
        """Turn until nothing is under way, and a little longer."""
        since = time.monotonic()
        self.until(lambda: self._idle() and time.monotonic() - since > QUIET_S)

    def told(self, name: str, *, seconds: float | None = None) -> None:
        """Print the longest turn since the last telling."""
        if seconds is not None:
            print(name, round(seconds, 1), flush=True)
            return
        print(name, round(1000 * self._longest, 1), flush=True)
        print(f"{name}_cpu", round(1000 * self._busiest, 1), flush=True)
        self._longest = self._busiest = 0.0

    def _turn(self) -> None:
        self._clocked(lambda: self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents))

    def _clocked(self, work: Callable[[], object]) -> None:
        begun, worked = time.perf_counter(), time.thread_time()
        work()
        self._longest = max(self._longest, time.perf_counter() - begun)
        self._busiest = max(self._busiest, time.thread_time() - worked)


def main(lab: Path, config: Path) -> None:
    """Every step once."""
    qt = QApplication(sys.argv[:1])
    application = Application(qt, config)
    application.preferences.change(name="Anna", language="en")
    application.start(lab)
    window = application.window
    clock = Clocked(qt, lambda: application.background.idle)
    clock.until(lambda: window.current is not None and window.current.up_to_date)
    for _again in range(3):  # the other screens are imported while nobody waits
        clock.settle()
    clock.told("today")
    begun = time.monotonic()
    clock.act(lambda: window.go("findings"))
    clock.told("screen_made")
    screen = window.current
    assert isinstance(screen, FindingsScreen)
    clock.until(lambda: screen.judged is not None)
    took = time.monotonic() - begun
    clock.settle()
    clock.told("opened")
    clock.told("opened_s", seconds=took)
    _list(clock, screen)
    clock.act(lambda: screen.tabs.setCurrentIndex(2))
    clock.settle()
    clock.told("gathered")
    findings = application._desk.lab.findings  # type: ignore[union-attr]
    begun = time.monotonic()
    application.background.write(lambda: findings.rate(screen.grid.listed.rows[5].finding.id, "Oleg", 1)).start()  # type: ignore[union-attr]
    clock.settle()
    clock.until(lambda: screen.up_to_date)
    took = time.monotonic() - begun
    clock.settle()
    clock.told("rated")
    clock.told("rated_s", seconds=took)
    os._exit(0)


def _list(clock: Clocked, screen: FindingsScreen) -> None:
    bar = screen.grid.verticalScrollBar()
    for step in range(STEPS):
        clock.act(lambda at=step: bar.setValue(bar.maximum() * at // STEPS))  # type: ignore[misc]
    for _step in range(STEPS):
        clock.act(lambda: bar.setValue(bar.value() - 37))
    clock.told("scrolled")
    for words in ("number 12", "P05", "CC-1", ""):
        clock.act(lambda said=words: screen.list.filter.search.setText(said))  # type: ignore[misc]
        clock.settle()
    clock.told("filtered")
    for place in range(screen.list.filter.order_box.count()):
        clock.act(lambda at=place: screen.list.filter.order_box.setCurrentIndex(at))  # type: ignore[misc]
        clock.settle()
    clock.told("sorted")
    for row in (5, 500, 5000):
        clock.act(lambda at=row: screen.grid.setCurrentIndex(screen.grid.listed.index(at, NAME)))  # type: ignore[misc]
        clock.act(lambda: screen.grid.clicked.emit(screen.grid.currentIndex()))
        clock.settle()
    clock.told("chosen")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
