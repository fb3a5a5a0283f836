"""The first step of a new user: the sample service, registered and booked for now, with themselves as participant."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess

from lab.domain.booking import Setup
from lab.domain.consent import Scope
from lab.domain.ids import BookingId
from lab.domain.service import ClientCategory, LifeStage, Service
from lab.domain.study import Round
from lab.i18n import gettext as _
from lab.i18n import language
from protocols import library

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory

PROTOCOL = library.SAMPLE
TRIAL_MINUTES = 30
TRIED_SCOPES = frozenset({Scope.TAKE_PART, Scope.SCREEN, Scope.FACE, Scope.VOICE, Scope.CLIPS_INTERNAL})


def book_sample(lab: "Laboratory", moderator: str, now: datetime | None = None) -> BookingId:
    """Register the sample service if it is not there, and book a pilot session of it that starts now."""
    from lab.services.scheduling import Place

    study = _sample_round(lab)
    participant = lab.planning.add_self_trial(study.id, TRIED_SCOPES, language())
    today = (now or datetime.now(UTC)).astimezone()
    place = Place(_("This room"), today, TRIAL_MINUTES, moderator or _("Moderator"), pilot=True, setup=Setup.ALONE)
    return lab.scheduling.book(participant.id, place).booking.id


def _sample_round(lab: "Laboratory") -> Round:
    known = [study for study in lab.rounds.rounds() if study.protocol_id == PROTOCOL]
    if known:
        return known[-1]
    protocol = library.protocol(PROTOCOL)
    service = _sample_service(lab, protocol.title.in_language(language()))
    release = lab.planning.add_release(service.id, "1.0")
    return lab.rounds.make_round(release.id, PROTOCOL, _("First try"))


def _sample_service(lab: "Laboratory", name: str) -> Service:
    known = [service for service in lab.planning.services() if service.name == name]
    if known:
        return known[0]
    return lab.planning.add_service(name, _("You"), ClientCategory.PEOPLE, LifeStage.DESIGN)


def open_sample_service() -> bool:
    """Start the sample service in a window and a process of its own."""
    started, _pid = QProcess.startDetached(sys.executable, ["-P", "-m", "ui.sample", "--language", language()], "")
    return started
