"""Listens for clicks while a recording runs, and keeps those that fell on a recorded part of the desktop.

A thread of its own sleeps until the server speaks: while nobody clicks, it costs nothing.
"""

import logging
import os
import select
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

from recordings import clock
from recordings.clicks import Click, ClickLog
from recordings.device_types import InventoryFault, Screen
from recordings.errors import RecordingError
from recordings.plan import Region, SourcePlan
from recordings.screen_list import PORTAL
from recordings.sources.x11_presses import Press, X11Presses

RETRY_MS = 1_000
"""A server that is gone is tried again this often."""

_log = logging.getLogger(__name__)

PATIENCE_S = 2.0

Shown = Callable[[int], Sequence[tuple[str, Region]]]
"""Which sources record at a moment of the machine clock, and which part of the desktop each of them shows."""


def limits_of_clicks(screens: Sequence[Screen]) -> Iterator[InventoryFault]:
    """Say why clicks on these screens cannot be recorded: `clicks_unsupported`; nothing where they can."""
    if not screens:
        return
    why = "Wayland" if PORTAL in screens else _hindrance()
    if why is not None:
        yield InventoryFault("clicks_unsupported", "record_without_clicks", {"why": why})


def _hindrance() -> str | None:
    """Why this system tells of no clicks; None if it does."""
    try:
        _opened().close()
    except RecordingError as error:
        return str(error.facts.get("why", error.code))
    return None


def _opened() -> X11Presses:
    if sys.platform != "linux":
        raise RecordingError("clicks_unsupported", why=sys.platform)
    return X11Presses(os.environ.get("DISPLAY", ""))


class ClickWatch:
    """Listens from `start` to `stop`.

    Args:
        shown: what is recorded at a moment; called in the thread.
        log: where clicks are kept: asked for once they are listened for on a screen that is recorded, and for each
            click; called in the thread.
        failed: told what ended the thread: a fault of ours or of the disk; must not wait.
    """

    def __init__(
        self, origin_us: int, shown: Shown, log: Callable[[], ClickLog], failed: Callable[[Exception], None]
    ) -> None:
        self._origin_us = origin_us
        self._shown = shown
        self._log = log
        self._failed = failed
        self._woken, wake = os.pipe()
        self._wake: int | None = wake
        self._thread = threading.Thread(target=self._run, name="clicks", daemon=True)

    @staticmethod
    def is_possible(sources: Iterable[SourcePlan]) -> bool:
        """Whether any of these sources shows a desktop whose clicks can be had."""
        x11 = sys.platform == "linux" and bool(os.environ.get("DISPLAY"))
        return x11 and any(source.kind == "screen" for source in sources)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End. Idempotent. A server that does not answer within 2 s is left to the thread."""
        wake, self._wake = self._wake, None
        if wake is not None:
            os.close(wake)
            self._thread.join(PATIENCE_S)

    def _run(self) -> None:
        try:
            while not self._one_life():
                pass
        except Exception as error:  # noqa: BLE001  # the top of a thread: whoever listens reports it
            self._failed(error)
        finally:
            os.close(self._woken)

    def _one_life(self) -> bool:
        """Listen until the server or the recording ends; whether it was the recording."""
        try:
            presses = _opened()
        except RecordingError as error:
            _log.info("clicks are not recorded: %s", error)
            return error.code == "clicks_unsupported" or self._is_over(RETRY_MS)
        try:
            if self._shown(clock.now_us()):
                self._log()
            return self._listen(presses)
        except RecordingError as error:
            _log.info("clicks are not recorded for now: %s", error)
            return self._is_over(RETRY_MS)
        finally:
            presses.close()

    def _listen(self, presses: X11Presses) -> bool:
        while True:
            for click in (each for press in presses.take() for each in self._clicks_of(press)):
                self._log().write(click)
            if self._is_over(None, presses.file_descriptor):
                return True

    def _clicks_of(self, press: Press) -> Iterator[Click]:
        for source, place in self._shown(press.clock_us):
            x, y = press.x - place.x, press.y - place.y
            if 0 <= x < place.width and 0 <= y < place.height:
                at_us = press.clock_us - self._origin_us
                yield Click(at_us=at_us, source=source, button=press.button, x=x, y=y)

    def _is_over(self, patience_ms: int | None, *also: int) -> bool:
        """Sleep until `stop` is called, one of these descriptors has something, or so much time has passed."""
        waiting = select.poll()
        for descriptor in (self._woken, *also):
            waiting.register(descriptor, select.POLLIN)
        return any(descriptor == self._woken for descriptor, _ in waiting.poll(patience_ms))
