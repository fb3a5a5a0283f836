"""Queries about the standards that a laboratory took in."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from lab.database.studies import put_documents
from lab.database.tables import StandardRow


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A version of a standard that was taken in, and when; its bytes are the document `sha256`."""

    id: str
    version: str
    sha256: str
    added: datetime


def taken_in(db: Session) -> tuple[TakenIn, ...]:
    """All versions, in the order in which they were taken in."""
    rows = db.exec(select(StandardRow).order_by(col(StandardRow.added), col(StandardRow.version))).all()
    return tuple(TakenIn(row.id, row.version, row.sha256, row.added) for row in rows)


def take_in(db: Session, one: TakenIn, content: bytes) -> None:
    """Keep a new version and its bytes."""
    put_documents(db, {one.sha256: content})
    db.add(StandardRow(id=one.id, version=one.version, sha256=one.sha256, added=one.added))
