"""Models of who stays, the one that a snapshot was scored with, and the lots of a solve."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "retention_models",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column(
            "path",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("data_hash", sa.String(length=64), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_models")),
        sa.UniqueConstraint(
            "path", "kind", "version", name=op.f("uq_retention_models_path_kind_version")
        ),
    )
    op.create_index(
        "ix_retention_models_path_kind_cut_off",
        "retention_models",
        ["path", "kind", "cut_off"],
        unique=False,
    )
    op.add_column("snapshots", sa.Column("retention", sa.LargeBinary(), nullable=True))
    op.add_column("snapshots", sa.Column("retention_version", sa.String(length=80), nullable=True))
    op.drop_column("snapshots", "stays")
    op.add_column("solves", sa.Column("lots", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("solves", "lots")
    stays = sa.Column("stays", sa.LargeBinary(), nullable=False, server_default="")
    op.add_column("snapshots", stays)
    op.drop_column("snapshots", "retention_version")
    op.drop_column("snapshots", "retention")
    op.drop_index("ix_retention_models_path_kind_cut_off", table_name="retention_models")
    op.drop_table("retention_models")
