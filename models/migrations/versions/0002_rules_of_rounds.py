"""Rules of rounds: what an office asks, what the register asks, what a solve was bound by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rounds", sa.Column("rules", sa.Text(), nullable=True))
    op.add_column("snapshots", sa.Column("rules", sa.LargeBinary(), nullable=True))
    op.add_column(
        "solves",
        sa.Column("rules", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("solves", "rules")
    op.drop_column("snapshots", "rules")
    op.drop_column("rounds", "rules")
