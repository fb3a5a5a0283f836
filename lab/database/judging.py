"""Rows of judgement: findings, inspections, overrides, actions, decisions; and the sessions they are judged from."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func
from sqlmodel import Session, col, select

from lab.database.reading import action_of, booking_of, participant_of
from lab.database.tables import (
    ActionRow,
    AmendmentRow,
    BookingRow,
    DecisionRow,
    ExportRow,
    FindingRow,
    OverrideRow,
    ParticipantRow,
    RoundJudgementRow,
)
from lab.domain.booking import Booking
from lab.domain.decision import Basis, Decided, Decision, WrittenReport
from lab.domain.finding import Finding, Status
from lab.domain.gate import GateState
from lab.domain.ids import FindingId, RoundId
from lab.domain.judging import Inspection, TakenBack
from lab.domain.participant import Participant
from lab.domain.study import Action
from lab.domain.unit import UnitOutcome
from lab.domain.verdict import OverrideSaid, VerdictValue

SessionRow = tuple[Booking, Participant, str, int, int]
"""Booking, participant, protocol hash, number of the last event taken in, number of amendments."""


@cache
def _finding_as_data() -> TypeAdapter[Finding]:
    """Findings to and from their JSON; made on first use, for the window starts without findings."""
    return TypeAdapter(Finding)


@cache
def _basis_as_data() -> TypeAdapter[Basis]:
    return TypeAdapter(Basis)


def _basis_of(data: dict[str, Any] | None) -> Basis | None:
    """The basis out of its JSON, which knows no days: those that a reason tells are made days again."""
    if data is None:
        return None
    basis = _basis_as_data().validate_python(data)
    for reason in (*basis.gate.reasons, *basis.gate.further):
        if isinstance(due := reason.facts.get("due"), str):
            reason.facts["due"] = date.fromisoformat(due)
    return basis


def sessions(db: Session, round_id: RoundId) -> tuple[SessionRow, ...]:
    """Every booking of the round that has a session, by start."""
    amended = select(AmendmentRow.session_id, func.count().label("n")).group_by(AmendmentRow.session_id).subquery()
    query = (
        select(BookingRow, ParticipantRow, func.coalesce(amended.c.n, 0))
        .join(ParticipantRow, col(ParticipantRow.id) == BookingRow.participant_id)
        .outerjoin(amended, amended.c.session_id == BookingRow.session_id)
        .where(BookingRow.round_id == round_id, col(BookingRow.session_id).is_not(None))
        .order_by(col(BookingRow.starts))
    )
    return tuple(
        (booking_of(row), participant_of(person), row.protocol_sha256 or "", row.ingested_seq, amendments)
        for row, person, amendments in db.exec(query).all()
    )


def findings(db: Session, round_ids: Iterable[RoundId]) -> tuple[Finding, ...]:
    """Findings of these rounds, by number."""
    query = select(FindingRow).where(col(FindingRow.round_id).in_(list(round_ids)))
    rows = db.exec(query.order_by(col(FindingRow.round_id), col(FindingRow.number))).all()
    return tuple(_finding_as_data().validate_python(row.content) for row in rows)


def risks(db: Session) -> tuple[Finding, ...]:
    """Findings of all rounds whose risk is accepted, or that are open again: asked at every start, so by the database
    alone.
    """
    status = col(FindingRow.content)["status"].as_string()
    query = select(FindingRow.content).where(status.in_([Status.ACCEPTED_RISK.value, Status.REOPENED.value]))
    return tuple(
        finding_of(dict(one)) for one in db.exec(query.order_by(FindingRow.round_id, col(FindingRow.number))).all()
    )


def finding_contents(db: Session, round_id: RoundId) -> list[tuple[str, dict[str, object]]]:
    """Id and content of a round's findings as they are kept, by number; see `finding_of`."""
    columns = select(col(FindingRow.id), col(FindingRow.content)).where(FindingRow.round_id == round_id)
    return [(one, content) for one, content in db.exec(columns.order_by(col(FindingRow.number))).all()]


