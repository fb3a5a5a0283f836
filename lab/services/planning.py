"""Services, releases and participants."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func
from sqlmodel import col, select

from lab.database.reading import (
    consent_values,
    participant_of,
    participant_row,
    release_of,
    release_row,
    service_of,
    service_row,
)
from lab.database.store import Changed, Store
from lab.database.tables import ParticipantRow, ReleaseRow, RoundRow, ServiceRow
from lab.domain.consent import Consent, Scope
from lab.domain.errors import InputError
from lab.domain.ids import ParticipantId, ReleaseId, RoundId, ServiceId, new_id
from lab.domain.participant import Participant, next_code
from lab.domain.service import ClientCategory, LifeStage, Release, Service
from lab.services.checking import LONGEST_TEXT, Checks


class PlanningService:
    """Keeps the register of services, their releases, and the participants of rounds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def services(self) -> tuple[Service, ...]:
        """All services, by name."""
        with self._store.reading() as session:
            rows = session.exec(select(ServiceRow)).all()
        return tuple(sorted((service_of(row) for row in rows), key=lambda service: service.name.casefold()))

    def service(self, service_id: ServiceId) -> Service:
        """One service. Raises InputError `service_unknown`."""
        with self._store.reading() as session:
            row = session.get(ServiceRow, service_id)
        if row is None:
            raise InputError("service_unknown", id=service_id)
        return service_of(row)

    def add_service(
        self, name: str, owner: str, category: ClientCategory, stage: LifeStage, life_situation: str = ""
    ) -> Service:
        """Register a service. Raises InputError `fields_wrong`."""
        service = _checked(Service(ServiceId(new_id()), name, owner, category, stage, life_situation))
        with self._store.writing(Changed("service", (service.id,))) as session:
            session.add(service_row(service))
        return service

    def edit_service(self, service: Service) -> Service:
        """Replace a service by its new self. Raises InputError `fields_wrong`, `service_unknown`."""
        clean = _checked(service)
        self.service(service.id)
        with self._store.writing(Changed("service", (service.id,))) as session:
            session.merge(service_row(clean))
        return clean

    def releases(self, service_id: ServiceId) -> tuple[Release, ...]:
        """Releases of a service, by name."""
        with self._store.reading() as session:
            rows = session.exec(select(ReleaseRow).where(ReleaseRow.service_id == service_id)).all()
        return tuple(sorted((release_of(row) for row in rows), key=lambda release: release.name))

    def release(self, release_id: ReleaseId) -> Release:
        """One release. Raises InputError `release_unknown`."""
        with self._store.reading() as session:
            row = session.get(ReleaseRow, release_id)
        if row is None:
            raise InputError("release_unknown", id=release_id)
        return release_of(row)

    def add_release(
        self, service_id: ServiceId, name: str, planned_launch: date | None = None, notes: str = ""
    ) -> Release:
        """Register a release. Raises InputError `fields_wrong`, `service_unknown`."""
        self.service(service_id)
        checks = Checks()
        name, notes = checks.text("name", name), checks.text("notes", notes, needed=False, longest=LONGEST_TEXT)
        checks.done()
        release = Release(ReleaseId(new_id()), service_id, name, planned_launch, notes)
        with self._store.writing(Changed("release", (release.id,))) as session:
            session.add(release_row(release))
        return release

    def participants(self, round_id: RoundId) -> tuple[Participant, ...]:
        """Participants of a round, by code."""
        with self._store.reading() as session:
            rows = session.exec(
                select(ParticipantRow).where(ParticipantRow.round_id == round_id).order_by(col(ParticipantRow.index))
            ).all()
        return tuple(participant_of(row) for row in rows)

    def participant(self, participant_id: ParticipantId) -> Participant:
        """One participant. Raises InputError `participant_unknown`."""
        with self._store.reading() as session:
            row = session.get(ParticipantRow, participant_id)
        if row is None:
            raise InputError("participant_unknown", id=participant_id)
        return participant_of(row)

    def add_participant(self, round_id: RoundId, segment_id: str | None = None) -> Participant:
        """The next participant of a round, under the next free code.

        Raises InputError `round_unknown`, `segment_unknown`.
        """
        with self._store.writing(Changed("participant", (round_id,))) as session:
            study = session.get(RoundRow, round_id)
            if study is None:
                raise InputError("round_unknown", id=round_id)
            if segment_id is not None and segment_id not in {segment["id"] for segment in study.segments}:
                raise InputError("segment_unknown", id=segment_id)
            taken = session.exec(select(ParticipantRow.code).where(ParticipantRow.round_id == round_id)).all()
            (count,) = session.exec(
                select(func.count()).select_from(ParticipantRow).where(ParticipantRow.round_id == round_id)
            ).all()
            participant = Participant(ParticipantId(new_id()), round_id, next_code(taken), int(count), segment_id)
            session.add(participant_row(participant))
        return participant

    def give_consent(self, participant_id: ParticipantId, consent: Consent) -> Participant:
        """Note what a participant signed. Raises InputError `fields_wrong`, `participant_unknown`."""
        checks = Checks()
        checks.text("version", consent.version)
        if Scope.TAKE_PART not in consent.scopes:
            checks.fault("scopes", "take_part_missing")
        if not consent.on_paper:
            checks.fault("on_paper", "not_signed")
        checks.done()
        with self._store.writing(Changed("participant", (participant_id,))) as session:
            row = session.get(ParticipantRow, participant_id)
            if row is None:
                raise InputError("participant_unknown", id=participant_id)
            row.consent = consent_values(consent)
            session.add(row)
        return replace(self.participant(participant_id), consent=consent)


def _checked(service: Service) -> Service:
    checks = Checks()
    clean = replace(
        service,
        name=checks.text("name", service.name),
        owner=checks.text("owner", service.owner),
        life_situation=checks.text("life_situation", service.life_situation, needed=False),
    )
    checks.done()
    return clean
