"""Verdicts and gates as they were said, and every change of what a round judges.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables; of what was said before nothing is kept."""
    op.create_table(
        "kept_verdict",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_kept_verdict_round_id_round"),
        sa.PrimaryKeyConstraint("number", name="pk_kept_verdict"),
    )
    op.create_table(
        "kept_gate",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_kept_gate_round_id_round"),
        sa.PrimaryKeyConstraint("number", name="pk_kept_gate"),
    )
    op.create_table(
        "criterion_change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_criterion_change_round_id_round"),
        sa.PrimaryKeyConstraint("number", name="pk_criterion_change"),
    )
    for table in ("kept_verdict", "kept_gate", "criterion_change"):
        op.create_index(f"ix_{table}_round_id", table, ["round_id"])
