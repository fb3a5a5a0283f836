"""What the session screen reads before it shows a session: its folder prepared, its plan, its record, the devices."""

from dataclasses import dataclass
from pathlib import Path

from lab.domain.ids import BookingId, SessionId
from lab.domain.record import SessionRecord
from lab.domain.session import UNDER_WAY, SessionState
from lab.i18n import language
from lab.services.footage import Footage
from lab.services.laboratory import Laboratory
from lab.services.session_view import Inventory, devices_here, plan_in
from ui.held.ended import Withdrawn
from ui.held.planned import SessionPlan
from ui.session.proposing import LastUsed, proposed


@dataclass(frozen=True, slots=True)
class Loaded:
    """One session as the laboratory has it."""

    plan: SessionPlan
    folder: Path
    record: SessionRecord
    found: Inventory


def prepared(lab: Laboratory, booking_id: BookingId, last: LastUsed, window_on: frozenset[str]) -> str:
    """The session of a booking; prepared with what is proposed for its set-up if it is planned. Raises as `prepare`.

    Pictures are recorded as the laboratory's settings say: what one session asked for is no rule for the next.

    `last`, `window_on`: see `proposed`.
    """
    planned = lab.scheduling.booking(booking_id)
    if planned.session_id is not None and planned.state is not SessionState.PLANNED:
        return planned.session_id
    setup = planned.setup.value
    footage = Footage(lab.settings.quality, lab.settings.sharp_colours)
    sources = footage.applied(proposed(setup, devices_here(), last.get(setup, ()), window_on))
    return lab.sessions.prepare(booking_id, sources, language()).session_id


def loaded(lab: Laboratory, wanted: str | None) -> Loaded | Withdrawn | None:
    """The wanted session, else the one under way; None where there is none."""
    if wanted is None:
        under_way = (one.session_id for one in lab.sessions.open_sessions() if one.state in UNDER_WAY)
        wanted = next(under_way, None)
        if wanted is None:
            return None
    session = SessionId(wanted)
    booking = lab.sessions.booking_of(session)
    if booking.state is SessionState.WITHDRAWN:
        return Withdrawn(lab.planning.participant(booking.participant_id).code)
    folder = lab.sessions.folder_of(session)
    return Loaded(plan_in(folder), folder, lab.sessions.record_of(session), devices_here())
