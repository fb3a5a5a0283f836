"""A small laboratory with a service, a round of the sample protocol and a participant who consented."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from lab.domain.booking import Booking
from lab.domain.consent import Consent, Scope
from lab.domain.participant import Participant
from lab.domain.service import ClientCategory, LifeStage, Release, Service
from lab.domain.study import Round, Segment
from lab.folder import LabFolder
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place

PROTOCOL = "sample-child-benefit"
NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass
class Furnished:
    """An open laboratory and what is in it."""

    lab: Laboratory
    service: Service
    release: Release
    round: Round
    participant: Participant
    booking: Booking


def consent(*scopes: Scope) -> Consent:
    """A signed form; without arguments with every scope."""
    return Consent("1", "en", date(2024, 1, 15), frozenset(scopes or Scope), on_paper=True)


def furnished(path: Path) -> Furnished:
    """Open and furnish a laboratory at `path`, where none is yet. The caller closes it.

    It is furnished once a process, and from then on copied, ids and all; see `furnished_anew`.
    """
    database, everything = furnish_model()
    folder = LabFolder.create(path)
    assert not folder.database.exists(), "there is a laboratory already"
    folder.database.write_bytes(database)
    return replace(everything, lab=Laboratory.open(path))


@cache
def furnish_model() -> tuple[bytes, Furnished]:
    """The database of a furnished laboratory, and what is in it."""
    path = Path(tempfile.mkdtemp(prefix="furnished-"))
    try:
        everything = furnished_anew(path)
        everything.lab.close()
        return LabFolder.open_readonly(path).database.read_bytes(), everything
    finally:
        shutil.rmtree(path)


def furnished_anew(path: Path) -> Furnished:
    """A laboratory that shares nothing with those that `furnished` makes. The caller closes it."""
    lab = Laboratory.open(path)
    service = lab.planning.add_service("Child benefit", "M. Owner", ClientCategory.PEOPLE, LifeStage.PILOT)
    release = lab.planning.add_release(service.id, "2.3")
    study = lab.rounds.make_round(release.id, PROTOCOL, "Before launch", [Segment("parents", "Parents", 5)])
    participant = lab.planning.add_participant(study.id, "parents")
    participant = lab.planning.give_consent(participant.id, consent())
    booking = lab.scheduling.book(participant.id, Place("Room 1", NINE, 60, "Anna")).booking
    return Furnished(lab, service, release, study, participant, booking)
