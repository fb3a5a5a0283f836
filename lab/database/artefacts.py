"""Queries about artefacts."""

from sqlmodel import Session, col, select

from lab.database.tables import ArtefactRow
from lab.domain.artefact import Artefact
from lab.domain.ids import RoundId


def artefacts(db: Session, round_id: RoundId) -> tuple[Artefact, ...]:
    """The artefacts that are attached in a round, oldest first."""
    query = select(ArtefactRow).where(ArtefactRow.round_id == round_id, ArtefactRow.detached_by == "")
    return tuple(_artefact_of(row) for row in db.exec(query.order_by(col(ArtefactRow.at), col(ArtefactRow.id))).all())


def artefact(db: Session, artefact_id: str) -> Artefact | None:
    """One artefact, attached or taken off."""
    row = db.get(ArtefactRow, artefact_id)
    return None if row is None else _artefact_of(row)


def put_artefact(db: Session, one: Artefact) -> None:
    """Add an artefact, or write its new self."""
    db.merge(
        ArtefactRow(
            id=one.id,
            round_id=one.round_id,
            criterion=one.criterion,
            unit=one.unit,
            name=one.name,
            sha256=one.sha256,
            size=one.size,
            by=one.by,
            at=one.at,
            detached_by=one.detached_by,
        )
    )


def _artefact_of(row: ArtefactRow) -> Artefact:
    return Artefact(
        row.id,
        RoundId(row.round_id),
        row.criterion,
        row.unit,
        row.name,
        row.sha256,
        row.size,
        row.by,
        row.at,
        row.detached_by,
    )
