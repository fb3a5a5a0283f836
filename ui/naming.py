"""What bookings are about, in names: read once for a whole list. Runs in the background."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.domain.booking import Booking
from lab.domain.consent import Consent
from lab.domain.ids import BookingId, RoundId
from lab.domain.participant import Participant
from lab.domain.service import Release, Service
from lab.domain.session import UNDER_WAY, SessionState
from lab.domain.study import Round
from lab.i18n import gettext as _
from ui.words import MIDDLE_DOT

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory


@dataclass(frozen=True, slots=True)
class RoundNames:
    """A round with what it belongs to."""

    study: Round
    release: Release
    service: Service

    @property
    def subject(self) -> str:
        """Service and release."""
        return f"{self.service.name}, {self.release.name}"

    @property
    def text(self) -> str:
        """Service, release, round."""
        return MIDDLE_DOT.join((self.subject, self.round_text))

    @property
    def round_text(self) -> str:
        """The round's number and name."""
        return _("round {number}: {name}").format(number=self.study.number, name=self.study.name)


@dataclass(frozen=True, slots=True)
class NamedBooking:
    """A booking with what it is about."""

    booking: Booking
    participant: Participant
    round: RoundNames

    @property
    def code(self) -> str:
        """The participant's code."""
        return self.participant.code

    @property
    def consent(self) -> Consent | None:
        """What the participant signed."""
        return self.participant.consent

    @property
    def consented(self) -> bool:
        """Whether a session may be held."""
        return self.consent is not None and self.consent.allows_session(self.round.study.protocol_id)


def way_to(booking: Booking) -> tuple[str, dict[str, str]]:
    """The screen on which something can be done about a booking now, and what to show there."""
    session = booking.session_id or ""
    if booking.state is SessionState.DEBRIEF:
        return "debrief", {"session": session}
    if booking.state in {SessionState.CLOSED, SessionState.ABORTED}:
        return "review", {"session": session}
    if booking.state in UNDER_WAY:
        return "session", {"session": session}
    return "schedule", {"booking": booking.id}


def rounds_by_id(lab: "Laboratory") -> dict[RoundId, RoundNames]:
    """All rounds with their release and service, in the order in which they were made."""
    services = {service.id: service for service in lab.planning.services()}
    releases = {release.id: release for one in services for release in lab.planning.releases(one)}
    return {
        study.id: RoundNames(study, releases[study.release_id], services[releases[study.release_id].service_id])
        for study in lab.rounds.rounds()
    }


def named(lab: "Laboratory", bookings: Iterable[Booking]) -> dict[BookingId, NamedBooking]:
    """The bookings by id, in their order, with their names."""
    wanted = tuple(bookings)
    rounds = rounds_by_id(lab)
    participants = {
        person.id: person for study in {one.round_id for one in wanted} for person in lab.planning.participants(study)
    }
    return {one.id: NamedBooking(one, participants[one.participant_id], rounds[one.round_id]) for one in wanted}
