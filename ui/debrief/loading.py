"""What the debrief shows, read in the background: the session that was asked for, or the first that waits for one."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lab.domain.ids import SessionId
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.services.session_view import SessionPlan, plan_in
from protocols.standard import Standard
from ui.held.ended import Withdrawn

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory


@dataclass(frozen=True, slots=True)
class Loaded:
    """One session and the standards that it is judged against."""

    plan: SessionPlan
    folder: Path
    record: SessionRecord
    standards: tuple[Standard, ...]


def read_debrief(lab: "Laboratory", wanted: str, *, erasing: bool) -> Loaded | Withdrawn:
    """The session; one that was withdrawn, or is being erased, shows nothing of itself any more."""
    session = SessionId(wanted)
    booking = lab.sessions.booking_of(session)
    if booking.state is SessionState.WITHDRAWN or erasing:
        return Withdrawn(lab.planning.participant(booking.participant_id).code)
    standards = lab.rounds.standards(lab.rounds.round(booking.round_id))
    folder = lab.sessions.folder_of(session)
    return Loaded(plan_in(folder), folder, lab.sessions.record_of(session), standards)


def first_waiting(lab: "Laboratory", besides: str = "") -> str | None:
    """The session that waits for its debrief first; one that was closed just now may still be in the list."""
    waiting = [one for one in lab.sessions.open_sessions() if one.state is SessionState.DEBRIEF]
    return next((one.session_id for one in waiting if one.session_id != besides), None)