def finding_of(content: dict[str, object]) -> Finding:
    """The finding that is kept as this."""
    return _finding_as_data().validate_python(content)


def drop_finding(db: Session, finding_id: FindingId) -> None:
    """Take away a finding that was only just made."""
    row = db.get(FindingRow, finding_id)
    if row is not None:
        db.delete(row)


def finding(db: Session, finding_id: FindingId) -> Finding | None:
    """One finding."""
    row = db.get(FindingRow, finding_id)
    return None if row is None else _finding_as_data().validate_python(row.content)


def next_number(db: Session, round_id: RoundId) -> int:
    """The number of the round's next finding; numbers are never given twice, as findings are never deleted."""
    highest = db.exec(select(func.max(FindingRow.number)).where(FindingRow.round_id == round_id)).one()
    return (highest or 0) + 1


def put_finding(db: Session, one: Finding) -> None:
    """Add a finding, or write its new self."""
    content = _finding_as_data().dump_python(one, mode="json")
    db.merge(FindingRow(id=one.id, round_id=one.round_id, number=one.number, content=content))


def change_finding(db: Session, finding_id: FindingId, change: Callable[[Finding], Finding]) -> None:
    """Write what `change` makes of a finding that is there."""
    kept = finding(db, finding_id)
    assert kept is not None
    put_finding(db, change(kept))


def inspections(db: Session, round_id: RoundId) -> tuple[Inspection, ...]:
    """Judgements outside sessions that were not taken back, oldest first."""
    query = select(RoundJudgementRow).where(RoundJudgementRow.round_id == round_id)
    said: list[Inspection] = []
    for row in db.exec(query.order_by(col(RoundJudgementRow.number))).all():
        if row.outcome:
            said.append(_inspection_of(row))
        else:
            said = [one for one in said if _place(one) != (row.criterion, row.unit, row.judge, row.adjudicates)]
    return tuple(said)


def taken_back(db: Session, round_id: RoundId) -> tuple[TakenBack, ...]:
    """Judgements outside sessions that were taken back and have no successor, oldest first."""
    query = select(RoundJudgementRow).where(RoundJudgementRow.round_id == round_id)
    said: dict[tuple[str, str, str, bool], Inspection] = {}
    gone: dict[tuple[str, str, str, bool], TakenBack] = {}
    for row in db.exec(query.order_by(col(RoundJudgementRow.number))).all():
        place = (row.criterion, row.unit, row.judge, row.adjudicates)
        if row.outcome:
            gone.pop(place, None)
            said[place] = _inspection_of(row)
        elif (last := said.pop(place, None)) is not None and last.outcome is not UnitOutcome.UNTESTED:
            gone[place] = TakenBack(row.criterion, row.unit, row.judge, last.outcome, row.at, row.adjudicates)
    return tuple(gone.values())


def _inspection_of(row: RoundJudgementRow) -> Inspection:
    return Inspection(
        row.criterion, row.unit, UnitOutcome(row.outcome), row.judge, row.at, row.severity, row.note, row.adjudicates
    )


def _place(one: Inspection) -> tuple[str, str, str, bool]:
    return one.criterion, one.unit, one.judge, one.adjudicates


def add_inspection(db: Session, round_id: RoundId, one: Inspection, *, taken_back: bool = False) -> None:
    """Keep one more judgement, or that it was taken back; earlier ones stay."""
    db.add(
        RoundJudgementRow(
            round_id=round_id,
            criterion=one.criterion,
            unit=one.unit,
            outcome="" if taken_back else one.outcome.value,
            severity=one.severity,
            judge=one.judge,
            note=one.note,
            at=one.at,
            adjudicates=one.adjudicates,
        )
    )


