"""Which rounds are over and were not judged as a whole yet: asked at every start, so by the database alone."""

from datetime import datetime

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from lab.database.tables import BookingRow, RoundJudgementRow
from lab.domain.ids import RoundId
from lab.domain.session import ENDED, SessionState

_ROUND = "round"
_NO_WORD = ("", "untested")


def rounds_over(db: Session, since: datetime) -> dict[RoundId, frozenset[str]]:
    """Rounds without a session that is still to come or open, whose last one was held since then → the criteria that
    were judged for the whole round.
    """
    ended = [state.value for state in (*ENDED, SessionState.CANCELLED, SessionState.NO_SHOW)]
    is_open = case((col(BookingRow.state).in_(ended), 0), else_=1)
    closed_at = case((col(BookingRow.state) == SessionState.CLOSED.value, BookingRow.starts))
    query = (
        select(BookingRow.round_id)
        .where(col(BookingRow.pilot).is_(False))
        .group_by(col(BookingRow.round_id))
        .having(func.sum(is_open) == 0, func.max(closed_at) >= since)
    )
    over = db.exec(query).all()
    judged = select(RoundJudgementRow.round_id, RoundJudgementRow.criterion).where(
        col(RoundJudgementRow.round_id).in_(over),
        RoundJudgementRow.unit == _ROUND,
        col(RoundJudgementRow.outcome).not_in(_NO_WORD),
    )
    said: dict[str, set[str]] = {}
    for round_id, criterion in db.exec(judged).all():
        said.setdefault(round_id, set()).add(criterion)
    return {RoundId(one): frozenset(said.get(one, ())) for one in over}
