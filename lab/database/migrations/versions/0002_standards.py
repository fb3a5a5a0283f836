"""Standards that a laboratory took in, and gates that a round sets otherwise than its standards.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of standards; every round has its standards' gates so far."""
    op.create_table(
        "standard",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name="fk_standard_sha256_document"),
        sa.PrimaryKeyConstraint("id", "version", name="pk_standard"),
    )
    with op.batch_alter_table("round") as study:
        study.add_column(sa.Column("gates", sa.JSON(), nullable=False, server_default="[]"))
