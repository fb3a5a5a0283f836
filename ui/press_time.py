"""When a key really went down: the input event's own time, where that lies on our clock.

X11 stamps its events with the server's monotonic milliseconds, the clock of `recordings.clock`. Elsewhere, and for
events that no device made, the stamp means something else; then the moment counts at which the event reached us. Each
event is checked for itself: a stamp that lies in the last second of our clock is of our clock.
"""

from PySide6.QtGui import QInputEvent

from recordings import clock


def pressed_at(event: QInputEvent, now: int) -> int:
    """Machine clock (µs) at which the key of this event went down; `now` is that clock at this moment."""
    return clock.stamped_us(event.timestamp(), now)
