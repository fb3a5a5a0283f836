"""Waits while the window lives."""

import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

LONGEST_S = 60.0


def until(condition: Callable[[], Any], what: str) -> None:
    """Let the window live until something is so."""
    latest = time.monotonic() + LONGEST_S
    while not condition():
        if time.monotonic() > latest:
            sys.exit(f"waited in vain for {what}")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def rest(seconds: float) -> None:
    """Let the window live for a while, so that what it shows is alive."""
    latest = time.monotonic() + seconds
    until(lambda: time.monotonic() > latest, "time to pass")
