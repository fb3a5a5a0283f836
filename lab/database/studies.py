"""Queries about rounds and the documents they are pinned to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from sqlmodel import Session, col, func, select

from lab.database.reading import amendment_of, pooling_of, round_of, round_row, rule_change_of
from lab.database.tables import (
    CriterionChangeRow,
    DocumentRow,
    PoolingRow,
    ReleaseRow,
    RoundAmendmentRow,
    RoundRow,
    RuleChangeRow,
)
from lab.domain.criterion_changes import ChangedWhat, CriterionChange
from lab.domain.ids import ReleaseId, RoundId, ServiceId, new_id
from lab.domain.study import GateOverride, LeftOut, Pooling, Round, RoundAmendment, RuleChange


def rounds(db: Session, release_id: ReleaseId | None) -> tuple[Round, ...]:
    """Rounds of a release, or all of them; oldest first."""
    query = select(RoundRow).order_by(col(RoundRow.created))
    if release_id is not None:
        query = query.where(RoundRow.release_id == release_id)
    return tuple(round_of(row) for row in db.exec(query).all())


def study(db: Session, round_id: RoundId) -> Round | None:
    """One round."""
    row = db.get(RoundRow, round_id)
    return None if row is None else round_of(row)


def add_round(db: Session, one: Round, documents: Mapping[str, bytes]) -> None:
    """Keep a new round and the documents (SHA-256 → bytes) it is pinned to."""
    put_documents(db, documents)
    db.add(round_row(one))


def put_documents(db: Session, documents: Mapping[str, bytes]) -> None:
    """Keep documents; a known one stays as it is, its hash says so."""
    for sha256, content in documents.items():
        db.merge(DocumentRow(sha256=sha256, content=content))
    db.flush()


def document(db: Session, sha256: str) -> bytes | None:
    """The bytes of a document."""
    row = db.get(DocumentRow, sha256)
    return None if row is None else row.content


def next_round_number(db: Session, service_id: ServiceId) -> int:
    """One more than the highest number among the service's rounds."""
    query = select(func.max(RoundRow.number)).join(ReleaseRow).where(ReleaseRow.service_id == service_id)
    return int(db.exec(query).one() or 0) + 1


def pin_protocol(db: Session, round_id: RoundId, protocol_id: str, sha256: str) -> None:
    """Put another protocol in force in a round that is there."""
    row = db.get_one(RoundRow, round_id)
    row.protocol_sha256, row.protocol_id = sha256, protocol_id
    db.add(row)


def set_scope(db: Session, round_id: RoundId, left_out: Sequence[LeftOut]) -> None:
    """Write the scope statement of a round that is there."""
    row = db.get_one(RoundRow, round_id)
    row.left_out = [asdict(one) for one in left_out]
    db.add(row)


def set_independent(db: Session, round_id: RoundId, *, on: bool) -> None:
    """Write whether observers of a round that is there judge by themselves."""
    row = db.get_one(RoundRow, round_id)
    row.independent = on
    db.add(row)


def set_gates(db: Session, round_id: RoundId, gates: Sequence[GateOverride]) -> None:
    """Write which criteria weigh otherwise in a round that is there."""
    row = db.get_one(RoundRow, round_id)
    row.gates = [asdict(one) for one in gates]
    db.add(row)


def add_criterion_changes(db: Session, made: Iterable[CriterionChange]) -> None:
    """Keep changes of what a round judges, and of what that weighs; earlier ones stay."""
    for one in made:
        db.add(CriterionChangeRow(**asdict(one)))


def criterion_changes(db: Session, round_id: RoundId) -> tuple[CriterionChange, ...]:
    """Changes of what a round judges, and of what that weighs, oldest first."""
    query = select(CriterionChangeRow).where(CriterionChangeRow.round_id == round_id)
    return tuple(
        CriterionChange(
            RoundId(row.round_id), row.criterion, ChangedWhat(row.what), row.before, row.after, row.by, row.why, row.at
        )
        for row in db.exec(query.order_by(col(CriterionChangeRow.number))).all()
    )


def add_amendment(db: Session, one: RoundAmendment) -> None:
    """Keep a change of a round's protocol."""
    db.add(RoundAmendmentRow(**{**asdict(one), "changed_tasks": list(one.changed_tasks)}))


def amendments(db: Session, round_id: RoundId) -> tuple[RoundAmendment, ...]:
    """Changes of a round's protocol, oldest first."""
    query = select(RoundAmendmentRow).where(RoundAmendmentRow.round_id == round_id)
    return tuple(amendment_of(row) for row in db.exec(query.order_by(col(RoundAmendmentRow.at))).all())


def change_rules(db: Session, one: RuleChange) -> None:
    """Put other numbers in force in a round that is there, and keep the change."""
    row = db.get_one(RoundRow, one.round_id)
    row.rules = asdict(one.after)
    db.add(row)
    db.add(RuleChangeRow(**asdict(one)))


def rule_changes(db: Session, round_id: RoundId) -> tuple[RuleChange, ...]:
    """Changes of the numbers of a round's verdict rules, oldest first."""
    query = select(RuleChangeRow).where(RuleChangeRow.round_id == round_id).order_by(col(RuleChangeRow.at))
    return tuple(rule_change_of(row) for row in db.exec(query).all())


def put_pooling(db: Session, one: Pooling) -> None:
    """Keep a permission to pool, in place of an older one for the same task and change."""
    drop_pooling(db, one)
    db.add(PoolingRow(id=new_id(), **asdict(one)))


def drop_pooling(db: Session, one: Pooling) -> None:
    """Forget the permission to pool this task across this change."""
    same = (
        PoolingRow.round_id == one.round_id,
        PoolingRow.task_id == one.task_id,
        PoolingRow.before_sha256 == one.before_sha256,
        PoolingRow.after_sha256 == one.after_sha256,
    )
    for row in db.exec(select(PoolingRow).where(*same)).all():
        db.delete(row)


def poolings(db: Session, round_id: RoundId) -> tuple[Pooling, ...]:
    """Permissions to pool figures of a round."""
    rows = db.exec(select(PoolingRow).where(PoolingRow.round_id == round_id)).all()
    return tuple(pooling_of(row) for row in rows)
