"""What the debrief shows, read in the background: the session that was asked for, or the first that waits for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lab.domain.ids import RoundId, SessionId
from lab.domain.record import SessionRecord
from lab.domain.session import ENDED, SessionState
from lab.services.session_view import SessionPlan, plan_in
from protocols.standard import Standard
from ui.held.ended import Withdrawn

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory


@dataclass(frozen=True, slots=True)
class Loaded:
    """One session, the standards that it is judged against, and what was being typed."""

    plan: SessionPlan
    folder: Path
    record: SessionRecord
    standards: tuple[Standard, ...]
    drafts: Mapping[str, str]


def read_debrief(lab: "Laboratory", wanted: str, *, erasing: bool) -> Loaded | Withdrawn:
    """The session; one that was withdrawn, or is being erased, shows nothing of itself any more."""
    session = SessionId(wanted)
    booking = lab.sessions.booking_of(session)
    if booking.state is SessionState.WITHDRAWN or erasing:
        return Withdrawn(lab.planning.participant(booking.participant_id).code)
    standards = lab.rounds.standards(lab.rounds.round(booking.round_id))
    folder = lab.sessions.folder_of(session)
    return Loaded(plan_in(folder), folder, lab.sessions.record_of(session), standards, lab.drafts.of(wanted))


@dataclass(frozen=True, slots=True)
class Following:
    """What comes after a session was closed: the next debrief, else the debrief of the round that is over now."""

    session: str | None
    round_id: RoundId | None


def what_follows(lab: "Laboratory", closed: str) -> Following:
    """What comes after this session."""
    study = lab.sessions.booking_of(SessionId(closed)).round_id
    bookings = [one for one in lab.scheduling.bookings_of(study) if one.occupies and not one.pilot]
    is_open = any(one.state not in ENDED for one in bookings if one.session_id != closed)
    return Following(first_waiting(lab, besides=closed), None if is_open else study)


def first_waiting(lab: "Laboratory", besides: str = "") -> str | None:
    """The session that waits for its debrief first; one that was closed just now may still be in the list."""
    waiting = [one for one in lab.sessions.open_sessions() if one.state is SessionState.DEBRIEF]
    return next((one.session_id for one in waiting if one.session_id != besides), None)
