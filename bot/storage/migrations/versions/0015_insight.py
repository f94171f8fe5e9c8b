"""What closed months came to, and what of it may be told."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, RowId, UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _months()
    _tallies()
    _blocks()


def _months() -> None:
    op.create_table(
        "insight_months",
        sa.Column("id", RowId, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("closed_at", UtcDateTime, nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_insight_months"),
        sa.UniqueConstraint("source", "month", name="uq_insight_months_source_month"),
    )


def _sums() -> list[sa.Column[object]]:
    return [
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("good", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.Double(), nullable=False),
        sa.Column("squares", sa.Double(), nullable=False),
    ]


def _tallies() -> None:
    op.create_table(
        "insight_tallies",
        sa.Column("measure", sa.String(32), nullable=False),
        sa.Column("dimension", sa.String(16), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("parent", sa.String(64), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        *_sums(),
        sa.PrimaryKeyConstraint("measure", "dimension", "month", "parent", "key", name="pk_insight_tallies"),
    )


def _blocks() -> None:
    op.create_table(
        "insight_blocks",
        sa.Column("id", RowId, nullable=False),
        sa.Column("measure", sa.String(32), nullable=False),
        sa.Column("dimension", sa.String(16), nullable=False),
        sa.Column("parent", sa.String(64), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("first", sa.String(7), nullable=False),
        sa.Column("last", sa.String(7), nullable=False),
        sa.Column("months", Json, nullable=False),
        *_sums(),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_insight_blocks"),
        sa.UniqueConstraint(
            "measure",
            "dimension",
            "parent",
            "key",
            "last",
            name="uq_insight_blocks_measure_dimension_parent_key_last",
        ),
    )
    op.create_index("ix_insight_blocks_period", "insight_blocks", ["dimension", "measure", "last"])


def downgrade() -> None:
    for table in ("blocks", "tallies", "months"):
        op.drop_table(f"insight_{table}")
