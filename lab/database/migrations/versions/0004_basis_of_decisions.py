"""What a decision about a launch rests on, the post of whoever decided, and the plan that an export asked its owner.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of earlier decisions and exports nothing is known."""
    with op.batch_alter_table("decision") as decision:
        decision.add_column(sa.Column("post", sa.String(), nullable=False, server_default=""))
        decision.add_column(sa.Column("basis", sa.JSON(), nullable=True))
    with op.batch_alter_table("export") as export:
        export.add_column(sa.Column("plan", sa.String(), nullable=True))
