"""What the screen Services shows: read in the background, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.domain.booking import Booking
from lab.domain.coverage import Coverage, coverage
from lab.domain.criterion_changes import CriterionChange
from lab.domain.ids import ParticipantId, ReleaseId, RoundId, ServiceId
from lab.domain.participant import Participant
from lab.domain.service import Release, Service
from lab.domain.session import SessionState
from lab.domain.study import Pooling, Round, RoundAmendment, RuleChange
from protocols.protocol import Protocol, Task
from protocols.standard import Criterion, GateWeight, Standard
from ui.naming import RoundNames

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory

DOES_NOT_COUNT = frozenset({SessionState.CANCELLED, SessionState.NO_SHOW, SessionState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Change:
    """An amendment of the round's protocol.

    Attributes:
        tasks: those it changed and left in the protocol: their figures are apart until somebody pools them.
        poolings: task id → who said that its figures may be pooled across this change.
    """

    amendment: RoundAmendment
    tasks: tuple[Task, ...]
    poolings: Mapping[str, Pooling]


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """Everything about one round.

    Attributes:
        bookings: participant → their bookings that are not cancelled, by time.
        own_gates: criterion → what it weighs in its standard, whatever the round says.
    """

    names: RoundNames
    protocol: Protocol
    standards: tuple[Standard, ...]
    criteria: tuple[Criterion, ...]
    participants: tuple[Participant, ...]
    bookings: Mapping[ParticipantId, tuple[Booking, ...]]
    coverage: Coverage
    changes: tuple[Change, ...]
    rule_changes: tuple[RuleChange, ...]
    criterion_changes: tuple[CriterionChange, ...]
    own_gates: Mapping[str, GateWeight]

    @property
    def study(self) -> Round:
        """The round itself."""
        return self.names.study

    def heard_of(self, segment_id: str) -> int:
        """How many participants of a segment are booked or were heard; a pilot is not hearing anybody."""
        return sum(
            person.segment_id == segment_id and any(not one.pilot for one in self.bookings[person.id])
            for person in self.participants
        )


@dataclass(frozen=True, slots=True)
class Register:
    """All services with their releases and rounds, and the facts of the round that is shown."""

    services: tuple[Service, ...]
    releases: Mapping[ServiceId, tuple[Release, ...]]
    rounds: Mapping[ReleaseId, tuple[Round, ...]]
    shown: RoundFacts | None

    def service(self, service_id: str) -> Service | None:
        """One service."""
        return next((one for one in self.services if one.id == service_id), None)

    def release(self, release_id: str) -> Release | None:
        """One release."""
        return next((one for group in self.releases.values() for one in group if one.id == release_id), None)


def read_register(lab: "Laboratory", shown: RoundId | None) -> Register:
    """The register as it stands."""
    services = lab.planning.services()
    releases = {service.id: lab.planning.releases(service.id) for service in services}
    rounds: dict[ReleaseId, list[Round]] = {}
    for study in lab.rounds.rounds():
        rounds.setdefault(study.release_id, []).append(study)
    facts = _facts(lab, shown) if shown is not None else None
    return Register(services, releases, {key: tuple(group) for key, group in rounds.items()}, facts)


def _facts(lab: "Laboratory", round_id: RoundId) -> RoundFacts:
    study = lab.rounds.round(round_id)
    release = lab.planning.release(study.release_id)
    protocol = lab.rounds.protocol_of(study)
    participants = lab.planning.participants(round_id)
    bookings = [one for one in lab.scheduling.bookings_of(round_id) if one.state not in DOES_NOT_COUNT]
    segment_of = {person.id: person.segment_id for person in participants}
    counted: dict[str, str | None] = {
        one.participant_id: segment_of[one.participant_id] for one in bookings if not one.pilot
    }
    return RoundFacts(
        names=RoundNames(study, release, lab.planning.service(release.service_id)),
        protocol=protocol,
        standards=lab.rounds.standards(study),
        criteria=lab.rounds.criteria(study),
        participants=participants,
        bookings={
            person.id: tuple(one for one in bookings if one.participant_id == person.id) for person in participants
        },
        coverage=coverage(lab.rounds.criteria_in_scope(study), protocol, counted, study.segments, study.rules),
        changes=_changes(lab, round_id),
        rule_changes=lab.rounds.rule_changes(round_id),
        criterion_changes=lab.rounds.criterion_changes(round_id),
        own_gates={one.id: one.gate for pin in study.standards for one in lab.standards.of_hash(pin.sha256).counted},
    )


def _changes(lab: "Laboratory", round_id: RoundId) -> tuple[Change, ...]:
    poolings = lab.rounds.poolings(round_id)
    return tuple(
        Change(
            amendment=amendment,
            tasks=lab.rounds.poolable(amendment),
            poolings={
                one.task_id: one
                for one in poolings
                if (one.before_sha256, one.after_sha256) == (amendment.before_sha256, amendment.after_sha256)
            },
        )
        for amendment in lab.rounds.amendments(round_id)
    )
