"""The life of a session: its states and the moves between them."""

from enum import StrEnum


class SessionState(StrEnum):
    """Where a session is."""

    PLANNED = "planned"
    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    DEBRIEF = "debrief"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    ABORTED = "aborted"
    WITHDRAWN = "withdrawn"


MOVES: dict[SessionState, frozenset[SessionState]] = {
    SessionState.PLANNED: frozenset(
        {
            SessionState.READY,
            SessionState.CANCELLED,
            SessionState.NO_SHOW,
            SessionState.ABORTED,
            SessionState.WITHDRAWN,
        }
    ),
    SessionState.READY: frozenset(
        {SessionState.PLANNED, SessionState.RUNNING, SessionState.ABORTED, SessionState.WITHDRAWN}
    ),
    SessionState.RUNNING: frozenset(
        {SessionState.PAUSED, SessionState.DEBRIEF, SessionState.ABORTED, SessionState.WITHDRAWN}
    ),
    SessionState.PAUSED: frozenset(
        {SessionState.RUNNING, SessionState.DEBRIEF, SessionState.ABORTED, SessionState.WITHDRAWN}
    ),
    SessionState.DEBRIEF: frozenset({SessionState.CLOSED, SessionState.ABORTED, SessionState.WITHDRAWN}),
    SessionState.CLOSED: frozenset({SessionState.WITHDRAWN}),
    SessionState.CANCELLED: frozenset({SessionState.WITHDRAWN}),
    SessionState.NO_SHOW: frozenset({SessionState.WITHDRAWN}),
    SessionState.ABORTED: frozenset({SessionState.WITHDRAWN}),
    SessionState.WITHDRAWN: frozenset(),
}
"""Legal moves. Finish = to debrief, which ends the recording; cancelled and no-show only from planned. From ready back
to planned: the participant did not come, or comes another time; the empty folder is dropped, no journal tells of it.
"""

PREPARED = frozenset({SessionState.PLANNED, SessionState.READY})
"""States in which nothing has happened yet."""

RUNS = frozenset({SessionState.RUNNING, SessionState.PAUSED})
"""States between start and finish: the tasks of the participant."""

UNDER_WAY = RUNS | {SessionState.READY}
"""States from the check of the devices to the end of the recording."""

HOSTED = UNDER_WAY | {SessionState.DEBRIEF}
"""States in which the room (`lab.live`) hosts the session and its journal is open."""

HELD = frozenset({SessionState.DEBRIEF, SessionState.CLOSED, SessionState.ABORTED})
"""States in which nobody records any more, and what was recorded is kept and judged."""

ENDED = frozenset({SessionState.CLOSED, SessionState.ABORTED, SessionState.WITHDRAWN})
"""States with a sealed folder."""


def may_move(current: SessionState, to: SessionState) -> bool:
    """Whether the move is legal."""
    return to in MOVES[current]
