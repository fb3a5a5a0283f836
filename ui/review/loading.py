"""What the review reads before it shows a session: which there are, its plan, its record, its recording."""

from dataclasses import dataclass
from pathlib import Path

from lab.domain.booking import Booking
from lab.domain.ids import SessionId
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.services.laboratory import Laboratory
from lab.services.session_view import SessionPlan, plan_in, recording_in
from recordings.playback import Recording

Named = tuple[str, str]
"""A session that can be reviewed: its id and its words."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One session, its recording, and all that can be reviewed."""

    plan: SessionPlan
    folder: Path
    record: SessionRecord
    recording: Recording | None
    sessions: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """A session that is withdrawn, or is being erased at this moment, and all that can be reviewed."""

    code: str
    done: bool
    sessions: tuple[Named, ...]


def loaded(lab: Laboratory, wanted: str, shown: str, erasing: str) -> Loaded | Erased | None:
    """The wanted session, else the one that is shown, else the last one; None where there is none.

    Args:
        shown: its recording is open already. erasing: its recording must not be opened any more.
    """
    held = sorted(_held(lab), key=lambda one: one[0].starts, reverse=True)
    names = tuple(_named(lab, *one) for one in held if one[0].state is not SessionState.WITHDRAWN)
    session = wanted or shown or (names[0][0] if names else "")
    if not session:
        return None
    booking = lab.sessions.booking_of(SessionId(session))
    withdrawn = booking.state is SessionState.WITHDRAWN
    if withdrawn or session == erasing:
        return Erased(lab.planning.participant(booking.participant_id).code, withdrawn, names)
    folder = lab.sessions.folder_of(SessionId(session))
    recording = recording_in(folder) if session != shown else None
    return Loaded(plan_in(folder), folder, lab.sessions.record_of(SessionId(session)), recording, names)


def _held(lab: Laboratory) -> list[tuple[Booking, str]]:
    """Every booking that has a session, with the name of its round."""
    return [
        (booking, study.name)
        for study in lab.rounds.rounds()
        for booking in lab.sessions.sessions_of(study.id, pilots=True)
    ]


def _named(lab: Laboratory, booking: Booking, study: str) -> Named:
    code = lab.planning.participant(booking.participant_id).code
    return str(booking.session_id), f"{code} · {study} · {booking.starts.astimezone():%d.%m %H:%M}"
