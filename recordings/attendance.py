"""How long a recorder goes on when nobody speaks to it."""

from recordings.messages import RecorderState

IDLE_US = 10 * 1_000_000
AT_LEAST_US = 10 * 60 * 1_000_000
AFTER_BOOKED_US = 15 * 60 * 1_000_000


def is_over(state: RecorderState, alone_us: int, session_us: int, booked_end_us: int | None) -> bool:
    """Whether a recorder that has been alone for so long is to close and leave.

    A recording goes on until 15 minutes after its booked end, and for 10 minutes at least: the room comes
    back within seconds, and a person notices within minutes. Without a recording there is nothing to stay
    for.

    Args:
        session_us: session clock now.
        booked_end_us: session clock; None if nobody knows when the session ends.
    """
    if state not in ("recording", "paused"):
        return alone_us > IDLE_US
    if alone_us <= AT_LEAST_US:
        return False
    return booked_end_us is None or session_us > booked_end_us + AFTER_BOOKED_US
