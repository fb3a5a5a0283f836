"""Queries about drafts: what is being typed for a session or a round, and was not said yet."""

from sqlmodel import Session, col, delete, select

from lab.database.tables import DraftRow


def drafts(db: Session, owner: str) -> dict[str, str]:
    """Name → text of everything that is being typed for a session or round."""
    return {row.name: row.text for row in db.exec(select(DraftRow).where(DraftRow.owner == owner)).all()}


def put_draft(db: Session, owner: str, name: str, text: str) -> None:
    """Keep what is being typed; an empty text is no draft."""
    if text:
        db.merge(DraftRow(owner=owner, name=name, text=text))
    else:
        db.exec(delete(DraftRow).where(col(DraftRow.owner) == owner, col(DraftRow.name) == name))
