"""What the demonstration plans: a service, a release, a round, a script in the participant's place, and a booking
for now.
"""

from dataclasses import dataclass
from datetime import datetime

from lab.domain.booking import Booking
from lab.domain.consent import Scope
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.study import LeftOut, Round, Segment
from lab.i18n import gettext as _
from lab.i18n import language
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from protocols import library
from protocols.protocol import Protocol

PROTOCOL = library.SAMPLE
OUT_OF_SESSION = "internal"


@dataclass(frozen=True, slots=True)
class Stage:
    """What was planned."""

    round: Round
    booking: Booking
    protocol: Protocol


def set_up(lab: Laboratory, now: datetime, moderator: str) -> Stage:
    """Plan the demonstration in a laboratory; what an earlier one left there is used again."""
    study = _round(lab, moderator)
    participant = lab.planning.add_self_trial(study.id, Scope, language(), study.segments[0].id)
    room = _("Demonstration room {code}").format(code=participant.code)
    booking = lab.scheduling.book(participant.id, Place(room, now, 60, f"{moderator} {participant.code}")).booking
    return Stage(study, booking, lab.rounds.protocol_of(study))


def _round(lab: Laboratory, moderator: str) -> Round:
    known = [one for one in lab.rounds.rounds() if one.protocol_id == PROTOCOL]
    if known:
        return known[-1]
    protocol = library.protocol(PROTOCOL)
    service = lab.planning.add_service(
        _("Child benefit (sample)"),
        _("Owner of the sample service"),
        ClientCategory.PEOPLE,
        LifeStage.PILOT,
        protocol.life_situation.in_language(language()),
    )
    release = lab.planning.add_release(service.id, "0.9")
    staff_only = [
        LeftOut(criterion.id, moderator, _("The sample service has no part for staff."))
        for pin in protocol.standards
        for criterion in library.standard(pin.id, pin.version).criteria
        if criterion.client_categories == (OUT_OF_SESSION,)
    ]
    segments = [Segment("parents", _("Parents of a newborn"), 5)]
    return lab.rounds.make_round(release.id, PROTOCOL, _("Demonstration"), segments, staff_only)
