"""Rows become domain objects, and back. The only place that knows both."""

from dataclasses import asdict
from datetime import date
from typing import Any, cast, get_args

from lab.database.tables import (
    ActionRow,
    BookingRow,
    ParticipantRow,
    PoolingRow,
    ReleaseRow,
    RoundAmendmentRow,
    RoundRow,
    RuleChangeRow,
    ServiceRow,
)
from lab.domain.booking import Booking, Setup
from lab.domain.consent import Consent, Scope, TakenBack
from lab.domain.ids import BookingId, ParticipantId, ReleaseId, RoundId, ServiceId, SessionId
from lab.domain.participant import Participant
from lab.domain.service import ClientCategory, GoalRule, LifeStage, Release, SatisfactionGoal, Service
from lab.domain.session import SessionState
from lab.domain.study import (
    Action,
    GateOverride,
    LeftOut,
    PinnedStandard,
    Pooling,
    Round,
    RoundAmendment,
    RuleChange,
    RuleParameters,
    Segment,
)
from protocols.standard import GateWeight


def service_of(row: ServiceRow) -> Service:
    """The service in a row."""
    goal = row.satisfaction
    return Service(
        ServiceId(row.id), row.name, row.owner, ClientCategory(row.category), LifeStage(row.stage), row.life_situation,
        row.electronic, row.proactive, row.test_term_months,
        None if goal is None else SatisfactionGoal(**{**goal, "rule": GoalRule(goal["rule"])}),
    )  # fmt: skip


def service_row(service: Service) -> ServiceRow:
    """The row of a service."""
    return ServiceRow(**asdict(service))


def release_of(row: ReleaseRow) -> Release:
    """The release in a row."""
    return Release(ReleaseId(row.id), ServiceId(row.service_id), row.name, row.planned_launch, row.notes)


def release_row(release: Release) -> ReleaseRow:
    """The row of a release."""
    return ReleaseRow(**asdict(release))


def round_of(row: RoundRow) -> Round:
    """The round in a row."""
    return Round(
        id=RoundId(row.id),
        release_id=ReleaseId(row.release_id),
        number=row.number,
        name=row.name,
        protocol_id=row.protocol_id,
        protocol_sha256=row.protocol_sha256,
        standards=tuple(PinnedStandard(**pinned) for pinned in row.standards),
        created=row.created,
        left_out=tuple(LeftOut(**left) for left in row.left_out),
        gates=tuple(_gate_override(one) for one in row.gates),
        segments=tuple(_segment(one) for one in row.segments),
        rules=RuleParameters(**row.rules),
        retest_of=RoundId(row.retest_of) if row.retest_of else None,
        independent=row.independent,
    )


def _segment(values: dict[str, Any]) -> Segment:
    category = values["category"]
    return Segment(**{**values, "category": None if category is None else ClientCategory(category)})


def _gate_override(values: dict[str, str]) -> GateOverride:
    gate = values["gate"]
    assert gate in get_args(GateWeight)
    return GateOverride(values["criterion"], cast("GateWeight", gate), values["by"], values["why"])


def round_row(study: Round) -> RoundRow:
    """The row of a round."""
    values = asdict(study)
    lists = {name: list(values[name]) for name in ("standards", "left_out", "gates", "segments")}
    return RoundRow(**{**values, **lists})


def amendment_of(row: RoundAmendmentRow) -> RoundAmendment:
    """The change of a round's protocol in a row."""
    return RoundAmendment(
        row.id, RoundId(row.round_id), row.before_sha256, row.after_sha256, tuple(row.changed_tasks), row.reason,
        row.by, row.at,
    )  # fmt: skip


def rule_change_of(row: RuleChangeRow) -> RuleChange:
    """The change of the verdict rules' numbers in a row."""
    before, after = RuleParameters(**row.before), RuleParameters(**row.after)
    return RuleChange(row.id, RoundId(row.round_id), before, after, row.reason, row.by, row.at)


def pooling_of(row: PoolingRow) -> Pooling:
    """The permission to pool in a row."""
    return Pooling(RoundId(row.round_id), row.task_id, row.before_sha256, row.after_sha256, row.by, row.why, row.at)


def consent_of(values: dict[str, object] | None) -> Consent | None:
    """The consent in a row's JSON."""
    if values is None:
        return None
    scopes = values["scopes"]
    assert isinstance(scopes, list)
    back = values.get("taken_back")
    assert back is None or isinstance(back, dict)
    return Consent(
        version=str(values["version"]),
        language=str(values["language"]),
        signed_on=date.fromisoformat(str(values["signed_on"])),
        scopes=frozenset(Scope(scope) for scope in scopes),
        on_paper=bool(values["on_paper"]),
        self_trial=bool(values["self_trial"]),
        taken_back=None if back is None else TakenBack(date.fromisoformat(str(back["on"])), str(back["by"])),
    )


def consent_values(consent: Consent | None) -> dict[str, object] | None:
    """The JSON of a consent."""
    if consent is None:
        return None
    back = consent.taken_back
    return {
        "version": consent.version,
        "language": consent.language,
        "signed_on": consent.signed_on.isoformat(),
        "scopes": sorted(consent.scopes),
        "on_paper": consent.on_paper,
        "self_trial": consent.self_trial,
        **({} if back is None else {"taken_back": {"on": back.on.isoformat(), "by": back.by}}),
    }


def participant_of(row: ParticipantRow) -> Participant:
    """The participant in a row."""
    return Participant(
        ParticipantId(row.id), RoundId(row.round_id), row.code, row.index, row.segment_id, consent_of(row.consent)
    )


def participant_row(participant: Participant) -> ParticipantRow:
    """The row of a participant."""
    return ParticipantRow(
        id=participant.id,
        round_id=participant.round_id,
        code=participant.code,
        index=participant.index,
        segment_id=participant.segment_id,
        consent=consent_values(participant.consent),
    )


def booking_of(row: BookingRow) -> Booking:
    """The booking in a row."""
    return Booking(
        id=BookingId(row.id),
        round_id=RoundId(row.round_id),
        participant_id=ParticipantId(row.participant_id),
        room=row.room,
        starts=row.starts,
        minutes=row.minutes,
        moderator=row.moderator,
        observers=tuple(row.observers),
        state=SessionState(row.state),
        pilot=row.pilot,
        setup=Setup(row.setup),
        session_id=SessionId(row.session_id) if row.session_id else None,
        folder=row.folder,
        restored=tuple(row.restored),
    )


def fill_booking(row: BookingRow, booking: Booking) -> None:
    """Write the booking into its row; what belongs to its session, and what was put back for it, stays."""
    row.room, row.starts, row.minutes = booking.room, booking.starts, booking.minutes
    row.moderator, row.observers = booking.moderator, list(booking.observers)
    row.state, row.pilot, row.setup = booking.state, booking.pilot, booking.setup
    row.session_id, row.folder = booking.session_id, booking.folder


def booking_row(booking: Booking) -> BookingRow:
    """The row of a new booking."""
    lists = {"observers": list(booking.observers), "restored": list(booking.restored)}
    return BookingRow(**{**asdict(booking), **lists, "protocol_sha256": None, "ingested_seq": 0})


def action_of(row: ActionRow) -> Action:
    """The promise in a row."""
    return Action(row.id, RoundId(row.round_id), row.subject, row.text, row.owner, row.due, row.accepted_by)
