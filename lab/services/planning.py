"""Services, releases and participants."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lab.database import register, studies
from lab.database.store import Changed, Store
from lab.domain.consent import Consent, Scope
from lab.domain.errors import InputError, RuleError
from lab.domain.ids import ParticipantId, ReleaseId, RoundId, ServiceId, new_id
from lab.domain.participant import Participant, next_code
from lab.domain.service import (
    LONGEST_TERM_MONTHS,
    ClientCategory,
    LifeStage,
    Release,
    Service,
)
from lab.domain.study import Round
from lab.services.checking import LONGEST_TEXT, Checks
from lab.services.days import today
from protocols.library import SAMPLE

SELF_TRIAL = "self-trial-1"
"""Version of the words that somebody agrees to who tries the laboratory on themselves."""


class PlanningService:
    """Keeps the register of services, their releases, and the participants of rounds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def services(self) -> tuple[Service, ...]:
        """All services, by name."""
        with self._store.reading() as db:
            found = register.services(db)
        return tuple(sorted(found, key=lambda service: service.name.casefold()))

    def service(self, service_id: ServiceId) -> Service:
        """One service. Raises InputError `service_unknown`."""
        with self._store.reading() as db:
            found = register.service(db, service_id)
        if found is None:
            raise InputError("service_unknown", id=service_id)
        return found

    def add_service(
        self, name: str, owner: str, category: ClientCategory, stage: LifeStage, life_situation: str = ""
    ) -> Service:
        """Register a service of which no more is known. Raises InputError `fields_wrong`."""
        return self.register_service(Service(ServiceId(""), name, owner, category, stage, life_situation))

    def register_service(self, service: Service) -> Service:
        """Register a service; its id is given here. Raises InputError `fields_wrong`."""
        made = _checked(replace(service, id=ServiceId(new_id())))
        with self._store.writing(Changed("service", (made.id,))) as db:
            register.put_service(db, made)
        return made

    def edit_service(self, service: Service) -> Service:
        """Replace a service by its new self.

        Raises:
            InputError: `fields_wrong`, `service_unknown`.
            RuleError: `launch_undecided`: it becomes launched, and no decision to launch holds for any of its rounds.
        """
        clean, before = _checked(service), self.service(service.id)
        if clean.stage is LifeStage.LAUNCHED is not before.stage and not self._launch_decided(service.id):
            raise RuleError("launch_undecided", service=clean.name)
        with self._store.writing(Changed("service", (service.id,))) as db:
            register.put_service(db, clean)
        return clean

    def _launch_decided(self, service_id: ServiceId) -> bool:
        """Whether a decision to launch holds for a round of one of the service's releases."""
        from lab.database import judging  # late: a window starts without judging
        from lab.domain.decision import LAUNCHES, in_force

        with self._store.reading() as db:
            rounds = [one for release in register.releases(db, service_id) for one in studies.rounds(db, release.id)]
            holding = [in_force(judging.decisions(db, one.id)) for one in rounds]
        return any(one is not None and one.decided in LAUNCHES for one in holding)

    def releases(self, service_id: ServiceId) -> tuple[Release, ...]:
        """Releases of a service, by name."""
        with self._store.reading() as db:
            found = register.releases(db, service_id)
        return tuple(sorted(found, key=lambda release: release.name))

    def release(self, release_id: ReleaseId) -> Release:
        """One release. Raises InputError `release_unknown`."""
        with self._store.reading() as db:
            found = register.release(db, release_id)
        if found is None:
            raise InputError("release_unknown", id=release_id)
        return found

    def add_release(
        self, service_id: ServiceId, name: str, planned_launch: date | None = None, notes: str = ""
    ) -> Release:
        """Register a release. Raises InputError `fields_wrong`, `service_unknown`."""
        self.service(service_id)
        checks = Checks()
        name, notes = checks.text("name", name), checks.text("notes", notes, needed=False, longest=LONGEST_TEXT)
        checks.done()
        release = Release(ReleaseId(new_id()), service_id, name, planned_launch, notes)
        with self._store.writing(Changed("release", (release.id,))) as db:
            register.put_release(db, release)
        return release

    def participants(self, round_id: RoundId) -> tuple[Participant, ...]:
        """Participants of a round, by code."""
        with self._store.reading() as db:
            return register.participants(db, round_id)

    def participant(self, participant_id: ParticipantId) -> Participant:
        """One participant. Raises InputError `participant_unknown`."""
        with self._store.reading() as db:
            found = register.participant(db, participant_id)
        if found is None:
            raise InputError("participant_unknown", id=participant_id)
        return found

    def add_participant(self, round_id: RoundId, segment_id: str | None = None) -> Participant:
        """The next participant of a round, under the next free code.

        Raises InputError `round_unknown`, `segment_unknown`.
        """
        return self._add(round_id, segment_id, None)

    def add_self_trial(
        self, round_id: RoundId, scopes: Iterable[Scope], language: str, segment_id: str | None = None
    ) -> Participant:
        """A code for somebody who tries the laboratory with the sample service, on themselves: nobody signs a paper.

        Raises:
            InputError: as `add_participant`.
            RuleError: `self_trial_elsewhere`: a real service needs a participant's signature.
        """
        with self._store.reading() as db:
            study = studies.study(db, round_id)
        if study is not None and study.protocol_id != SAMPLE:
            raise RuleError("self_trial_elsewhere", round=study.name)
        consent = Consent(SELF_TRIAL, language, today(), frozenset(scopes), on_paper=False, self_trial=True)
        return self._add(round_id, segment_id, consent)

    def _add(self, round_id: RoundId, segment_id: str | None, consent: Consent | None) -> Participant:
        with self._store.writing(Changed("participant", (round_id,))) as db:
            _check_segment(studies.study(db, round_id), round_id, segment_id)
            code, index = next_code(register.codes(db, round_id)), register.count_participants(db, round_id)
            participant = Participant(ParticipantId(new_id()), round_id, code, index, segment_id, consent)
            register.add_participant(db, participant)
        return participant

    def assign_segment(self, participant_id: ParticipantId, segment_id: str | None) -> Participant:
        """Say which segment of the round a participant stands for; None: not known.

        Raises InputError `participant_unknown`, `segment_unknown`.
        """
        participant = self.participant(participant_id)
        with self._store.writing(Changed("participant", (participant.round_id,))) as db:
            _check_segment(studies.study(db, participant.round_id), participant.round_id, segment_id)
            register.set_segment(db, participant_id, segment_id)
        return replace(participant, segment_id=segment_id)

    def give_consent(self, participant_id: ParticipantId, consent: Consent) -> Participant:
        """Note what a participant signed.

        Raises:
            InputError: `fields_wrong`, `participant_unknown`.
            RuleError: `participant_withdrew`: who comes again is another participant, under a code of their own.
        """
        checks = Checks()
        checks.text("version", consent.version)
        if Scope.TAKE_PART not in consent.scopes:
            checks.fault("scopes", "take_part_missing")
        if not consent.on_paper or consent.self_trial:
            checks.fault("on_paper", "not_signed")
        if consent.signed_on > today():
            checks.fault("signed_on", "in_the_future")
        checks.done()
        refuse_withdrawn(self.participant(participant_id))
        with self._store.writing(Changed("participant", (participant_id,))) as db:
            if not register.set_consent(db, participant_id, consent):
                raise InputError("participant_unknown", id=participant_id)
        return self.participant(participant_id)


def refuse_withdrawn(participant: Participant) -> None:
    """Raises RuleError `participant_withdrew` of somebody who took the consent back."""
    if participant.withdrawn is not None:
        raise RuleError("participant_withdrew", participant=participant.code, day=participant.withdrawn.on)


def _check_segment(study: Round | None, round_id: RoundId, segment_id: str | None) -> None:
    if study is None:
        raise InputError("round_unknown", id=round_id)
    if segment_id is not None and segment_id not in {segment.id for segment in study.segments}:
        raise InputError("segment_unknown", id=segment_id)


def _checked(service: Service) -> Service:
    checks = Checks()
    clean = replace(
        service,
        name=checks.text("name", service.name),
        owner=checks.text("owner", service.owner),
        life_situation=checks.text("life_situation", service.life_situation, needed=False),
    )
    if not 1 <= service.test_term_months <= LONGEST_TERM_MONTHS:
        checks.fault("test_term_months", "out_of_range")
    if service.satisfaction is not None:
        from lab.domain.satisfaction_goal import goal_faults  # late: a window starts without figures

        checks.faults.extend(goal_faults(service.satisfaction))
    checks.done()
    return clean
