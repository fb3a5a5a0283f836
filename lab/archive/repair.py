"""Finish what was interrupted: a recording without an end, a session that was never closed, an erasure half done."""

from dataclasses import dataclass
from pathlib import Path

from lab.archive import folder_layout
from lab.archive.closing import close_session
from lab.archive.erase import finish_withdrawal
from lab.archive.journal import Journal
from lab.archive.recording_end import finish_recording
from lab.archive.seal import is_sealed
from lab.domain.errors import InputError, RuleError
from lab.domain.events import SessionMoved, Stamped
from lab.domain.folding import fold
from lab.domain.ids import new_id
from lab.domain.session import SessionState

AUTHOR = "repair"

_WAY = {
    SessionState.PLANNED: (SessionState.ABORTED,),
    SessionState.READY: (SessionState.ABORTED,),
    SessionState.RUNNING: (SessionState.DEBRIEF, SessionState.CLOSED),
    SessionState.PAUSED: (SessionState.DEBRIEF, SessionState.CLOSED),
    SessionState.DEBRIEF: (SessionState.CLOSED,),
}
"""State found → moves that end the session. What was never begun is aborted, what was begun counts."""


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What was found, what is lost, what was done.

    Attributes:
        state: of the session now.
        events: in the journal when it was found; all of them are good.
        media: files in which something is readable.
        lost: files that were begun and hold nothing readable.
        completed: files whose end had to be found by reading them.
        gaps_us: how long each source was not recorded, summed.
        moves: states that the repair brought the session through.
    """

    state: SessionState
    events: int
    media: tuple[str, ...]
    lost: tuple[str, ...]
    completed: tuple[str, ...]
    gaps_us: int
    moves: tuple[SessionState, ...]


def repair(folder: Path) -> RepairReport:
    """Finish a session folder that nobody hosts.

    Raises:
        RuleError: `already_closed`.
        InputError: `not_a_session_folder`, `session_not_begun`, or as `Journal.open`.
        WorldError: `journal_in_use` (the room hosts it), `journal_broken`, `still_recording`, or a failing disk.
    """
    if is_sealed(folder):
        raise RuleError("already_closed", path=str(folder))
    if not (folder / folder_layout.JOURNAL).exists():
        code = "session_not_begun" if (folder / folder_layout.PLAN).exists() else "not_a_session_folder"
        raise InputError(code, path=str(folder))
    journal, events = Journal.open(folder / folder_layout.JOURNAL)
    try:
        return _finish(folder, journal, events)
    finally:
        journal.abandon()


def _finish(folder: Path, journal: Journal, events: tuple[Stamped, ...]) -> RepairReport:
    recording = finish_recording(folder)
    state = fold(events).state
    found = len(events)
    last_us = max((stamped.event.at_us for stamped in events), default=0)
    moves = _WAY.get(state, ())
    for to in moves:
        move = SessionMoved(id=new_id(), at_us=last_us, author=AUTHOR, from_state=state, to_state=to)
        events = (*events, journal.append(move).result())
        state = to
    if state is SessionState.WITHDRAWN:
        finish_withdrawal(folder, journal, events, AUTHOR)
    else:
        close_session(folder, journal, events, last_us, AUTHOR)
    return RepairReport(
        state=state,
        events=found,
        media=recording.found if recording else (),
        lost=recording.lost if recording else (),
        completed=recording.completed if recording else (),
        gaps_us=sum(gap.to_us - gap.from_us for gap in recording.gaps) if recording else 0,
        moves=moves,
    )
