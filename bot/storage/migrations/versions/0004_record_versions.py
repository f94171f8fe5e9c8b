"""Versions of the knowledge base's records."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, RowId, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_versions",
        sa.Column("id", RowId, nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("version", sa.String(12)),
        sa.Column("content", Json),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record_versions"),
    )
    op.create_index("ix_record_versions_code", "record_versions", ["code", "id"])


def downgrade() -> None:
    op.drop_table("record_versions")
