"""When a key really went down: the input event's own time, where that lies on our clock.

X11 stamps its events with the server's monotonic milliseconds, the clock of `recordings.clock`. Elsewhere, and for
events that no device made, the stamp means something else; then the moment counts at which the event reached us. Each
event is checked for itself: a stamp that lies in the last second of our clock is of our clock.
"""

from PySide6.QtGui import QInputEvent

LONGEST_WAIT_US = 1_000_000
"""No event waits longer than this for a window that never blocks; an older stamp is of another clock, µs."""

_STAMP_WRAPS_MS = 1 << 32


def pressed_at(event: QInputEvent, now: int) -> int:
    """Machine clock (µs) at which the key of this event went down; `now` is that clock at this moment."""
    return moment_of(event.timestamp(), now)


def moment_of(stamp_ms: int, now: int) -> int:
    """The same for a stamp that did not come with an event of Qt's."""
    waited_us = ((now // 1000 - stamp_ms) % _STAMP_WRAPS_MS) * 1000
    return now - waited_us if stamp_ms and waited_us <= LONGEST_WAIT_US else now