def forget_unjudged(db: Session, round_id: RoundId, criterion: str, unit: str) -> None:
    """A page or document on which nobody gave a word but that it waits for one is none any more."""
    said = [one for one in inspections(db, round_id) if (one.criterion, one.unit) == (criterion, unit)]
    if all(one.outcome is UnitOutcome.UNTESTED for one in said):
        for one in said:
            add_inspection(db, round_id, one, taken_back=True)


def overrides(db: Session, round_id: RoundId) -> tuple[OverrideSaid, ...]:
    """Overrides and their ends as they were said, oldest first."""
    query = select(OverrideRow).where(OverrideRow.round_id == round_id)
    return tuple(
        OverrideSaid(row.criterion, VerdictValue(row.value) if row.value else None, row.by, row.reason, row.at)
        for row in db.exec(query.order_by(col(OverrideRow.number))).all()
    )


def add_override(
    db: Session, round_id: RoundId, criterion: str, value: VerdictValue | None, by: str, reason: str, at: datetime
) -> None:
    """Keep one more override, or (value None) that it was taken back; earlier ones stay."""
    said = value.value if value is not None else ""
    db.add(OverrideRow(round_id=round_id, criterion=criterion, value=said, reason=reason, by=by, at=at))


def actions(db: Session, round_id: RoundId) -> tuple[Action, ...]:
    """What owners promised, in the order of the promises' days."""
    query = select(ActionRow).where(ActionRow.round_id == round_id)
    return tuple(action_of(row) for row in db.exec(query.order_by(col(ActionRow.due), col(ActionRow.id))).all())


def put_action(db: Session, one: Action) -> None:
    """Add a promise, or write its new self."""
    db.merge(
        ActionRow(
            id=one.id,
            round_id=one.round_id,
            subject=one.subject,
            text=one.text,
            owner=one.owner,
            due=one.due,
            accepted_by=one.accepted_by,
        )
    )


def drop_action(db: Session, action_id: str) -> bool:
    """Take a promise away; whether there was one."""
    row = db.get(ActionRow, action_id)
    if row is None:
        return False
    db.delete(row)
    return True


def decisions(db: Session, round_id: RoundId) -> tuple[Decision, ...]:
    """Decisions, oldest first."""
    query = select(DecisionRow).where(DecisionRow.round_id == round_id)
    return tuple(
        Decision(
            RoundId(row.round_id),
            GateState(row.gate),
            Decided(row.decided),
            row.by,
            row.at,
            row.conditions,
            row.reason,
            row.export_sha256,
            row.post,
            _basis_of(row.basis),
        )
        for row in db.exec(query.order_by(col(DecisionRow.number))).all()
    )


def add_decision(db: Session, one: Decision) -> None:
    """Keep one more decision; earlier ones stay."""
    db.add(
        DecisionRow(
            round_id=one.round_id,
            gate=one.gate.value,
            decided=one.decided.value,
            by=one.by,
            at=one.at,
            conditions=one.conditions,
            reason=one.reason,
            export_sha256=one.export_sha256,
            post=one.post,
            basis=None if one.basis is None else _basis_as_data().dump_python(one.basis, mode="json"),
        )
    )


def exports(db: Session, round_id: RoundId) -> tuple[WrittenReport, ...]:
    """Reports of the round that were written, oldest first."""
    query = select(ExportRow).where(ExportRow.round_id == round_id).order_by(col(ExportRow.number))
    return tuple(
        WrittenReport(RoundId(row.round_id), row.at, row.sha256, row.folder, row.language, row.audience, row.plan)
        for row in db.exec(query).all()
    )


def add_export(db: Session, one: WrittenReport) -> None:
    """Remember one more report; earlier ones stay."""
    db.add(
        ExportRow(
            round_id=one.round_id,
            at=one.at,
            sha256=one.sha256,
            folder=one.folder,
            language=one.language,
            audience=one.audience,
            plan=one.plan,
        )
    )
