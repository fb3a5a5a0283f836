"""A session to come, as the stories of the window need one."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from lab.domain.booking import Setup
from lab.domain.consent import Consent, Scope
from lab.domain.service import ClientCategory, LifeStage
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place


def book(folder: Path, *scopes: Scope) -> str:
    """A participant of the sample protocol who agreed to take part and to this, booked for now; the booking's id."""
    with Laboratory.open(folder) as lab:
        service = lab.planning.add_service("Child benefit", "Ivan", ClientCategory.PEOPLE, LifeStage.PILOT)
        release = lab.planning.add_release(service.id, "2.3")
        study = lab.rounds.make_round(release.id, "sample-child-benefit", "First")
        person = lab.planning.add_participant(study.id)
        agreed = frozenset({Scope.TAKE_PART, *scopes})
        lab.planning.give_consent(person.id, Consent("1", "en", date(2024, 1, 15), agreed, on_paper=True))
        place = Place("Room 1", datetime.now(UTC) + timedelta(minutes=1), 60, "Anna", setup=Setup.ALONE)
        return str(lab.scheduling.book(person.id, place).booking.id)
