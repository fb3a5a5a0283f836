"""Collects garbage on the GUI thread alone.

Python looks for cycles of garbage on whatever thread happens to allocate. If such a cycle holds a widget that has no
parent, the widget is destroyed on that thread, while the GUI thread may be painting it: a crash, once in a thousand
hours. So the automatic collection is switched off and done here, by a timer, as often as it would have been.

The window must not stand still meanwhile. A heap of new objects is data that was read, which has no cycles: it is
taken as it is and never looked through; and once looking through everything has taken long, what is left of it is not
looked through again.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
MOST = 100_000
"""New objects in a second that are still looked through; a window alone makes a few thousand."""
LONG_S = 0.02


class GarbageCollector(QObject):
    """Replaces Python's own collections as long as it lives; make it on the GUI thread, and `stop` it there."""

    def __init__(self) -> None:
        super().__init__()
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are due."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        if counts[0] > MOST:
            gc.freeze()
            return
        due = [generation for generation in range(3) if counts[generation] > thresholds[generation]]
        if due:
            begun = time.monotonic()
            gc.collect(max(due))
            if time.monotonic() - begun > LONG_S:
                gc.freeze()

    @staticmethod
    def settle() -> None:
        """What is there now is the program itself and stays: later collections need not look through it again."""
        gc.freeze()

    def stop(self) -> None:
        """Leave it to whoever did it before."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()
