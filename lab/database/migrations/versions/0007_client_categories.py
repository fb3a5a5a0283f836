"""Segments of a round say of which client category they are; so far they were of the service's own.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Write into every segment that it names no category of its own: null, which means the service's."""
    rounds = sa.table("round", sa.column("id", sa.String()), sa.column("segments", sa.JSON()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(rounds.c.id, rounds.c.segments)).all():
        segments = [{**segment, "category": None} for segment in row.segments]
        connection.execute(rounds.update().where(rounds.c.id == row.id).values(segments=segments))
