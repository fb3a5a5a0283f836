"""What the portfolio asks of a service: electronic, proactive, the term of its tests, what satisfaction is to become.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of services that are there nothing of this is known: not electronic, a year between tests, no target."""
    op.add_column("service", sa.Column("electronic", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("service", sa.Column("proactive", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("service", sa.Column("test_term_months", sa.Integer(), nullable=False, server_default="12"))
    op.add_column("service", sa.Column("satisfaction", sa.JSON(), nullable=True))
