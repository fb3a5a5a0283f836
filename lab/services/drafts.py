"""Drafts: what somebody types in a debrief is kept as they type, and is there again when the window was lost."""

from lab.database import drafts
from lab.database.store import Store


class DraftService:
    """Keeps texts by owner (a session's or round's id) and name; a session that is withdrawn takes its own along."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, owner: str) -> dict[str, str]:
        """Name → text of everything that is being typed there."""
        with self._store.reading() as db:
            return drafts.drafts(db, owner)

    def keep(self, owner: str, texts: dict[str, str]) -> None:
        """Keep these; an empty text forgets its draft."""
        with self._store.writing() as db:
            for name, text in texts.items():
                drafts.put_draft(db, owner, name, text)
