"""Artefacts that lie beside judgements by inspection, differences that are settled, and what is being typed.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of artefacts and drafts; no difference between inspectors was settled so far."""
    op.create_table(
        "artefact",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detached_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_artefact_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_artefact"),
    )
    op.create_index("ix_artefact_round_id", "artefact", ["round_id"])
    op.create_table(
        "draft",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "name", name="pk_draft"),
    )
    with op.batch_alter_table("round_judgement") as judgement:
        judgement.add_column(sa.Column("adjudicates", sa.Boolean(), nullable=False, server_default=sa.false()))
