"""Rounds whose last session is closed: they wait for their debrief as a whole."""

from datetime import datetime, timedelta

from lab.database import rounds_over
from lab.database.store import Store
from lab.domain.study import Round
from lab.services.rounds import RoundService

_REMINDED = timedelta(days=60)
"""So long Today reminds of it."""


def rounds_to_debrief(store: Store, rounds: RoundService, now: datetime) -> tuple[Round, ...]:
    """Rounds that ended lately, with a criterion of kind `round` in scope that nobody has judged yet."""
    with store.reading() as db:
        over = rounds_over.rounds_over(db, now - _REMINDED)
    found = ((rounds.round(one), judged) for one, judged in over.items())
    return tuple(
        one
        for one, judged in found
        if any(each.kind == "round" and each.id not in judged for each in rounds.criteria_in_scope(one))
    )
