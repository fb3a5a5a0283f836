"""Rounds say whether observers see one another's tags before the debrief.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """In rounds that are there nobody tagged in another room: they see one another's."""
    op.add_column("round", sa.Column("independent", sa.Boolean(), nullable=False, server_default=sa.false()))
