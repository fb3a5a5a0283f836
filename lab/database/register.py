"""Queries about services, releases and participants."""

from dataclasses import replace

from sqlalchemy import func
from sqlmodel import Session, col, select

from lab.database.reading import (
    consent_of,
    consent_values,
    participant_of,
    participant_row,
    release_of,
    release_row,
    service_of,
    service_row,
)
from lab.database.tables import ParticipantRow, ReleaseRow, ServiceRow
from lab.domain.consent import Consent, TakenBack
from lab.domain.ids import ParticipantId, ReleaseId, RoundId, ServiceId
from lab.domain.participant import Participant
from lab.domain.service import Release, Service


def services(db: Session) -> tuple[Service, ...]:
    """All services, in no order."""
    return tuple(service_of(row) for row in db.exec(select(ServiceRow)).all())


def service(db: Session, service_id: ServiceId) -> Service | None:
    """One service."""
    row = db.get(ServiceRow, service_id)
    return None if row is None else service_of(row)


def put_service(db: Session, one: Service) -> None:
    """Keep a service, in place of its older self."""
    db.merge(service_row(one))


def releases(db: Session, service_id: ServiceId) -> tuple[Release, ...]:
    """Releases of a service, in no order."""
    rows = db.exec(select(ReleaseRow).where(ReleaseRow.service_id == service_id)).all()
    return tuple(release_of(row) for row in rows)


def release(db: Session, release_id: ReleaseId) -> Release | None:
    """One release."""
    row = db.get(ReleaseRow, release_id)
    return None if row is None else release_of(row)


def put_release(db: Session, one: Release) -> None:
    """Keep a release, in place of its older self."""
    db.merge(release_row(one))


def participants(db: Session, round_id: RoundId) -> tuple[Participant, ...]:
    """Participants of a round, in the order they were added."""
    query = select(ParticipantRow).where(ParticipantRow.round_id == round_id).order_by(col(ParticipantRow.index))
    return tuple(participant_of(row) for row in db.exec(query).all())


def participant(db: Session, participant_id: ParticipantId) -> Participant | None:
    """One participant."""
    row = db.get(ParticipantRow, participant_id)
    return None if row is None else participant_of(row)


def add_participant(db: Session, one: Participant) -> None:
    """Keep a new participant."""
    db.add(participant_row(one))


def set_consent(db: Session, participant_id: ParticipantId, consent: Consent) -> bool:
    """Note what a participant signed; False if there is no such participant."""
    row = db.get(ParticipantRow, participant_id)
    if row is None:
        return False
    row.consent = consent_values(consent)
    db.add(row)
    return True


def take_back_consent(db: Session, participant_id: ParticipantId, back: TakenBack) -> None:
    """Note that a participant withdrew. The first note stays; where nothing was signed, nothing is taken back."""
    row = db.get_one(ParticipantRow, participant_id)
    given = consent_of(row.consent)
    if given is None or given.taken_back is not None:
        return
    row.consent = consent_values(replace(given, taken_back=back))
    db.add(row)


def set_segment(db: Session, participant_id: ParticipantId, segment_id: str | None) -> None:
    """Note the segment of a participant who is there."""
    row = db.get_one(ParticipantRow, participant_id)
    row.segment_id = segment_id
    db.add(row)


def codes(db: Session, round_id: RoundId) -> tuple[str, ...]:
    """Codes given in a round."""
    return tuple(db.exec(select(ParticipantRow.code).where(ParticipantRow.round_id == round_id)).all())


def count_participants(db: Session, round_id: RoundId) -> int:
    """How many participants a round has."""
    query = select(func.count()).select_from(ParticipantRow).where(ParticipantRow.round_id == round_id)
    return int(db.exec(query).one())
