"""How somebody at a terminal, or the system, ends a command that would go on."""

import signal

from recordings.ending import StopFlag


def stopped_by_signals() -> StopFlag:
    """A wish to end that Ctrl-C, a terminal that closes and the system state, as often as they like."""
    stop = StopFlag()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):  # Windows has no SIGHUP
            signal.signal(number, lambda _number, _frame: stop.set())
    return stop
